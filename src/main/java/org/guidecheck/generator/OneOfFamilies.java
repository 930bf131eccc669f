package org.guidecheck.generator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.guidecheck.generator.plan.Family;

/** Restricts a {@code @ForAll LabelledLaw} to components of some families; see {@link LawArbitrary#families}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface OneOfFamilies {

    /** {@return the families, at least one} */
    Family[] value();
}
