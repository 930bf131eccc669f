package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Restricts a {@code @ForAll LabelledLaw} to a range of dimensions. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Dimension {

    /** {@return the smallest number of coordinates, at least 1} */
    int min() default 1;

    /** {@return the largest number of coordinates, at most {@link LawArbitraries#LARGEST_DIMENSION}} */
    int max() default LawArbitraries.LARGEST_DIMENSION;
}
