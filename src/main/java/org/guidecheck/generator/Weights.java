package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Narrows a {@code @ForAll GuidanceSchedule}, or that of a {@code @ForAll SamplerSettings}, to weights in a range. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Weights {

    /**
     * The smallest weight.
     *
     * @return at least 0
     */
    double min() default 0;

    /**
     * The largest weight.
     *
     * @return at most 20
     */
    double max() default 20;
}
