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
 * foundations").
 */
public final class DrawsFollowDensity extends FoundationClaim {
    private static final int LINE_DRAWS = 1 << 17;
    /** Share of the resolution to which distribution functions on the line are known. */
    private static final double LINE_SHARE = 0.25;
    /** Noise σ over the reach of a law on the line. */
    private static final double SHARE = 0.02;
    private static final int PILOT = 64;
    private static final int FUNCTIONALS = 4;

    /** The claim. */
    public DrawsFollowDensity() {
        super("foundation.sampling",
                "draws follow the stated density",
                "Massart 1990; this project, theory.md, The foundations",
                new Resolution(0.08, "in the mean of a wave of amplitude 1"));
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
        ReferenceDensity reference = ComparisonBudget.reference(subject, streams);
        PairedDraws pairs = new PairedDraws(subject, reference, streams.derived("pairs"));
        List<Evidence> evidence = new ArrayList<>();
        double[] middle = pairs.get(0).x();
        double[] distances = new double[PILOT];
        Arrays.setAll(distances, i -> ReferenceDensity.distance(pairs.get(i).x(), reference.middle()));
        Arrays.sort(distances);
        double radius = Math.max(distances[PILOT / 2], Double.MIN_NORMAL);
        double narrow = Math.sqrt(reference.level().noise());
        double wide = Math.hypot(narrow, Math.sqrt(reference.level().signal()) * reference.spread());
        double[] one = Directions.random(streams.derived("waves").stream(0), subject.dimension(), 1 / narrow);
        double[] other = Directions.random(streams.derived("waves").stream(1), subject.dimension(), 1 / wide);
        evidence.add(compare(pairs, "share of pairs, " + subject.name(), wave, budget, alpha, x -> 1));
        evidence.add(compare(pairs, "circular wave, " + subject.name(), wave, budget, alpha,
                x -> Math.cos(0.5 * Math.PI * ReferenceDensity.distance(x, reference.middle()) / radius)));
        evidence.add(compare(pairs, "narrow wave, " + subject.name(), wave, budget, alpha, x -> wave(one, x, middle)));
        evidence.add(compare(pairs, "wide wave, " + subject.name(), wave, budget, alpha, x -> wave(other, x, middle)));
        return evidence;
    }

    /** A function of a point with values in [−1, 1]. */
    @FunctionalInterface
    private interface Bounded {
        double at(double[] x);
    }

    private static Evidence compare(PairedDraws pairs, String quantity, double wave, ComparisonBudget budget,
            double alpha, Bounded g) {
        double overlap = 0;
        for (int i = 0; i < PILOT; i++) {
            overlap += (1 - pairs.get(i).ofX() + pairs.get(i).ofY()) / PILOT;
        }
        Evidence evidence = new EqualityTolerance(wave * overlap, String.format(Locale.ROOT,
                "%.2g of the overlap of law and reference density, %.3g", wave, overlap))
                .decide("mean over the law less mean over the reference density, " + quantity, new Interval(-2, 2), 0,
                        pairs.means(PILOT, budget.block(),
                                pair -> g.at(pair.x()) * (1 - pair.ofX()) - g.at(pair.y()) * pair.ofY()),
                        budget.most(), budget.block(), alpha);
        return pairs.notFinite() == 0 ? evidence : pairs.evidenceOfNotFinite();
    }

    private static double wave(double[] k, double[] x, double[] middle) {
        double phase = 0;
        for (int i = 0; i < k.length; i++) {
            phase += k[i] * (x[i] - middle[i]);
        }
        return Math.cos(phase);
    }
}
