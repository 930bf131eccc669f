package org.guidecheck.claim.over;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.LineControl;
import org.guidecheck.oracle.path.OutputPaths;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code over.price}: the relative entropy of the output to the class is at most ½E^w∫ w²‖g‖² du.
 *
 * <p>The right side is the relative entropy of guided paths to unguided ones, by Girsanov's theorem. At a constant weight
 * it is w²/(1 + 2w) (E^w log p(c|Y) − log π_c), from the rate of log p(c|·), which is checked at probe points. On the line
 * the left side comes from the output's density against the class's own, and the right side from the squared gradient
 * along the forward equation and, apart from it, from the mean of log p(c|Y). Source: theory.md, "The price of guidance".
 */
public final class PriceBound extends Claim {
    private static final double LEAST_PRECISION = 1e-5;

    /** Power of w in the price; 2 except in tests. */
    private final double power;

    /** The claim. */
    public PriceBound() {
        this(2);
    }

    /**
     * For tests: another price.
     *
     * @param power power of w in the price
     */
    PriceBound(double power) {
        super(new Statement("over.price",
                "guidance costs at most its price: KL(output ‖ class) ≤ ½E^w∫ w²‖g‖² du",
                "this project, theory.md, The price of guidance", Status.HOLDS, new Resolution(0.005, "in nats")));
        this.power = power;
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.guidance().smallest() >= 0;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>(List.of(Residual.ofLogPosterior(setting)));
        if (setting.law().dimension() == 1) {
            onLine(setting, evidence);
        }
        return evidence;
    }

    private void onLine(Setting setting, List<Evidence> evidence) {
        double precision = Math.max(LEAST_PRECISION, resolution(setting) / 8);
        GuidanceSchedule w = setting.guidance();
        LineControl.Values output = LineOutput.values(setting, w, precision);
        Interval price = LineOutput.started(output.price(), w);
        if (w instanceof GuidanceSchedule.Constant constant) {
            price = price.scale(constant.w() == 0 ? 1 : Math.pow(constant.w(), power - 2));
            FiniteDifferences.Result end = new FiniteDifferences(setting.process())
                    .mean((y, odds) -> -FiniteDifferences.LOG_LOSS.at(y, odds), precision);
            double factor = OutputPaths.factor(constant.w());
            if (end.isResolved() && price.width() < Double.POSITIVE_INFINITY) {
                Interval other = LineOutput.started(end.bounds(), w).minus(new Interval(logPrior(setting),
                        logPrior(setting))).scale(factor);
                evidence.add(attempt(LineOutput.evidence("price along the forward equation less price from log p(c|Y)",
                        price.minus(other), agreement(resolution(setting) * Math.max(1, factor)))));
            }
        }
        if (price.width() < Double.POSITIVE_INFINITY) {
            Interval excess = LineOutput.started(output.divergence(), w).minus(price);
            evidence.add(attempt(LineOutput.evidence("KL(output || class) less the price", excess,
                    Requirement.atMost("must be at most 0", 0, resolution(setting)))));
        }
    }

    private static Requirement agreement(double resolution) {
        return Requirement.agreement(String.format(Locale.ROOT, "must be 0, known to %.3g", resolution),
                new Interval(0, 0), resolution);
    }

    private static double logPrior(Setting setting) {
        return Math.log(setting.process().prior());
    }

    /** What no mesh is fine enough to decide is a further attempt that has not refuted, beside the identity at points. */
    private static Evidence attempt(Evidence found) {
        return found.outcome() == Outcome.UNDECIDED ? found.asAttempt() : found;
    }
}
