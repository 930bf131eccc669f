package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code foundation.tweedie}: the score gives the mean of the clean point, E[X_0 | X_τ = x] = x̂_0 = (x + τ
 * s)/√t.
 *
 * <p>In any dimension by sampling: with z = (x − √t X_0)/√τ for an exact draw X_0 and a unit vector a, the variable
 * (a·z + √τ a·s) e^{−‖z‖²/2} is at most e^{−1/2} + √τ|a·s| in size and has mean 0, since the weight is the likelihood
 * of x. On the line also without samples, where the clean law consists of atoms or has a density ({@link
 * PosteriorMean}).
 *
 * <p>Source: H. Robbins, <i>An empirical Bayes approach to statistics</i>, 1956, who credits M. Tweedie; the bounded
 * form is this project's (theory.md, "The foundations").
 */
public final class TweedieFormula extends FoundationClaim {
    private static final int PLACES = 2;
    /** Draws averaged to one observation, which is cheaper to enclose. */
    private static final int BLOCK = 4;
    private static final int MOST_BLOCKS = 1 << 14;
    private static final int PILOT = 256;

    /** The claim. */
    public TweedieFormula() {
        super("foundation.tweedie",
                "the score gives the mean of the clean point: E[X_0|x] = (x + τ s)/√t",
                "Robbins 1956; this project, theory.md, The foundations",
                new Resolution(0.1, "standard deviations of the noise"));
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        Streams streams = setting.streams().derived("Tweedie");
        for (LawUnderTest subject : subjects.all()) {
            Streams own = streams.derived(subject.name());
            if (subject.dimension() == 1) {
                PosteriorMean.evidence(subject, own.derived("line").stream(0)).ifPresent(evidence::add);
            }
            for (int i = 0; i < PLACES; i++) {
                evidence.add(sampled(subject, setting, own.derived("place " + i),
                        alpha / PLACES / subjects.all().size()));
            }
        }
        return evidence;
    }

    /**
     * The noise is so wide that in any dimension most clean points lie within a few of its deviations from x, and x
     * lies about one deviation from the middle of the law in the direction a, where the score is not small.
     */
    private Evidence sampled(LawUnderTest subject, Setting setting, Streams streams, double alpha) {
        UniformRandomProvider random = streams.stream(0);
        int d = subject.dimension();
        ReferenceDensity reference = new ReferenceDensity(subject, Math.sqrt(d) * (1 + random.nextDouble()), random);
        NoiseLevel level = reference.level();
        double[] a = Directions.random(random, d, 1);
        double[] x = reference.middle();
        double deviation = Math.sqrt(level.noise());
        double out = (0.5 + random.nextDouble()) * deviation;
        Arrays.setAll(x, i -> x[i] + out * a[i]);
        double slope = 0;
        double[] score = subject.score(x, level);
        for (int i = 0; i < d; i++) {
            slope += deviation * a[i] * score[i];
        }
        String quantity = "weighted a.(x0 - X_0), " + subject.name();
        if (!Double.isFinite(slope)) {
            return Evidence.of(Evidence.Kind.EXACT, "scores that are not finite, " + subject.name(), 1)
                    .within(Interval.around(1, 0)).by("evaluated at " + Arrays.toString(x), 1, 0)
                    .decides(Requirement.exactly("must be 0", 0));
        }
        Draws draws = new Draws(subject, level, x, a, slope);
        double weight = draws.meanWeight(streams.stream(1));
        double reach = Math.exp(-0.5) + Math.abs(slope);
        return new EqualityTolerance(resolution(setting) * weight, String.format(Locale.ROOT,
                "a mean of X_0 off by %.2g of the noise moves it by this", resolution(setting)))
                .decide(quantity, new Interval(-reach, reach), 0, draws.observations(streams.stream(2)),
                        setting.effort().samples(MOST_BLOCKS), BLOCK, alpha)
                .with("noise", String.format(Locale.ROOT, "%.4g", level.noise()))
                .with("mean weight", String.format(Locale.ROOT, "%.4g", weight));
    }

    /** Weighted differences of clean draws from their claimed mean. */
    @SuppressWarnings("ArrayRecordComponent") // private to this class
    private record Draws(LawUnderTest subject, NoiseLevel level, double[] x, double[] a, double slope) {
        Observations observations(UniformRandomProvider random) {
            return howMany -> {
                double[] result = new double[howMany];
                for (int i = 0; i < howMany; i++) {
                    for (int j = 0; j < BLOCK; j++) {
                        double[] z = difference(random);
                        double along = slope;
                        for (int k = 0; k < z.length; k++) {
                            along += a[k] * z[k];
                        }
                        // Far out, the weight is 0 before the product overflows.
                        double weight = weight(z);
                        result[i] += weight == 0 ? 0 : along * weight / BLOCK;
                    }
                }
                return result;
            };
        }

        double meanWeight(UniformRandomProvider random) {
            double sum = 0;
            for (int i = 0; i < PILOT; i++) {
                sum += weight(difference(random)) / PILOT;
            }
            return sum;
        }

        private double[] difference(UniformRandomProvider random) {
            double[] z = subject.draw(random);
            for (int i = 0; i < z.length; i++) {
                z[i] = (x[i] - Math.sqrt(level.signal()) * z[i]) / Math.sqrt(level.noise());
            }
            return z;
        }

        private static double weight(double[] z) {
            double square = 0;
            for (double each : z) {
                square += each * each;
            }
            return Math.exp(-0.5 * square);
        }
    }
}
