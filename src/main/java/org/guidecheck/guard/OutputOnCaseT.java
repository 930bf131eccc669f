package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.ReferenceFlow;
import org.guidecheck.oracle.mesh.StartQuadrature;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim about the output law on case T, two overlapping classes on the line, compared by the means of bounded
 * functionals: the class posterior and smooth steps across the class.
 *
 * <p>A copy of a built-in sampler must have the means of that sampler's own chain, computed by quadrature. Any other
 * scheme must have those of the process (finite differences) or of the flow (a reference solution), within
 * {@value GaussianOutput#FACTOR} times the error of the built-in sampler of its kind in as many steps.
 */
abstract class OutputOnCaseT extends SamplerClaim {
    private static final int POINTS = 4096;
    private static final double[] STEPS_AT = {-1.4, -1, 0, 2.6, 3};
    private static final double WIDTH = 0.15;
    private static final double PRECISION = 1e-4;
    /** Computed means, by all that they depend on. */
    private static final Map<String, Means> COMPUTED = new ConcurrentHashMap<>();

    /** Means of the functionals, with bounds of their errors. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    private record Means(double[] values, double[] errors) {
    }

    OutputOnCaseT(String id, String text) {
        super(id, text);
    }

    /** The class posterior for j = 0, else a smooth step from 0 to 1. */
    private static double functional(int j, double y, double logOdds) {
        return j == 0 ? 1 / (1 + Math.exp(-logOdds)) : 1 / (1 + Math.exp(-(y - STEPS_AT[j - 1]) / WIDTH));
    }

    private static int count() {
        return STEPS_AT.length + 1;
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.LINE);
    }

    /** Evidence on each functional at each weight, at the false-alarm rate alpha together. */
    static List<Evidence> onCaseT(RunCache runs, List<Double> weights, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (double w : weights) {
            RecordedRun run = runs.run(TestProblem.LINE, w, runs.candidate().steps(), "line", POINTS);
            TimeGrid grid = runs.grid(run);
            double[][] values = values(run.ends(), grid.end());
            Means reference = reference(runs, w, grid);
            Means exact = runs.isCopy() ? reference : exact(runs.isNoisy(), w);
            double coarseness = 0;
            for (int j = 0; j < count(); j++) {
                coarseness = Math.max(coarseness, Math.abs(reference.values[j] - exact.values[j])
                        + (runs.isCopy() ? 0 : reference.errors[j] + exact.errors[j]));
            }
            double share = alpha / (weights.size() * count());
            for (int j = 0; j < count(); j++) {
                evidence.add(check(j, w, values[j], exact, GaussianOutput.FACTOR * coarseness, runs, share));
            }
        }
        return evidence;
    }

    private static Evidence check(int j, double w, double[] values, Means exact, double allowance, RunCache runs,
            double alpha) {
        String quantity = String.format(Locale.ROOT, j == 0 ? "mean p(c|Y), w = %2$s" : "mean step at %1$.1f, w = %2$s",
                j == 0 ? 0.0 : STEPS_AT[j - 1], GuidanceSchedule.constant(w));
        Tolerance tolerance = new Tolerance.Discretisation(allowance + exact.errors[j], runs.isCopy()
                ? "error of the quadrature"
                : "3 times the error of " + runs.reference().name() + " in as many steps, "
                        + allowance / GaussianOutput.FACTOR);
        int[] used = {0};
        Observations source = count -> {
            int from = used[0];
            used[0] = Math.min(values.length, from + count);
            return Arrays.copyOfRange(values, from, used[0]);
        };
        Evidence found =
                BoundedMeanCheck.equalTo(quantity, new Interval(0, 1), exact.values[j], List.of(tolerance), alpha)
                        .decide(source, POINTS);
        // All draws together do not refute it; the evidence says how small a difference they would have found.
        return found.decides(String.format(Locale.ROOT, "must be %.4f", exact.values[j]), found.allowed(),
                found.outcome() == Outcome.UNDECIDED ? Outcome.HOLDS : found.outcome());
    }

    private static double[][] values(double[] ends, NoiseLevel end) {
        BlockPosterior model = new BlockPosterior(ClassVersusRest.of(NamedLaws.T, 0));
        model.setLevel(end);
        double[] odds = model.logOdds(ends);
        double[][] values = new double[count()][ends.length];
        for (int j = 0; j < values.length; j++) {
            for (int p = 0; p < ends.length; p++) {
                double value = functional(j, ends[p], odds[p]);
                // NaN counts as 0, so that it moves the mean.
                values[j][p] = Double.isNaN(value) ? 0 : value;
            }
        }
        return values;
    }

    private interface Computation {
        FiniteDifferences.Result of(FiniteDifferences.Functional functional);
    }

    private static Means means(Computation computation) {
        double[] values = new double[count()];
        double[] errors = new double[count()];
        for (int j = 0; j < count(); j++) {
            int number = j;
            FiniteDifferences.Result result = computation.of((y, logOdds) -> functional(number, y, logOdds));
            values[j] = result.value();
            errors[j] = result.errorBound();
        }
        return new Means(values, errors);
    }

    private static Means exact(boolean noisy, double w) {
        return COMPUTED.computeIfAbsent("exact " + noisy + w, key -> {
            if (noisy || w == 0) {
                return means(
                        f -> new FiniteDifferences(new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), 0))
                                .mean(f, PRECISION));
            }
            ReferenceFlow flow = new ReferenceFlow(new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), 0));
            return means(flow::mean);
        });
    }

    private static Means reference(RunCache runs, double w, TimeGrid grid) {
        LinearSampler sampler = runs.reference();
        String key = sampler.name() + w + grid.levels().hashCode();
        return COMPUTED.computeIfAbsent(key, ignored -> {
            GuidanceSchedule weight = GuidanceSchedule.constant(w);
            if (runs.isNoisy()) {
                GaussianSampler chain = sampler.asGaussian().orElseThrow(() -> new IllegalArgumentException(
                        "sampler=" + sampler.name() + ": must have Gaussian steps if it draws noise"));
                return means(f -> ChainQuadrature.mean(new GuidedProcess(NamedLaws.T, 0, weight, 0), grid, chain, f));
            }
            StartQuadrature quadrature =
                    new StartQuadrature(new GuidedProcess(NamedLaws.T, 0, weight, 0), grid, sampler);
            return means(quadrature::mean);
        });
    }

    /** Values of the functionals on each point, by the names that baselines use. */
    static Map<String, double[]> functionals(RecordedRun run, NoiseLevel end) {
        Map<String, double[]> result = new HashMap<>();
        double[][] values = values(run.ends(), end);
        for (int j = 0; j < values.length; j++) {
            result.put(j == 0 ? "p(c|Y)" : "step at " + STEPS_AT[j - 1], values[j]);
        }
        return result;
    }
}
