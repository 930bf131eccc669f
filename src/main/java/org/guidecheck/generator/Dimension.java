package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Narrows a {@code @ForAll LabelledDistribution} to some dimensions. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Dimension {

    /**
     * The fewest coordinates.
     *
     * @return at least 1
     */
    int min() default 1;

    /**
     * The most coordinates.
     *
     * @return at most {@link LawArbitraries#LARGEST_DIMENSION}
     */
    int max() default LawArbitraries.LARGEST_DIMENSION;
}
