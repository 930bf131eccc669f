package org.guidecheck.claim.foundation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code foundation.prior-limit}: as τ → 1, p(c|x) → π_c and s(x) → −x at the rate √t.
 *
 * <p>By Tweedie's formula s + x = √t(x̂_0 − √t x)/τ. Let L = exp(−‖x − √t X_0‖²/(2τ) + ‖x‖²/(2τ)), which is 1 to
 * leading order and at most e^{‖x‖²/(2τ)}; then x̂_0 = E[X_0 L]/E[L]. This is about the mean of the law, within its
 * reach R, plus the part of heavy tails beyond 1/√t, of probability at most R√t and weight at most e^{‖x‖²/2}. A
 * log-density differs from that of N(0, I) by log E[L], at most √t R(‖x‖ + √d) times the same weight. Twice these
 * bounds is allowed, where √t R(‖x‖ + √d) is at most {@value #SMALL} (theory.md, "The foundations").
 */
public final class PriorLimit extends FoundationClaim {
    private static final double[] SIGNALS = {1e-8, 1e-10, 1e-12};
    private static final double[] RADII = {0.5, 1, 2};
    /** Largest √t R(‖x‖ + √d) for which the expansion is used. */
    static final double SMALL = 0.1;
    private static final double SLACK = 2;
    /** Relative accuracy of scores and log-densities of all families. */
    private static final double ACCURACY = 1e-11;

    /** The claim. */
    public PriorLimit() {
        super("foundation.prior-limit",
                "as τ → 1, p(c|x) tends to π_c and s(x) to −x, at the rate √t",
                "this project, theory.md, The foundations",
                Resolution.ROUNDING);
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
                        double allowed = Math.sqrt(signal) * (SLACK * own * heaviest
                                + Math.sqrt(signal) * radius) / level.noise()
                                + ACCURACY * length;
                        score.add(norm(sum(subject.score(x, level), x)) / allowed, subject.name() + " at " + where);
                    }
                }
                if (Math.sqrt(signal) * reach * length <= SMALL) {
                    // Twice: for the numerator and for the denominator of Bayes' rule.
                    double allowed = 2 * SLACK * Math.sqrt(signal) * reach * length * heaviest
                            + ACCURACY * length * length;
                    for (int c = 0; c < subjects.classes(); c++) {
                        double difference = subjects.logPosterior(c, x, level) - Math.log(subjects.prior(c));
                        posterior.add(Math.abs(difference) / allowed,
                                "class " + c + " at " + where);
                    }
                }
            }
        }
        return List.of(score.evidence("|s + x|",
                "|s + x| <= sqrt(t) (2 reach exp(|x|^2/2) + sqrt(t) |x|)/tau, which falls to 0"),
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

    /** Largest deviation as a share of the allowed one. */
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

        /** UNDECIDED if the law reaches so far that the expansion applies at no level. */
        Evidence evidence(String quantity, String rule) {
            return Evidence.of(Evidence.Kind.AT_POINTS, quantity + " over what is allowed", worst)
                    .within(count == 0 ? Interval.ALL : Residual.bounds(worst))
                    .by("evaluated at " + count + " places, signals from 1e-8 to 1e-12", count, 0)
                    .allowing(List.of(new Tolerance.Rounding(ACCURACY, "of scores and log-densities, relative")))
                    .decides(Requirement.atMost(rule, 1, 0))
                    .with("worst place", where);
        }
    }
}
