package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Restricts the weights of a {@code @ForAll GuidanceSchedule}, or of that in a {@code @ForAll SamplerSettings}, to a
 * range.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Weights {

    /** {@return the smallest weight, at least 0} */
    double min() default 0;

    /** {@return the largest weight, at most 20} */
    double max() default 20;
}
