package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.oracle.path.MirroredMeans;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that the outputs of a sampler with noise at the weights w and −1 − w, towards and away from the class, mirror
 * each other (the project's theory page, "Reflection"): with r = (p(c|y)/π_c)^(1+2w), the mean of φ/(1 + r) at w is that
 * of φ r/(1 + r) at −1 − w, for each φ from 0 to 1. No law of the guided output is needed. Steps that are not short
 * depart from it, and those of the built-in sampler of the same kind say by how much.
 */
final class Reflection extends SamplerClaim {
    private static final int POINTS = 10_000;
    private static final int FEW = 8;
    /** Errors of long steps must fall with as many times the steps. */
    private static final int FINER = 4;
    /** Fewest steps in which they must have begun to fall. */
    private static final int MANY = 100;
    /** What may be left of an error in as many steps: one of first order falls to a quarter. */
    private static final double FALLS = 0.5;
    private static final int FEWEST = 4096;
    /** Draws of the built-in sampler for each draw. */
    private static final int RATIO = 2;
    /** Weights that are mirrored. Far from −½ the two laws hardly overlap, and there is little to compare. */
    private static final List<Double> WEIGHTS = List.of(0.0, 0.5);
    private static final List<Case> CASES =
            List.of(new Case(TestProblem.LINE, NamedLaws.T), new Case(TestProblem.SPACE, TestProblem.SPACE_LAW));
    /** Differences of means of the built-in samplers, by all that they depend on. */
    private static final Map<String, double[][]> COMPUTED = new ConcurrentHashMap<>();

    private record Case(TestProblem problem, LabelledLaw law) {
    }

    Reflection() {
        super("sampler.reflection", "guided towards the class and away from it, outputs mirror each other",
                Departures.OF_SHARES);
    }

    /** The identity is one of classifier-free guidance, and of starts from noise. */
    @Override
    Optional<SamplerUnderTest> judged(SamplerUnderTest candidate) {
        return Optional.of(candidate).filter(each -> each.declaration().guidance().isPlain()
                && each.declaration().start().isEmpty());
    }

    @Override
    boolean covers(RunCache runs) {
        return runs.isNoisy() && (!runs.isCopy() || runs.churn() == 1);
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        double share = alpha / (CASES.size() * WEIGHTS.size());
        for (Case each : CASES) {
            for (double w : WEIGHTS) {
                try {
                    evidence.add(mirrored(runs, each, w, share));
                } catch (SamplerFailure failure) {
                    evidence.add(unmeasured(each, w, failure.getMessage()));
                }
            }
        }
        return evidence;
    }

    /** Evidence in as many steps as usual; where that refutes a scheme of its own, in four times as many. */
    private static Evidence mirrored(RunCache runs, Case on, double w, double alpha) {
        if (isGated(runs, on.problem(), -1 - w)) {
            return unmeasured(on, w, "at a negative weight it does as without guidance");
        }
        int steps = runs.candidate().steps();
        Departure usual = departure(runs, on, w, steps, 0, alpha / 2);
        if (runs.isCopy() || !usual.isBeyond()) {
            return usual.evidence(runs, alpha / 2);
        }
        int finer = Math.max(FINER * steps, MANY);
        return runs.candidate().declaration().allows(finer)
                ? departure(runs, on, w, finer, FALLS * usual.size(), alpha / 2).evidence(runs, alpha / 2)
                : usual.evidence(runs, alpha / 2).decides(Unmeasured.because("may be an error of long steps, which "
                        + finer + " steps would show, more than the sampler promises"));
    }

    /** The difference of two means that departs most from what is allowed, of those for all functions. */
    private record Departure(String quantity, Interval found, Interval allowed) {
        double distance() {
            return Math.max(found.lower() - allowed.upper(), allowed.lower() - found.upper());
        }

        boolean isBeyond() {
            return distance() > 0;
        }

        double size() {
            return Math.max(found.upper(), -found.lower());
        }

        Evidence evidence(RunCache runs, double alpha) {
            String reference = runs.reference().name();
            String why = runs.isCopy() ? "that of " + reference : "3 times that of " + reference;
            return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, quantity, found.midpoint()).within(found)
                    .by("two runs, by the empirical Bernstein inequality", points(runs), alpha)
                    .with("compares", "means of φ/(1 + r) towards the class and of φ r/(1 + r) away from it, "
                            + "r = (p(c|y)/π_c)^(1 + 2w)")
                    .allowing(List.of(new Tolerance.Discretisation(allowed.width() / 2, "long steps: " + why)))
                    .decides(Requirement.within("must be 0 but for long steps, " + Digits.rule(allowed) + ", " + why
                            + " in as many", allowed, 0));
        }
    }

    private static Departure departure(RunCache runs, Case on, double w, int steps, double least, double alpha) {
        RecordedRun towards = runs.run(on.problem(), w, steps, "towards", points(runs));
        RecordedRun away = runs.run(on.problem(), -1 - w, steps, "away", points(runs));
        TimeGrid grid = runs.grid(towards);
        if (!grid.equals(runs.grid(away))) {
            throw new SamplerFailure("the levels of " + runs.candidate().sampler().name() + " depend on the weight");
        }
        TestFunctions functions = new TestFunctions(on.law(),
                new Streams(runs.candidate().seed()).derived("directions"), grid.end());
        Mirror mirror = new Mirror(functions, new MirroredMeans(w, on.law().prior(0)));
        double share = alpha / (2 * functions.count());
        double[][] found = mirror.differences(towards.ends(), away.ends());
        Interval[] coarse = differencesOfBuiltIn(runs, on, w, grid, mirror, share);
        double coarseness = Arrays.stream(coarse).mapToDouble(each -> Math.max(each.upper(), -each.lower())).max()
                .orElseThrow();
        Interval common = Interval.around(0, Math.max(least, GaussianOutput.FACTOR * coarseness));
        return IntStream.range(0, coarse.length).mapToObj(j -> new Departure("departure from the mirror image, "
                + on.problem().name() + ", w = " + GuidanceSchedule.constant(w) + " and "
                + GuidanceSchedule.constant(-1 - w) + " in " + steps + " steps, of the " + functions.name(j),
                mirror.mean(found[j], share), runs.isCopy() ? coarse[j] : common))
                .max(Comparator.comparingDouble(Departure::distance)).orElseThrow();
    }

    private static int points(RunCache runs) {
        return Math.max(FEWEST, (int) (POINTS / runs.candidate().effort().coarseness()));
    }

    private static Interval[] differencesOfBuiltIn(RunCache runs, Case on, double w, TimeGrid grid, Mirror mirror,
            double alpha) {
        String key = runs.reference().name() + runs.candidate().seed() + w + on.problem().name()
                + grid.levels().hashCode();
        return Arrays.stream(COMPUTED.computeIfAbsent(key, missing -> mirror.differences(
                builtIn(runs, on.problem(), w, grid), builtIn(runs, on.problem(), -1 - w, grid))))
                .map(each -> mirror.mean(each, alpha)).toArray(Interval[]::new);
    }

    /** Whether a negative weight alone is taken for 0, as where guidance is for weights above 0. */
    private static boolean isGated(RunCache runs, TestProblem problem, double w) {
        double[] unguided = few(runs, problem, 0);
        return Arrays.equals(few(runs, problem, w), unguided) && !Arrays.equals(few(runs, problem, -w), unguided);
    }

    private static double[] few(RunCache runs, TestProblem problem, double w) {
        return runs.run(problem, w, runs.candidate().steps(), "few", FEW).ends();
    }

    private static double[] builtIn(RunCache runs, TestProblem problem, double w, TimeGrid grid) {
        Noise noise = Noise.of(new Streams(runs.candidate().seed()).derived("mirrored reference " + w), 0,
                problem.dimension(), RATIO * points(runs));
        return Draws.of(runs.reference(), runs.denoiser(problem), GuidanceSchedule.constant(w), grid, noise);
    }

    private static Evidence unmeasured(Case on, double w, String why) {
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "difference of the outputs at "
                + GuidanceSchedule.constant(w) + " and " + GuidanceSchedule.constant(-1 - w) + ", "
                + on.problem().name(), 0).by("none").decides(Unmeasured.because("cannot be compared: " + why));
    }

    /**
     * The two bounded means that mirror each other.
     *
     * @param functions the functions φ
     * @param means     the means
     */
    private record Mirror(TestFunctions functions, MirroredMeans means) {

        /** For each function and each pair of points, φ/(1 + r) of the one less φ r/(1 + r) of the other. */
        double[][] differences(double[] towards, double... away) {
            double[] oddsTowards = functions.logOdds(towards);
            double[] oddsAway = functions.logOdds(away);
            double[][] here = functions.values(towards, oddsTowards);
            double[][] there = functions.values(away, oddsAway);
            for (int j = 0; j < here.length; j++) {
                for (int p = 0; p < here[j].length; p++) {
                    here[j][p] = means.towards(here[j][p], logProbability(oddsTowards[p]))
                            - means.away(there[j][p], logProbability(oddsAway[p]));
                }
            }
            return here;
        }

        /** Of a point that is not a number, as of one far from the class. */
        private static double logProbability(double odds) {
            return Double.isNaN(odds) ? Double.NEGATIVE_INFINITY : -LineLogOdds.logReciprocal(odds);
        }

        /** The mean of differences, which lie in [−1, 1]. */
        Interval mean(double[] differences, double alpha) {
            double[] values = differences.clone();
            for (int p = 0; p < values.length; p++) {
                values[p] = (1 + values[p]) / 2;
            }
            Interval mean = BoundedMean.within(values, alpha);
            return new Interval(2 * mean.lower() - 1, 2 * mean.upper() - 1);
        }
    }
}
