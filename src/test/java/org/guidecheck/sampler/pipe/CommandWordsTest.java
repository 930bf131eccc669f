package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandWordsTest {

    @Test
    void splitsAtWhiteSpaceAndKeepsWhatIsQuoted() {
        assertThat(
                CommandWords.of("  python3 my\\ file.py --w='a \"b\" \\' \"c 'd' \\\"e\\\"\" '' $HOME;ls\t*").words())
                .containsExactly("python3", "my file.py", "--w=a \"b\" \\", "c 'd' \"e\"", "", "$HOME;ls", "*");
    }

    @Test
    void refusesWhatStaysOpen() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandWords.of("python3 'a b"))
                .withMessage("command=python3 'a b: a quotation mark ' is never closed");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandWords.of("python3 \"a\\\""))
                .withMessage("command=python3 \"a\\\": a quotation mark \" is never closed");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandWords.of("python3 \\"))
                .withMessage("command=python3 \\: nothing follows the last backslash");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandWords.of(" "))
                .withMessage("command= : must name a program");
    }
}
