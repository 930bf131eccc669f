package org.guidecheck.report;

import java.util.Optional;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * A verdict, what it is about and what it was reached on.
 *
 * @param run        index of the run in {@link Results#runs}
 * @param statement  what is claimed, in one sentence
 * @param source     where the claim comes from
 * @param subject    what the verdict is about, in a few words; verdicts of one claim and subject make one row
 * @param conditions law, class and guidance; empty where the subject says it all
 * @param expected   what theory says the outcome is; empty where it says nothing
 * @param verdict    the verdict
 */
public record Finding(int run, String statement, String source, String subject, Optional<Conditions> conditions,
                      Optional<Outcome> expected, Verdict verdict) {
    /**
     * Whether the verdict is what theory says.
     *
     * @return true, too, where theory says nothing
     */
    public boolean isAsExpected() {
        return expected.isEmpty() || expected.get() == verdict.outcome();
    }

    /** What theory says, in a word. */
    String expectation() {
        return expected.map(outcome -> outcome == Outcome.HOLDS ? "holds" : "fails").orElse("open");
    }

    Finding ofRun(int index) {
        return new Finding(index, statement, source, subject, conditions, expected, verdict);
    }
}
