package org.guidecheck.audit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** Claim about a trained model, decided by asking it at noised draws of a known law. */
abstract class AuditClaim {
    private final Statement statement;

    AuditClaim(String name, String text, Resolution resolution) {
        this.statement = new Statement("audit." + name, text, "this project, theory.md, Auditing a model",
                Claim.Status.HOLDS, resolution);
    }

    final Statement says() {
        return statement;
    }

    /**
     * What was found of a model.
     *
     * @param evidence at least one piece
     * @param note     a remark for the verdict, perhaps empty
     * @param figures  numbers to draw
     */
    record Findings(List<Evidence> evidence, String note, AuditFigures figures) {
        /** Evidence alone. */
        static Findings of(List<Evidence> evidence) {
            return new Findings(evidence, "", AuditFigures.NONE);
        }
    }

    /**
     * A verdict, with numbers to draw.
     *
     * @param verdict the verdict
     * @param figures numbers, perhaps none
     */
    record Decision(Verdict verdict, AuditFigures figures) {
    }

    final Decision decide(ModelUnderTest subject, double alpha) {
        long begin = System.nanoTime();
        Findings found = findings(subject, alpha);
        return new Decision(Verdict.of(statement.id(), found.evidence(), subject.seed(),
                Duration.ofNanos(System.nanoTime() - begin), found.note()), found.figures());
    }

    /** Whether the claim covers a model and its law. */
    abstract boolean appliesTo(ModelUnderTest subject);

    /** Asks the model and measures, at the false-alarm rate alpha in all. */
    abstract Findings findings(ModelUnderTest subject, double alpha);

    /** The departure that is called negligible, at the effort of the run. */
    final double resolution(ModelUnderTest subject) {
        return statement.resolution().at(subject.effort()).size();
    }

    /** Where a quantity was measured, in the words of all evidence. */
    static String at(NoiseLevel level) {
        return String.format(Locale.ROOT, " at sigma %.3g", level.sigma());
    }

    /** A measurement that decides nothing and is told beside others. */
    static Evidence beside(Evidence measured) {
        return measured.asAttempt();
    }
}
