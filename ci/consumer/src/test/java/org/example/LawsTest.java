package org.example;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.generator.Dimension;

/** Random laws. */
class LawsTest {
    @Property(tries = 20)
    void haveTheDimensionAskedFor(@ForAll @Dimension(max = 2) LabelledLaw law) {
        assertThat(law.dimension()).isBetween(1, 2);
    }
}
