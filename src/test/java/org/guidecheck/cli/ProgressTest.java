package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void drawsABarOfOneLengthWhateverTheShare() {
        assertThat(Progress.bar(0)).isEqualTo("[....................]");
        assertThat(Progress.bar(0.5)).isEqualTo("[##########..........]");
        assertThat(Progress.bar(1)).isEqualTo("[####################]");
        assertThat(Progress.bar(-3)).as("a clock that was set back").isEqualTo(Progress.bar(0));
        assertThat(Progress.bar(Double.NaN)).isEqualTo(Progress.bar(0));
        assertThat(Progress.bar(7)).isEqualTo(Progress.bar(1));
    }
}
