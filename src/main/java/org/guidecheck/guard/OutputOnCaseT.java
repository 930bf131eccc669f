package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim about the output law on case T, two overlapping classes on the line, compared by the means of bounded
 * functionals: the class posterior and smooth steps across the class.
 *
 * <p>A copy of a built-in sampler must have the means of that sampler's own chain, computed by quadrature. Any other
 * scheme must have those of the process (finite differences) or of the flow (a reference solution), within
 * {@value GaussianOutput#FACTOR} times the error of the built-in sampler of its kind in as many steps. Of a scheme whose
 * coefficients are identified, the limit is known from {@link GuidedGaussian}; here its points on case T and in three
 * dimensions must be those that the coefficients foretell, so that it treats no law otherwise.
 */
abstract class OutputOnCaseT extends SamplerClaim {
    /** Largest difference of two points that changes no functional by more than rounding. */
    private static final double SAME = 1e-6;
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
        super(id, text, Departures.OF_SHARES);
    }

    /** Evidence that the points of an identified scheme on general laws are those that its coefficients foretell. */
    static List<Evidence> foretold(RunCache runs, List<Double> weights) {
        return weights.stream().flatMap(w -> Stream.of(TestProblem.LINE, TestProblem.SPACE)
                .flatMap(problem -> ForetoldPoints.of(runs, problem, w).stream())).toList();
    }

    /** The same on the laws of the user, as far as the coefficients are known. */
    static List<Evidence> onOwnLaws(RunCache runs, List<Double> weights) {
        return runs.candidate().ownLaws().stream().flatMap(
                problem -> weights.stream()
                        .map(w -> onOwnLaw(runs, problem, w).orElseGet(() -> notCompared(problem, w))))
                .toList();
    }

    private static Optional<Evidence> onOwnLaw(RunCache runs, TestProblem problem, double w) {
        return runs.isIdentified(w) ? ForetoldPoints.of(runs, problem, w) : Optional.empty();
    }

    private static Evidence notCompared(TestProblem problem, double w) {
        return Evidence.of(Evidence.Kind.EXACT, "points compared, " + problem.name() + ", w = "
                + GuidanceSchedule.constant(w), 0).by("none").decides(Unmeasured.because("not compared: the "
                        + "coefficients of the sampler are not known, as it is not linear in the predictions"));
    }

    /** The class posterior for j = 0, else a smooth step from 0 to 1. */
    private static double functional(int j, double y, double logOdds) {
        return j == 0 ? 1 / (1 + Math.exp(-logOdds)) : 1 / (1 + Math.exp(-(y - STEPS_AT[j - 1]) / WIDTH));
    }

    private static int count() {
        return STEPS_AT.length + 1;
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.LINE);
    }

    /** Evidence at each weight, at the false-alarm rate alpha together. */
    static List<Evidence> onCaseT(RunCache runs, List<Double> weights, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (double w : weights) {
            evidence.addAll(onCaseT(runs, w, alpha / weights.size()));
        }
        return evidence;
    }

    /** Evidence that points are those of the copied sampler from the same normals, else on each functional. */
    private static List<Evidence> onCaseT(RunCache runs, double w, double alpha) {
        if (runs.isCoupled()) {
            Coupling coupling = runs.lineCoupling(w, SAME);
            if (coupling.isSame()) {
                return List.of(coupling.evidence(runs.reference().name(), "w = " + GuidanceSchedule.constant(w),
                        runs.departures().share(), alpha));
            }
        }
        Comparison comparison = new Comparison(runs, w);
        return comparison.isSharp() ? comparison.decided(alpha) : comparison.of(runs.line(w).ends(), alpha);
    }

    /** Comparison of the functionals' means with their right values. */
    private static final class Comparison {
        private final RunCache runs;
        private final double w;
        private final TimeGrid grid;
        private final Means exact;
        private final double allowance;

        Comparison(RunCache runs, double w) {
            this.runs = runs;
            this.w = w;
            this.grid = runs.grid(runs.line(w));
            Means reference = reference(runs, w, grid);
            this.exact = runs.isCopy() ? reference : exact(runs.isNoisy(), w, grid.end().noise());
            double coarseness = 0;
            for (int j = 0; j < count(); j++) {
                coarseness = Math.max(coarseness, Math.abs(reference.values[j] - exact.values[j])
                        + (runs.isCopy() ? 0 : reference.errors[j] + exact.errors[j]));
            }
            this.allowance = GaussianOutput.FACTOR * coarseness;
        }

        /** Whether the allowance for long steps is no larger than the departures looked for. */
        boolean isSharp() {
            return allowance <= runs.departures().share();
        }

        /** Few points; if these do not refute, as many as confirm. Each number has half of the false-alarm rate. */
        List<Evidence> decided(double alpha) {
            List<Evidence> look = of(runs.line(w).ends(), alpha / 2);
            if (look.stream().anyMatch(e -> e.outcome() == Outcome.REFUTED)) {
                return look;
            }
            int steps = runs.candidate().steps();
            int wanted = runs.departures().bounded(alpha / (2 * count()));
            int draws = runs.affordable(wanted, steps);
            List<Evidence> evidence = of(runs.many(TestProblem.LINE, w, steps, "line", draws), alpha / 2);
            return draws >= wanted ? evidence
                    : evidence.stream().map(e -> e.with("would decide", wanted + " draws; or a lower --effort"))
                            .toList();
        }

        List<Evidence> of(double[] ends, double alpha) {
            double[][] values = values(ends, grid.end());
            List<Evidence> evidence = new ArrayList<>();
            for (int j = 0; j < count(); j++) {
                evidence.add(of(j, values[j], alpha / count()));
            }
            return evidence;
        }

        private Evidence of(int j, double[] values, double alpha) {
            String quantity =
                    String.format(Locale.ROOT, j == 0 ? "mean p(c|Y), w = %2$s" : "mean step at %1$.1f, w = %2$s",
                            j == 0 ? 0.0 : STEPS_AT[j - 1], GuidanceSchedule.constant(w));
            Tolerance tolerance = new Tolerance.Discretisation(allowance + exact.errors[j], runs.isCopy()
                    ? "error of the quadrature"
                    : "3 times the error of " + runs.reference().name() + " in as many steps, "
                            + allowance / GaussianOutput.FACTOR);
            String rule = String.format(Locale.ROOT, "must be %.4f", exact.values[j]) + (isSharp() ? ""
                    : String.format(Locale.ROOT, "; allows %.2g for long steps, wider than %.2g", allowance,
                            runs.departures().share()));
            return Evidence
                    .of(isSharp() ? Evidence.Kind.BOUNDED_SAMPLING : Evidence.Kind.PLAIN_SAMPLING, quantity,
                            BoundedMean.mean(values))
                    .within(BoundedMean.within(values, alpha))
                    .by("empirical Bernstein inequality", values.length, alpha).allowing(List.of(tolerance))
                    .decides(Requirement.within(rule, Interval.around(exact.values[j], tolerance.size()),
                            runs.departures().share()));
        }
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

    private static Means exact(boolean noisy, double w, double stop) {
        return COMPUTED.computeIfAbsent("exact " + noisy + w + " " + stop, key -> {
            if (noisy || w == 0) {
                return means(
                        f -> new FiniteDifferences(
                                new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), stop))
                                .mean(f, PRECISION));
            }
            ReferenceFlow flow = new ReferenceFlow(
                    new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), stop));
            return means(flow::mean);
        });
    }

    private static Means reference(RunCache runs, double w, TimeGrid grid) {
        LinearSampler sampler = runs.reference();
        String key = sampler.name() + w + grid.levels().hashCode();
        return COMPUTED.computeIfAbsent(key, ignored -> {
            GuidedProcess process =
                    new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), grid.end().noise());
            if (runs.isNoisy()) {
                GaussianSampler chain = sampler.asGaussian().orElseThrow(() -> new IllegalArgumentException(
                        "sampler=" + sampler.name() + ": must have Gaussian steps if it draws noise"));
                return means(f -> ChainQuadrature.mean(process, grid, chain, f));
            }
            StartQuadrature quadrature = new StartQuadrature(process, grid, sampler);
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
