package org.guidecheck.claim.foundation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * As noise takes over, the posterior becomes the prior and the score that of N(0, I): p(c|x) → π_c and s(x) → −x as
 * τ → 1, at the rate √t.
 *
 * <p>By Tweedie's formula s + x = √t(x̂_0 − √t x)/τ. With L = exp(−‖x − √t X_0‖²/(2τ) + ‖x‖²/(2τ)), which is 1 to leading
 * order and at most e^{‖x‖²/(2τ)}, x̂_0 = E[X_0 L]/E[L]: what is left of it is the mean of the law, within its reach R, and
 * of heavy tails what lies beyond 1/√t, of probability R√t at most and weighted by e^{‖x‖²/2} at most. A log-density differs
 * from that of N(0, I) by log E[L], up to √t R(‖x‖ + √d) and the same weight. Twice these is allowed, where
 * √t R(‖x‖ + √d) is at most {@value #SMALL} (theory.md, "The foundations").
 */
public final class PriorLimit extends FoundationClaim {
    private static final double[] SIGNALS = {1e-8, 1e-10, 1e-12};
    private static final double[] RADII = {0.5, 1, 2};
    /** The expansion in √t R(‖x‖ + √d) is trusted up to here. */
    static final double SMALL = 0.1;
    private static final double SLACK = 2;
    /** What the families promise of scores and log-densities, relative. */
    private static final double ACCURACY = 1e-11;

    /** The claim. */
    public PriorLimit() {
        super("foundation.prior-limit",
                "as τ → 1, p(c|x) tends to π_c and s(x) to −x, at the rate √t",
                "this project, theory.md, The foundations");
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        Limit score = new Limit();
        Limit posterior = new Limit();
        UniformRandomProvider random = setting.streams().derived("nearly pure noise").stream(0);
        int d = setting.law().dimension();
        double reach = setting.law().reach();
        for (double radius : RADII) {
            double[] x = Directions.random(random, d, radius);
            double length = radius + Math.sqrt(d);
            double heaviest = Math.exp(0.5 * radius * radius);
            for (double signal : SIGNALS) {
                NoiseLevel level = NoiseLevel.ofSignal(signal);
                String where = Arrays.toString(x) + String.format(Locale.ROOT, ", signal %.3g", signal);
                for (LawUnderTest subject : subjects.all()) {
                    double own = subject.law().reach();
                    if (Math.sqrt(signal) * own * length <= SMALL) {
                        double allowed = Math.sqrt(signal) * (SLACK * own * heaviest + Math.sqrt(signal) * radius) / level.noise()
                                + ACCURACY * length;
                        score.add(norm(sum(subject.score(x, level), x)) / allowed, subject.name() + " at " + where);
                    }
                }
                if (Math.sqrt(signal) * reach * length <= SMALL) {
                    // Numerator and denominator of Bayes' rule each move by as much.
                    double allowed = 2 * SLACK * Math.sqrt(signal) * reach * length * heaviest + ACCURACY * length * length;
                    for (int c = 0; c < subjects.classes(); c++) {
                        posterior.add(Math.abs(subjects.logPosterior(c, x, level) - Math.log(subjects.prior(c))) / allowed,
                                "class " + c + " at " + where);
                    }
                }
            }
        }
        return List.of(score.evidence("|s + x|", "|s + x| <= sqrt(t) (2 reach exp(|x|^2/2) + sqrt(t) |x|)/tau, which falls to 0"),
                posterior.evidence("|log p(c|x) - log prior|",
                        "|log p(c|x) - log prior| <= 4 sqrt(t) reach (|x| + sqrt(d)) exp(|x|^2/2), which falls to 0"));
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double each : x) {
            sum += each * each;
        }
        return Math.sqrt(sum);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] result = new double[a.length];
        Arrays.setAll(result, i -> a[i] + b[i]);
        return result;
    }

    /** The largest share of what is allowed. */
    private static final class Limit {
        private String where = "";
        private double worst;
        private int count;

        void add(double share, String place) {
            if (!(share <= worst)) {
                worst = Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
                where = place;
            }
            count++;
        }

        /** Undecided where noise has not taken over at any of the levels: of a law that reaches too far. */
        Evidence evidence(String quantity, String rule) {
            Outcome outcome = count == 0 ? Outcome.UNDECIDED : worst <= 1 ? Outcome.HOLDS : Outcome.REFUTED;
            return Evidence.of(Evidence.Kind.POINTWISE, quantity + " over what is allowed", worst)
                    .within(Residual.bounds(worst))
                    .by("evaluated at " + count + " places, signals from 1e-8 to 1e-12", count, 0)
                    .allowing(List.of(new Tolerance.Rounding(ACCURACY, "of scores and log-densities, relative")))
                    .decides(rule, Interval.atMost(1), outcome)
                    .with("worst place", where);
        }
    }
}
