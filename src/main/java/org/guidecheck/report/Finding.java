package org.guidecheck.report;

import java.util.Optional;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Verdict on a claim, with the subject and conditions on which it was reached.
 *
 * @param run        index of the run in {@link Results#runs}
 * @param statement  the claim, in one sentence
 * @param resolution size of the departures that the claim is about, in words; empty if unknown
 * @param source     source of the claim
 * @param subject    subject of the verdict, in a few words; verdicts of one claim and subject share a row of the table
 * @param conditions law, class and guidance; empty if the subject describes them in full
 * @param expected   outcome that theory predicts; empty if theory predicts none
 * @param verdict    the verdict
 */
public record Finding(int run, String statement, String resolution, String source, String subject,
        Optional<FindingContext> conditions,
        Optional<Outcome> expected, Verdict verdict) {
    /**
     * Whether the verdict is as theory says.
     *
     * @return also true if theory predicts nothing
     */
    public boolean isAsExpected() {
        return expected.isEmpty() || expected.get() == verdict.outcome()
                || (expected.get() == Outcome.HOLDS && verdict.outcome().passes());
    }

    /** The prediction of theory, in a word. */
    String expectation() {
        return expected.map(outcome -> outcome == Outcome.HOLDS ? "holds" : "fails").orElse("open");
    }

    Finding ofRun(int index) {
        return new Finding(index, statement, resolution, source, subject, conditions, expected, verdict);
    }
}
