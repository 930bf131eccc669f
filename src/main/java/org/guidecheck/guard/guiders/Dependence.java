package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * What the answers of a guider depend on beside noise level, point and predictions, found by asking it the same at the
 * same level after other calls, as another step of a run with twice as many steps, and of one that begins a level later.
 *
 * @param onHistory largest change of an answer with the earlier calls of a run, as a share of the scores
 * @param onSteps   largest change of an answer with the number of the step and the number of steps, as a share of the
 *                  scores; includes the change with earlier calls
 * @param calls     number of calls compared
 */
record Dependence(double onHistory, double onSteps, int calls) {
    /** Rounding of answers to one question, as a share of the scores: the same program may sum in another order. */
    static final double ROUNDING = 1e-6;
    private static final int POINTS = 64;

    /** Asks a guider, in one run after another. */
    static Dependence of(GuiderUnderTest candidate, double scale) {
        GuidedProcess process = GuidedProcess.of(TestProblem.SPACE_LAW, 0, GuidanceSchedule.constant(0));
        int steps = candidate.steps().get(0);
        TimeGrid fine = process.grid(2 * steps);
        TimeGrid coarse = fine.halved();
        LawCalls calls = new LawCalls(process.sides());
        Supplier<double[]> normals = GuidedRun.normals(new Streams(candidate.seed()).derived("dependence"),
                POINTS * process.dimension());
        List<GuidanceCall> asked = new ArrayList<>();
        List<GuidanceCall> others = new ArrayList<>();
        List<GuidanceCall> later = new ArrayList<>();
        List<GuidanceCall> earlier = new ArrayList<>();
        for (int k = 0; k < steps; k++) {
            GuidanceCall call = calls.at(k, coarse.level(k), normals.get());
            asked.add(call);
            // Every other step is the same after other questions.
            others.add(k % 2 == 1 ? call : calls.at(k, coarse.level(k), normals.get()));
            later.add(as(2 * k, call));
            if (k > 0) {
                earlier.add(as(k - 1, call));
            }
            later.add(calls.at(2 * k + 1, fine.level(2 * k + 1), normals.get()));
        }
        List<double[]> first = answers(candidate.guider(), coarse, scale, asked);
        List<double[]> second = answers(candidate.guider(), coarse, scale, others);
        List<double[]> finer = answers(candidate.guider(), fine, scale, later);
        List<double[]> shorter = answers(candidate.guider(),
                new TimeGrid(coarse.levels().subList(1, coarse.levels().size())), scale, earlier);
        double history = 0;
        double number = 0;
        for (int k = 0; k < steps; k++) {
            history = k % 2 == 1 ? Math.max(history, change(asked.get(k), first.get(k), second.get(k))) : history;
            number = Math.max(number, change(asked.get(k), first.get(k), finer.get(2 * k)));
            number = k > 0 ? Math.max(number, change(asked.get(k), first.get(k), shorter.get(k - 1))) : number;
        }
        return new Dependence(history, number, steps);
    }

    /** The same call as another step. */
    private static GuidanceCall as(int step, GuidanceCall call) {
        return new GuidanceCall(step, call.level(), call.dimension(), call.points(), call.conditional(),
                call.unconditional());
    }

    private static List<double[]> answers(Guider guider, TimeGrid grid, double scale, List<GuidanceCall> calls) {
        try (Guider.Run run = guider.begin(grid, scale)) {
            return calls.stream().map(run::guided).toList();
        }
    }

    private static double change(GuidanceCall call, double[] first, double[] second) {
        double size = 0;
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            size = Math.max(size, Math.abs(call.conditional()[i]) + Math.abs(call.unconditional()[i]));
            double change = Math.abs(first[i] - second[i]);
            largest = Double.isNaN(change) ? Double.POSITIVE_INFINITY : Math.max(largest, change);
        }
        return largest / size;
    }

    /** Whether answers depend on earlier calls. */
    boolean hasMemory() {
        return onHistory > ROUNDING;
    }

    /** Whether answers depend on the level alone, beside the point and the predictions: a field of its own. */
    boolean isOnLevelAlone() {
        return onSteps <= ROUNDING && onHistory <= ROUNDING;
    }

    /** The finding in words. */
    String words() {
        return hasMemory() ? "its answers depend on earlier calls"
                : isOnLevelAlone() ? "its answers depend on the noise level, not on the step or on earlier calls"
                        : "its answers depend on the number of the step or of all steps";
    }
}
