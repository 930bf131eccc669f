package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.function.Supplier;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Measurement of the diversity that a guider keeps: the variance of its output as a share of that of plain guidance with
 * the same mean reciprocal, on case A, where the mean reciprocal of plain guidance falls with the weight. Above 1 the
 * guider buys the same benefit at a lower price. So is the difference of the entropies of their outputs. Of a guider with
 * memory, which is no field, runs of 50, 100 and 200 steps are drawn. Measured, not judged.
 */
final class Diversity extends GuiderClaim {
    private static final LabelledLaw LAW = NamedLaws.A;
    private static final double PRECISION = 2e-3;
    private static final double SECONDS = 1;
    private static final double MOST_WEIGHT = 50;
    private static final int TRIES = 8;
    private static final double ENTROPY_PRECISION = 0.02;
    private static final int PATHS = 4096;
    /** Numbers of steps of runs, whose means show whether there is a limit. */
    private static final int[] STEPS = {50, 100, 200};
    /** Reciprocals are cut off here, so that their mean can be bounded. */
    private static final double MOST_RECIPROCAL = 50;

    Diversity() {
        super("guider.diversity", "the variance that guidance keeps, beside plain guidance of the same mean reciprocal "
                + "(measured, not judged)", Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        List<Evidence> evidence = new ArrayList<>();
        for (double scale : candidate.fewScales()) {
            Optional<Share> share = at(cache, scale);
            share.ifPresent(each -> evidence.add(each.evidence()));
            share.ifPresent(each -> entropy(candidate, each).ifPresent(evidence::add));
            if (share.isEmpty()) {
                evidence.add(sampled(candidate, scale, alpha / candidate.fewScales().size()));
            }
        }
        return evidence;
    }

    /**
     * Means of a guider's output, and those of plain guidance with the same mean reciprocal.
     *
     * @param scale         number that the guider is given
     * @param mean          mean reciprocal under the guider
     * @param variance      variance of its output
     * @param plain         weight of plain guidance with that mean reciprocal; empty if no weight has it
     * @param plainVariance variance of its output
     */
    record Share(double scale, double mean, double variance, OptionalDouble plain, double plainVariance) {
        private Evidence evidence() {
            String name =
                    "variance at scale " + LawWords.number(scale) + " as a share of that of plain guidance of the "
                            + "same mean reciprocal, case A";
            if (plain.isEmpty()) {
                return Evidence.of(Evidence.Kind.ESTIMATED, name + ": no weight w >= 0 has its M of "
                        + LawWords.number(mean), variance).by("finite differences").decides(Requirement.NONE)
                        .saying(String.format(Locale.ROOT,
                                "at scale %s its variance is %.4g on case A; plain guidance of "
                                        + "no weight w >= 0 has its mean reciprocal, %.4g",
                                LawWords.number(scale), variance,
                                mean));
            }
            return Evidence.of(Evidence.Kind.ESTIMATED, name, variance / plainVariance)
                    .saying(String.format(Locale.ROOT,
                            "at scale %s %.3g times the variance of plain guidance of the same "
                                    + "mean reciprocal, %.4g on case A",
                            LawWords.number(scale), variance / plainVariance, mean))
                    .by("finite differences")
                    .decides(Requirement.NONE)
                    .with("mean reciprocal", String.format(Locale.ROOT, "%.4f", mean))
                    .with("variance", String.format(Locale.ROOT, "%.4f", variance))
                    .with("plain guidance", String.format(Locale.ROOT, "w = %.3g, variance %.4f", plain.getAsDouble(),
                            plainVariance));
        }
    }

    /** The entropy of the output beside that of plain guidance; empty where no weight has the same mean reciprocal. */
    private static Optional<Evidence> entropy(GuiderUnderTest candidate, Share share) {
        if (share.plain().isEmpty()) {
            return Optional.empty();
        }
        double w = share.plain().getAsDouble();
        Interval own = within(solver(candidate, share.scale())).entropy(ENTROPY_PRECISION);
        Interval plain = within(plain(w)).entropy(ENTROPY_PRECISION);
        boolean isKnown = own.width() + plain.width() < Double.POSITIVE_INFINITY;
        Evidence evidence = Evidence.of(Evidence.Kind.ESTIMATED, "entropy at scale " + LawWords.number(share.scale())
                + ", case A", isKnown ? middle(own) : 0).within(own).by("finite differences")
                .decides(Requirement.NONE);
        return Optional.of(isKnown ? evidence.saying(String.format(Locale.ROOT,
                "its entropy is %.3f nats, that of plain guidance with w = %.3g %.3f", middle(own), w, middle(plain)))
                : evidence);
    }

    private static double middle(Interval bounds) {
        return 0.5 * (bounds.lower() + bounds.upper());
    }

    /** Of a guider with memory: runs of so many steps, with intervals for them and not for their limit. */
    private static Evidence sampled(GuiderUnderTest candidate, double scale, double alpha) {
        List<Runs> all = Arrays.stream(STEPS)
                .mapToObj(steps -> runs(candidate, scale, steps, alpha / STEPS.length)).toList();
        Runs last = all.get(all.size() - 1);
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "mean of min(1/p(c|Y), " + LawWords.number(MOST_RECIPROCAL)
                + ") at scale " + LawWords.number(scale) + " in runs of " + last.steps() + " steps, case A",
                last.mean())
                .within(last.bounds())
                .by("betting confidence sequence on Euler-Maruyama runs", (long) PATHS * STEPS.length, alpha)
                .decides(Requirement.NONE)
                .saying(String.format(Locale.ROOT,
                        "at scale %s the mean of min(1/p(c|Y), %s) on case A is %s (%d runs each, confidence intervals "
                                + "of runs, not of their limit), and the variance in runs of %d steps %.4g",
                        LawWords.number(scale), LawWords.number(MOST_RECIPROCAL),
                        all.stream().map(Runs::words).collect(Collectors.joining(", ")), PATHS, last.steps(),
                        last.variance()));
    }

