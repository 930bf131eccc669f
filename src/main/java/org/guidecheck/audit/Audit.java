package org.guidecheck.audit;

import java.util.List;
import java.util.function.Consumer;
import org.guidecheck.audit.AuditClaim.Decision;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Verdict;

/** Audit of a trained model: decides all claims about it. */
public final class Audit {
    private static final List<AuditClaim> CLAIMS = List.of(new Repeatability(), new ScoreError(), new Parametrisation(),
            new ScoreIsGradientField(), new Calibration(), new Consistency(), new Reflection(),
            new MeanReciprocalShares());

    private Audit() {
    }

    /** {@return what each claim says, in the order in which they are decided} */
    public static List<Statement> claims() {
        return CLAIMS.stream().map(AuditClaim::says).toList();
    }

    /**
     * Decides claims one after another and passes on each verdict when it is reached.
     *
     * @param subject  the model, and the law of its data
     * @param ids      ids of the claims, all if empty
     * @param alpha    false-alarm probability of all verdicts together, in (0, 1)
     * @param verdicts receives the verdicts; none for claims that do not cover the model
     * @return numbers to draw
     * @throws org.guidecheck.sampler.SamplerFailure if the model fails; nothing more can then be decided
     */
    public static AuditFigures decide(ModelUnderTest subject, List<String> ids, double alpha,
            Consumer<Verdict> verdicts) {
        List<AuditClaim> chosen = CLAIMS.stream().filter(each -> ids.isEmpty() || ids.contains(each.says().id()))
                .filter(each -> each.appliesTo(subject)).toList();
        AuditFigures figures = AuditFigures.NONE;
        if (chosen.isEmpty()) {
            return figures;
        }
        List<ErrorBudget> shares = ErrorBudget.of(alpha).evenly(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            Decision decision = chosen.get(i).decide(subject, shares.get(i).spendAll(chosen.get(i).says().id()));
            verdicts.accept(decision.verdict());
            figures = figures.and(decision.figures());
        }
        return figures;
    }
}
