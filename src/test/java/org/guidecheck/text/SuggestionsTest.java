package org.guidecheck.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of("paper.strict", "paper.martingale", "naive.log-loss", "ddim",
            "ddpm", "w");

    @ParameterizedTest
    @CsvSource({"paper.stric, paper.strict", "paper.strcit, paper.strict", "Paper.Strict, paper.strict",
        "log-loss, naive.log-loss", "papr.martingael, paper.martingale", "ddmp, ddpm", "dim, ddim", "ddims, ddim"})
    void findsTheNearestName(String given, String nearest) {
        assertThat(Suggestions.nearest(given, KNOWN)).contains(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "heun", "naive", "paper.unguided", "loss"})
    void suggestsNothingFarAway(String given) {
        assertThat(Suggestions.nearest(given, KNOWN)).isEmpty();
    }

    @Test
    void hintsAtTheEndOfAMessage() {
        assertThat(Suggestions.hint("ddmp", KNOWN)).isEqualTo("; did you mean ddpm?");
        assertThat(Suggestions.hint("euler", KNOWN)).isEmpty();
    }
}
