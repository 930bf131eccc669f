package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Restricts a {@code @ForAll LabelledLaw} to a number of classes or a range of numbers. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Classes {

    /** {@return the number of classes, at least 2; or 0 to use {@link #min()} and {@link #max()}} */
    int value() default 0;

    /** {@return the smallest number of classes, at least 2} */
    int min() default 2;

    /** {@return the largest number of classes, at most {@link LawArbitraries#MOST_CLASSES}} */
    int max() default LawArbitraries.MOST_CLASSES;
}
