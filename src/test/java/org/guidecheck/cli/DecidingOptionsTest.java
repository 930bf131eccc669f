package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecidingOptionsTest {
    @Test
    void quotesArgumentsThatAShellWouldTakeApart() {
        assertThat(
                DecidingOptions.commandLine(List.of("guard", "--command", "python3 my.py", "--weight", "0,1", "it's")))
                .isEqualTo("guard --command 'python3 my.py' --weight 0,1 'it'\\''s'");
    }
}
