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
 * On case T, two classes that overlap on the line, draws have the law that theory gives: the class's own without guidance, and
 * with it that of the guided process, by finite differences, or of the guided flow, by its reference solution.
 *
 * <p>Told by bounded functionals, the class posterior and smooth steps across the class. Coarse is not wrong: a copy of a
 * built-in sampler must have that one's means, step lengths and all, computed by quadrature; a scheme of its own may be
 * {@value GaussianOutput#FACTOR} times as far from the theory as the built-in sampler of its kind in as many steps.
 */
final class OutputOnCaseT extends SamplerClaim {
    private static final int POINTS = 4096;
    private static final double[] STEPS_AT = {-1.4, -1, 0, 2.6, 3};
    private static final double WIDTH = 0.15;
    private static final double PRECISION = 1e-4;

    private final boolean guided;
    /** What does not depend on draws, by what it does depend on. */
    private static final Map<String, Means> COMPUTED = new ConcurrentHashMap<>();

    /** Means of the functionals, and how well they are known. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    private record Means(double[] values, double[] errors) {
    }

    private OutputOnCaseT(String id, String text, boolean guided) {
        super(id, text);
        this.guided = guided;
    }

    static OutputOnCaseT unguided() {
        return new OutputOnCaseT("sampler.unguided", "at w = 0 draws follow the class", false);
    }

    static OutputOnCaseT guided() {
        return new OutputOnCaseT("sampler.guided-law", "at w > 0 draws follow the guided process, or the guided flow", true);
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return !guided || candidate.weights().stream().anyMatch(w -> w > 0);
    }

    private static double functional(int j, double y, double logOdds) {
        return j == 0 ? 1 / (1 + Math.exp(-logOdds)) : 1 / (1 + Math.exp(-(y - STEPS_AT[j - 1]) / WIDTH));
    }

    private static int count() {
        return STEPS_AT.length + 1;
    }

    @Override
    List<TestProblem> arenas() {
        return List.of(TestProblem.LINE);
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        // A copy is held against every step on the law in space.
        boolean inSpace = !guided && !bench.isCopy();
        List<Evidence> evidence = new ArrayList<>(onTheLine(bench, inSpace ? alpha / 2 : alpha));
        if (inSpace) {
            evidence.addAll(UnguidedIn3d.evidence(bench, alpha / 2));
        }
        return evidence;
    }

    private List<Evidence> onTheLine(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = guided ? bench.candidate().weights().stream().filter(w -> w > 0).toList() : List.of(0.0);
        for (double w : weights) {
            RecordedRun run = bench.run(TestProblem.LINE, w, bench.candidate().steps(), "line", POINTS);
            TimeGrid grid = bench.grid(run);
            double[][] values = values(run.ends(), grid.end());
            Means reference = reference(bench, w, grid);
            Means exact = bench.isCopy() ? reference : exact(bench.isNoisy(), w);
            double coarseness = 0;
            for (int j = 0; j < count(); j++) {
                coarseness = Math.max(coarseness, Math.abs(reference.values[j] - exact.values[j])
                        + (bench.isCopy() ? 0 : reference.errors[j] + exact.errors[j]));
            }
            double share = alpha / (weights.size() * count());
            for (int j = 0; j < count(); j++) {
                evidence.add(check(j, w, values[j], exact, GaussianOutput.FACTOR * coarseness, bench, share));
            }
        }
        return evidence;
    }

    private static Evidence check(int j, double w, double[] values, Means exact, double allowance, RunCache bench,
            double alpha) {
        String quantity = String.format(Locale.ROOT, j == 0 ? "mean p(c|Y), w = %2$s" : "mean step at %1$.1f, w = %2$s",
                j == 0 ? 0.0 : STEPS_AT[j - 1], GuidanceSchedule.constant(w));
        Tolerance tolerance = new Tolerance.Discretisation(allowance + exact.errors[j], bench.isCopy()
                ? "error of the quadrature"
                : "3 times what " + bench.reference().name() + " is off by in as many steps, " + allowance / GaussianOutput.FACTOR);
        int[] used = {0};
        Observations source = howMany -> {
            int from = used[0];
            used[0] = Math.min(values.length, from + howMany);
            return Arrays.copyOfRange(values, from, used[0]);
        };
        Evidence found = BoundedMeanCheck.equalTo(quantity, new Interval(0, 1), exact.values[j], List.of(tolerance), alpha)
                .decide(source, POINTS);
        // Not refuted by as many draws as were taken: what they would have found is told beside.
        return found.outcome() == Outcome.UNDECIDED
                ? found.decides("is " + String.format(Locale.ROOT, "%.4f", exact.values[j]), found.allowed(), Outcome.HOLDS)
                : found;
    }

    private static double[][] values(double[] ends, NoiseLevel end) {
        BlockPosterior model = new BlockPosterior(ClassVersusRest.of(NamedLaws.T, 0));
        model.setLevel(end);
        double[] odds = model.logOdds(ends);
        double[][] values = new double[count()][ends.length];
        for (int j = 0; j < values.length; j++) {
            for (int p = 0; p < ends.length; p++) {
                double value = functional(j, ends[p], odds[p]);
                // What is no number belongs nowhere.
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
            int at = j;
            FiniteDifferences.Result result = computation.of((y, logOdds) -> functional(at, y, logOdds));
            values[j] = result.value();
            errors[j] = result.errorBound();
        }
        return new Means(values, errors);
    }

    private static Means exact(boolean noisy, double w) {
        return COMPUTED.computeIfAbsent("exact " + noisy + w, key -> {
            if (noisy || w == 0) {
                return means(f -> new FiniteDifferences(new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), 0))
                        .mean(f, PRECISION));
            }
            ReferenceFlow flow = new ReferenceFlow(new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(w), 0));
            return means(flow::mean);
        });
    }

    private static Means reference(RunCache bench, double w, TimeGrid grid) {
        LinearSampler sampler = bench.reference();
        String key = sampler.name() + w + grid.levels().hashCode();
        return COMPUTED.computeIfAbsent(key, ignored -> {
            GuidanceSchedule weight = GuidanceSchedule.constant(w);
            if (bench.isNoisy()) {
                GaussianSampler chain = sampler.asGaussian().orElseThrow(() -> new IllegalArgumentException(
                        "sampler=" + sampler.name() + ": must have Gaussian steps, as it draws noise"));
                return means(f -> ChainQuadrature.mean(new GuidedProcess(NamedLaws.T, 0, weight, 0), grid, chain, f));
            }
            StartQuadrature pushed = new StartQuadrature(new GuidedProcess(NamedLaws.T, 0, weight, 0), grid, sampler);
            return means(pushed::mean);
        });
    }

    /** Functionals by name, for baselines. */
    static Map<String, double[]> functionals(RecordedRun run, NoiseLevel end) {
        Map<String, double[]> result = new HashMap<>();
        double[][] values = values(run.ends(), end);
        for (int j = 0; j < values.length; j++) {
            result.put(j == 0 ? "p(c|Y)" : "step at " + STEPS_AT[j - 1], values[j]);
        }
        return result;
    }
}
