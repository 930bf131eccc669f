package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code foundation.sampling}: draws follow the stated density.
 *
 * <p>On the line the distribution function of n noised draws is compared with the integral of the density. By the
 * inequality of Dvoretzky, Kiefer and Wolfowitz with the constant of P. Massart, <i>The tight constant in the
 * Dvoretzky–Kiefer–Wolfowitz inequality</i>, Annals of Probability 18, 1990, they differ by more than ε somewhere with
 * probability at most 2 exp(−2nε²).
 *
 * <p>In any dimension, for a known density q and a bounded g, the means of g q/(p + q) over draws of p and of g p/(p +
 * q) over draws of q are both ∫ g pq/(p + q). Their difference is estimated from pairs of draws (theory.md, "The
 * foundations"). Half of g needs no density, so that its mean is taken over many more draws; what is left, g times (p −
 * q)/(2(p + q)), is small where q is close to p.
 */
public final class DrawsFollowDensity extends FoundationClaim {
    private static final int LINE_DRAWS = 1 << 20;
    /** Change of a distribution function over that of the mean of a function that rises from −1 to 1, at most. */
    private static final double LINE_SHARE = 0.5;
    /** Noise σ over the reach of a law on the line. */
    private static final double SHARE = 0.02;
    private static final int PILOT = 256;
    /** Draws without densities beside each pair with them. */
    private static final int MORE = 12;
    private static final List<String> NAMES =
            List.of("share of pairs", "circular wave", "narrow wave", "wide wave");
    private static final int FUNCTIONALS = NAMES.size();

    /** The claim. */
    public DrawsFollowDensity() {
        super("foundation.sampling",
                "draws follow the stated density",
                "Massart 1990; this project, theory.md, The foundations",
                new Resolution(0.01, "in the mean of a wave of amplitude 1, up to four times as much for laws of "
                        + "thousands of points"));
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        boolean line = setting.law().dimension() == 1;
        double share = alpha / subjects.all().size() / (FUNCTIONALS + (line ? 1 : 0));
        Streams streams = setting.streams().derived("sampling");
        for (LawUnderTest subject : subjects.all()) {
            Streams own = streams.derived(subject.name());
            if (line) {
                evidence.add(distribution(subject, setting, own, share));
            }
            evidence.addAll(pairs(subject, setting, own, share));
        }
        return evidence;
    }

