package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that a run does not depend on the runs before it. Within a run a guider may remember earlier steps; what it
 * remembers is reported.
 */
final class StatelessBetweenRuns extends GuiderClaim {
    private static final int STEPS = 7;
    private static final int POINTS = 8;
    private static final int ABORTED = 3;
    /** Distance in λ of the levels between which memory is measured, so that predictions hardly change. */
    private static final double NEAR = 1e-6;
    private static final int LATER = 3;

    StatelessBetweenRuns() {
        super("guider.stateless-between-runs", "guided predictions do not depend on earlier runs", Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        Guider guider = candidate.guider();
        Streams streams = new Streams(candidate.seed()).derived("runs");
        TimeGrid grid = ProbeCalls.grid(STEPS);
        double scale = scale(candidate);
        List<ProbeBatch> batches = ProbeLaw.SPACE.batches(grid, POINTS, streams);
        List<ProbeBatch> others = ProbeLaw.SPACE.batches(grid, POINTS, streams.derived("others"));
        double[][] first = ProbeCalls.answers(guider, scale, grid, batches);
        double[][] again = ProbeCalls.answers(guider, scale, grid, batches);
        abort(guider, scale, grid, batches);
        double[][] afterAborted = ProbeCalls.answers(guider, scale, grid, batches);
        ProbeCalls.answers(guider, candidate.convention().conditional() + 1, grid, batches);
        double[][] afterScale = ProbeCalls.answers(guider, scale, grid, batches);
        ProbeCalls.answers(guider, scale, grid, others);
        double[][] afterPoints = ProbeCalls.answers(guider, scale, grid, batches);
        ProbeCalls.answers(guider, scale, grid,
                batches.stream().map(batch -> batch.rows(1, p -> p)).toList());
        double[][] afterOne = ProbeCalls.answers(guider, scale, grid, batches);
        Precision precision = Precision.of(guider, scale, streams);
        Change change = new Change(batches,
                ProbeCalls.rounded(guider, scale, grid, batches, precision).rounding(), first, scale, precision);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(change.evidence("when the run is repeated", again));
        evidence.add(change.evidence("after a run that was aborted", afterAborted));
        evidence.add(change.evidence("after a run at another scale", afterScale));
        evidence.add(change.evidence("after a run with other points", afterPoints));
        evidence.add(change.evidence("after a run of one point", afterOne));
        evidence.add(memory(candidate, scale, precision, streams));
        return evidence;
    }

    private static double scale(GuiderUnderTest candidate) {
        return candidate.scales().stream().filter(each -> each != candidate.convention().conditional()).findFirst()
                .orElse(candidate.scales().get(0));
    }

    private static void abort(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches) {
        try (Guider.Run run = ProbeCalls.begin(guider, grid, scale)) {
            for (int k = 0; k < ABORTED; k++) {
                ProbeCalls.answer(guider, run, batches.get(k).call(k), scale);
            }
        }
    }

    /** The first run, with which others of the same points are compared. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Change(List<ProbeBatch> batches, double[][] rounding, double[][] first, double scale,
            Precision precision) {
        Evidence evidence(String when, double[][] answers) {
            WorstAnswer worst = new WorstAnswer();
            int from = -1;
            for (int k = 0; k < answers.length; k++) {
                worst.add(answers[k], first[k], rounding[k], batches.get(k),
                        ProbeCalls.place(k, batches.get(k).level(), scale));
                from = from < 0 && !worst.isRounding() ? k : from;
            }
            return worst.evidence("change of answers " + when, String.format(Locale.ROOT,
                    "answers change from step %d on; is something kept from the run before, such as momentum or a "
                            + "number of calls, or drawn at random?",
                    from + 1), precision);
        }
    }

    /**
     * The response to a change of the unconditional prediction in the first step: the part of the change of a later
     * answer along the change of the difference c − u, in units of the weight.
     */
    private static Evidence memory(GuiderUnderTest candidate, double scale, Precision precision, Streams streams) {
        List<NoiseLevel> levels = new ArrayList<>();
        for (int k = 0; k <= LATER; k++) {
            levels.add(NoiseLevel.ofLogSnr(NEAR * k));
        }
        levels.add(NoiseLevel.CLEAN);
        TimeGrid grid = new TimeGrid(levels);
        List<ProbeBatch> batches = ProbeLaw.SPACE.batches(grid, POINTS, streams.derived("memory"));
        ProbeBatch start = batches.get(0);
        double[] nearer = start.unconditional().clone();
        for (int i = 0; i < nearer.length; i++) {
            nearer[i] = 0.5 * (nearer[i] + start.conditional()[i]);
        }
        List<ProbeBatch> changed = new ArrayList<>(batches);
        changed.set(0, start.with(start.law(), start.conditional(), nearer));
        ProbeCalls.Answers one = ProbeCalls.rounded(candidate.guider(), scale, grid, batches, precision);
        ProbeCalls.Answers other = ProbeCalls.rounded(candidate.guider(), scale, grid, changed, precision);
        double weight = candidate.convention().weight(scale);
        List<String> responses = new ArrayList<>();
        double largest = 0;
        boolean isRemembered = false;
        for (int k = 1; k <= LATER; k++) {
            double product = 0;
            double square = 0;
            for (int i = 0; i < nearer.length; i++) {
                double change = start.unconditional()[i] - nearer[i];
                double move = other.guided()[k][i] - one.guided()[k][i];
                product += change * move;
                square += change * change;
                isRemembered = isRemembered || Math.abs(move) > one.rounding()[k][i / start.dimension()]
                        + other.rounding()[k][i / start.dimension()];
            }
            double response = weight == 0 || square == 0 ? 0 : product / (square * weight);
            responses.add(String.format(Locale.ROOT, "%.4g %d %s later", response, k, k == 1 ? "step" : "steps"));
            largest = Math.abs(response) > Math.abs(largest) ? response : largest;
        }
        boolean isFinite = Double.isFinite(largest);
        return Evidence.of(Evidence.Kind.AT_POINTS, isRemembered
                ? "remembers earlier steps: a change of the difference of the predictions changes the answer, in units of "
                        + "the weight, by " + String.join(", ", responses) + "; the largest"
                : "does not remember earlier steps; largest response", isFinite ? largest : 0)
                .within(Interval.around(isFinite ? largest : 0, 0))
                .by("a change of the first of " + (LATER + 1) + " steps")
                .decides(Requirement.NONE).asAttempt();
    }
}