    /**
     * Runs of a guider on case A.
     *
     * @param steps    number of steps
     * @param mean     mean of the reciprocals, cut off
     * @param bounds   confidence interval of that mean
     * @param variance variance of the ends
     */
    private record Runs(int steps, double mean, Interval bounds, double variance) {
        String words() {
            return String.format(Locale.ROOT, "%.3f in [%.3f, %.3f] in runs of %d steps", mean, bounds.lower(),
                    bounds.upper(), steps);
        }
    }

    private static Runs runs(GuiderUnderTest candidate, double scale, int steps, double alpha) {
        GuidedProcess process = GuidedProcess.of(LAW, 0, GuidanceSchedule.constant(0));
        TimeGrid grid = process.grid(steps);
        Supplier<double[]> normals =
                GuidedRun.normals(new Streams(candidate.seed()).derived("diversity " + scale + ", " + steps), PATHS);
        GuidedRun run = new GuidedRun(process, grid, candidate.guider(), scale);
        double[] ends = run.follow(normals.get(), run.eulerMaruyama(normals));
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(1, MOST_RECIPROCAL, alpha);
        for (double odds : new LawCalls(process.sides()).logOdds(grid.end(), ends)) {
            double reciprocal = 1 + Math.exp(-odds);
            sequence.accept(reciprocal <= MOST_RECIPROCAL ? reciprocal : MOST_RECIPROCAL);
        }
        double mean = Arrays.stream(ends).average().orElseThrow();
        double variance = Arrays.stream(ends).map(y -> (y - mean) * (y - mean)).sum() / (PATHS - 1);
        return new Runs(steps, sequence.mean(), sequence.bounds(), variance);
    }

    private static FiniteDifferences solver(GuiderUnderTest candidate, double scale) {
        GuidedProcess process = GuidedProcess.of(LAW, 0, GuidanceSchedule.constant(0));
        return new FiniteDifferences(process, new GuiderOnLaw(candidate, scale, false).field(process));
    }

    /** Measures a guider at one scale; empty if it has memory. */
    static Optional<Share> at(GuiderCache cache, double scale) {
        if (cache.dependence(scale).hasMemory()) {
            return Optional.empty();
        }
        FiniteDifferences solver = solver(cache.candidate(), scale);
        double mean = within(solver).meanReciprocal(PRECISION).value();
        OptionalDouble plain = weightOf(mean);
        double plainVariance = plain.isEmpty() ? Double.NaN : variance(plain(plain.getAsDouble()));
        return Optional.of(new Share(scale, mean, variance(solver), plain, plainVariance));
    }

    private static FiniteDifferences within(FiniteDifferences solver) {
        return solver.within(TimeBudget.ofSeconds(SECONDS));
    }

    private static FiniteDifferences plain(double w) {
        return new FiniteDifferences(GuidedProcess.of(LAW, 0, GuidanceSchedule.constant(w)));
    }

    private static double variance(FiniteDifferences solver) {
        double first = within(solver).mean((y, odds) -> y, PRECISION).value();
        return within(solver).mean((y, odds) -> (y - first) * (y - first), PRECISION).value();
    }

    /** The weight of plain guidance with a mean reciprocal, by bisection in log(1 + w). */
    private static OptionalDouble weightOf(double mean) {
        double unguided = 1 / LAW.prior(0);
        if (!(mean < unguided * (1 - PRECISION) && mean > meanOf(MOST_WEIGHT))) {
            return Math.abs(mean - unguided) <= PRECISION * unguided ? OptionalDouble.of(0) : OptionalDouble.empty();
        }
        double low = 0;
        double high = MOST_WEIGHT;
        for (int i = 0; i < TRIES; i++) {
            double middle = Math.expm1(0.5 * (Math.log1p(low) + Math.log1p(high)));
            if (meanOf(middle) > mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(Math.expm1(0.5 * (Math.log1p(low) + Math.log1p(high))));
    }

    private static double meanOf(double w) {
        return within(plain(w)).meanReciprocal(PRECISION).value();
    }
}