    private Evidence distribution(LawUnderTest subject, Setting setting, Streams streams, double alpha) {
        double sigma = SHARE * (subject.law().reach() > 0 ? subject.law().reach() : 1);
        NoiseLevel level = NoiseLevel.ofLogSnr(-2 * Math.log(sigma));
        LinePanels panels = new LinePanels(subject, level, 2);
        UniformRandomProvider random = streams.derived("line").stream(0);
        double[] draws = new double[setting.effort().samples(LINE_DRAWS)];
        Arrays.setAll(draws, i -> subject.noised(random, level)[0]);
        double distance = panels.distance(draws);
        boolean finite = Double.isFinite(distance) && Double.isFinite(panels.error());
        double value = finite ? distance : Double.POSITIVE_INFINITY;
        double error = finite ? panels.error() : 0;
        double radius = Math.sqrt(Math.log(2 / alpha) / (2.0 * draws.length));
        double negligible = LINE_SHARE * resolution(setting);
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "distance of distribution functions, " + subject.name(),
                value)
                .within(finite ? new Interval(Math.max(0, distance - radius - error), distance + radius + error)
                        : Residual.bounds(value))
                .allowing(List.of(new Tolerance.Discretisation(error, "difference of two Gauss-Legendre rules")))
                .by("Dvoretzky-Kiefer-Wolfowitz inequality, noise " + String.format(Locale.ROOT, "%.4g", level.noise()),
                        draws.length, alpha)
                .decides(Requirement.within(String.format(Locale.ROOT, "= 0, known to %.3g", negligible),
                        Interval.around(0, 0), negligible))
                // Draws of a law this far off stay within the radius of it, hence outside that of the stated one.
                .detecting(OptionalDouble.of(2 * (radius + error)));
    }

    private List<Evidence> pairs(LawUnderTest subject, Setting setting, Streams streams, double alpha) {
        ComparisonBudget budget = ComparisonBudget.of(subject, setting.effort(), alpha);
        double wave = resolution(setting) * budget.coarsening();
        PairedDraws pairs = budget.pairs(subject, streams, each -> needed(each, wave, alpha));
        ReferenceDensity reference = pairs.reference();
        double[] middle = pairs.get(0).x();
        double[] distances = new double[PILOT];
        Arrays.setAll(distances, i -> ReferenceDensity.distance(pairs.get(i).x(), reference.middle()));
        Arrays.sort(distances);
        double radius = Math.max(distances[PILOT / 2], Double.MIN_NORMAL);
        double narrow = Math.sqrt(reference.level().noise());
        double wide = Math.hypot(narrow, Math.sqrt(reference.level().signal()) * reference.spread());
        double[] one = Directions.random(streams.derived("waves").stream(0), subject.dimension(), 1 / narrow);
        double[] other = Directions.random(streams.derived("waves").stream(1), subject.dimension(), 1 / wide);
        List<Bounded> functions = List.of(x -> 1,
                x -> Math.cos(0.5 * Math.PI * ReferenceDensity.distance(x, reference.middle()) / radius),
                x -> wave(one, x, middle), x -> wave(other, x, middle));
        double overlap = overlap(pairs);
        EqualityTolerance tolerance = new EqualityTolerance(wave * overlap, String.format(Locale.ROOT,
                "%.2g of the overlap of law and reference density, %.3g", wave, overlap));
        List<double[]> observed = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (int f = 0; f < FUNCTIONALS; f++) {
            int at = f;
            int[] next = {0};
            Evidence each = tolerance.decide("mean over the law less mean over the reference density, " + NAMES.get(f)
                    + ", " + subject.name(), new Interval(-2, 2), 0, howMany -> {
                        double[] result = new double[howMany];
                        for (int i = 0; i < howMany; i++) {
                            if (next[0] == observed.size()) {
                                observed.add(observation(pairs, PILOT + next[0], functions));
                            }
                            result[i] = observed.get(next[0]++)[at];
                        }
                        return result;
                    }, budget.most(), 1, alpha);
            evidence.add(pairs.notFinite() == 0 ? each : pairs.evidenceOfNotFinite());
        }
        return evidence;
    }

    /** A function of a point with values in [−1, 1]. */
    @FunctionalInterface
    private interface Bounded {
        double at(double[] x);
    }

    /** For each g, one variable with the mean of g q/(p + q) over p less that of g p/(p + q) over q, in [−2, 2]. */
    private static double[] observation(PairedDraws pairs, int index, List<Bounded> functions) {
        double[] result = new double[functions.size()];
        for (int i = 0; i < MORE; i++) {
            double[] x = pairs.x();
            double[] y = pairs.y();
            for (int f = 0; f < result.length; f++) {
                result[f] += 0.5 * (functions.get(f).at(x) - functions.get(f).at(y)) / MORE;
            }
        }
        PairedDraws.Pair pair = pairs.get(index);
        for (int f = 0; f < result.length; f++) {
            result[f] -= functions.get(f).at(pair.x()) * (pair.ofX() - 0.5)
                    + functions.get(f).at(pair.y()) * (pair.ofY() - 0.5);
        }
        return result;
    }

    private static double overlap(PairedDraws pairs) {
        double overlap = 0;
        for (int i = 0; i < PILOT; i++) {
            overlap += (1 - pairs.get(i).ofX() + pairs.get(i).ofY()) / PILOT;
        }
        // At most 1, as an average of 2pq/(p + q)^2 over (p + q)/2.
        return Math.min(1, overlap);
    }

    /** Observations needed if g is ±1 at random. */
    private static double needed(PairedDraws pairs, double wave, double alpha) {
        double variance = 0.5 / MORE;
        for (int i = 0; i < PILOT; i++) {
            variance += (Math.pow(pairs.get(i).ofX() - 0.5, 2) + Math.pow(pairs.get(i).ofY() - 0.5, 2)) / PILOT;
        }
        return ComparisonBudget.needed(wave * overlap(pairs), Math.sqrt(variance), 2, alpha);
    }

    private static double wave(double[] k, double[] x, double[] middle) {
        double phase = 0;
        for (int i = 0; i < k.length; i++) {
            phase += k[i] * (x[i] - middle[i]);
        }
        return Math.cos(phase);
    }
}
