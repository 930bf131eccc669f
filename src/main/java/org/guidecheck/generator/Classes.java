package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Narrows a {@code @ForAll LabelledDistribution} to a number of classes, or a range of numbers. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Classes {

    /**
     * The number of classes; 0 if {@link #min()} and {@link #max()} say it.
     *
     * @return at least 2, or 0
     */
    int value() default 0;

    /**
     * The fewest classes.
     *
     * @return at least 2
     */
    int min() default 2;

    /**
     * The most classes.
     *
     * @return at most {@link LawArbitraries#MOST_CLASSES}
     */
    int max() default LawArbitraries.MOST_CLASSES;
}
