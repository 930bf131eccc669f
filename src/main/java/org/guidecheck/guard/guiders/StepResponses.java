package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Responses of the answers in all steps of a run to a change of the difference of the predictions in one of them, in
 * units of the weight. In plain guidance each step follows its own difference alone, with response 1; momentum follows
 * earlier ones too. The levels are so near to each other that exact predictions hardly change.
 */
final class StepResponses {
    private static final int STEPS = 16;
    private static final int POINTS = 4;
    private static final int LATER = 3;
    /** Distance in λ of the levels. */
    private static final double NEAR = 1e-6;

    private final double[][] responses;
    private final boolean[][] isSeen;
    /** Whether a point's answer follows the differences of other points of its batch in the same step. */
    private final boolean isOfBatch;

    private StepResponses(double[][] responses, boolean[][] isSeen, boolean isOfBatch) {
        this.responses = responses;
        this.isSeen = isSeen;
        this.isOfBatch = isOfBatch;
    }

    /**
     * Changes one step after another, each for points of its own in one batch. If later steps then change, each step is
     * changed in a run of its own, for all points: a rule that takes a statistic over the batch, in which other points
     * change in later steps, is not one that remembers.
     */
    static StepResponses of(GuiderUnderTest candidate, double scale, Precision precision, Streams streams) {
        List<NoiseLevel> levels = new ArrayList<>();
        for (int k = 0; k < STEPS; k++) {
            levels.add(NoiseLevel.ofLogSnr(NEAR * k));
        }
        levels.add(NoiseLevel.CLEAN);
        TimeGrid grid = new TimeGrid(levels);
        List<ProbeBatch> batches = ProbeLaw.SPACE.batches(grid, POINTS, streams).stream()
                .map(batch -> batch.rows(STEPS * POINTS, row -> row % POINTS)).toList();
        List<ProbeBatch> changed = IntStream.range(0, STEPS).mapToObj(k -> changed(batches.get(k), k)).toList();
        ProbeCalls.Answers one = ProbeCalls.rounded(candidate.guider(), scale, grid, batches, precision);
        ProbeCalls.Answers other = ProbeCalls.rounded(candidate.guider(), scale, grid, changed, precision);
        StepResponses together = new StepResponses(new double[STEPS][STEPS], new boolean[STEPS][STEPS], false);
        double weight = candidate.convention().weight(scale);
        for (int j = 0; j < STEPS; j++) {
            together.read(j, batches.get(j), changed.get(j), one, other, weight);
        }
        if (!together.isRemembered()) {
            return together;
        }
        StepResponses apart = new StepResponses(new double[STEPS][STEPS], new boolean[STEPS][STEPS],
                IntStream.range(0, STEPS).anyMatch(j -> isOfOthers(j, batches.get(j), one, other)));
        for (int j = 0; j < STEPS; j++) {
            List<ProbeBatch> inOne = new ArrayList<>(batches);
            inOne.set(j, changed.get(j));
            apart.read(j, batches.get(j), changed.get(j), one,
                    ProbeCalls.rounded(candidate.guider(), scale, grid, inOne, precision), weight);
        }
        return apart;
    }

    /** Reads the responses to a change of step j. */
    private void read(int j, ProbeBatch batch, ProbeBatch changed, ProbeCalls.Answers one, ProbeCalls.Answers other,
            double weight) {
        int d = batch.dimension();
        for (int k = j; k < STEPS; k++) {
            double product = 0;
            double square = 0;
            for (int i = j * POINTS * d; i < (j + 1) * POINTS * d; i++) {
                double change = batch.unconditional()[i] - changed.unconditional()[i];
                double move = other.guided()[k][i] - one.guided()[k][i];
                product += change * move;
                square += change * change;
                isSeen[j][k] |= isSeen(one, other, k, i, d);
            }
            double response = product / (square * weight);
            responses[j][k] = Double.isFinite(response) ? response : 0;
        }
    }

    private static boolean isSeen(ProbeCalls.Answers one, ProbeCalls.Answers other, int step, int i, int d) {
        return Math.abs(other.guided()[step][i] - one.guided()[step][i]) > one.rounding()[step][i / d]
                + other.rounding()[step][i / d];
    }

    /** Whether points that change in a later step only have other answers in this one. */
    private static boolean isOfOthers(int step, ProbeBatch batch, ProbeCalls.Answers one, ProbeCalls.Answers other) {
        int d = batch.dimension();
        return IntStream.range((step + 1) * POINTS * d, batch.points().length)
                .anyMatch(i -> isSeen(one, other, step, i, d));
    }

    /** The batch of step k in which the unconditional prediction of the points of that step is half as far off. */
    private static ProbeBatch changed(ProbeBatch batch, int step) {
        double[] nearer = batch.unconditional().clone();
        int d = batch.dimension();
        for (int i = step * POINTS * d; i < (step + 1) * POINTS * d; i++) {
            nearer[i] = 0.5 * (nearer[i] + batch.conditional()[i]);
        }
        return batch.with(batch.law(), batch.conditional(), nearer);
    }

    /** Whether a step follows differences of earlier ones. */
    boolean isRemembered() {
        return IntStream.range(0, STEPS).anyMatch(this::isRemembered);
    }

    private boolean isRemembered(int step) {
        return IntStream.range(0, step).anyMatch(j -> isSeen[j][step]);
    }

    /** The steps that follow an earlier difference and not their own, from 0. */
    List<Integer> stale() {
        return IntStream.range(1, STEPS).filter(k -> isRemembered(k) && !isSeen[k][k]).boxed().toList();
    }

    /** Whether every step but the first follows an earlier difference and not its own. */
    boolean isAlwaysStale() {
        return stale().size() == STEPS - 1;
    }

    /** The response to a change some steps earlier, the average of all steps. */
    double later(int steps) {
        return IntStream.range(0, STEPS - steps).mapToDouble(j -> responses[j][j + steps]).average().orElse(0);
    }

    /** The sum of the responses of the last step: how a difference that stays is guided. */
    double lasting() {
        return IntStream.range(0, STEPS).mapToDouble(j -> responses[j][STEPS - 1]).sum();
    }

    /** What is remembered, in words. */
    String words() {
        if (!isRemembered()) {
            return isOfBatch
                    ? "the answer to a point follows the differences of other points of its batch, and those of "
                            + "no earlier steps; is a statistic taken over the whole batch?"
                    : "does not remember earlier steps";
        }
        List<String> each = new ArrayList<>();
        for (int m = 1; m <= LATER; m++) {
            each.add(String.format(Locale.ROOT, "%.4g %d %s later", later(m), m, m == 1 ? "step" : "steps"));
        }
        List<Integer> stale = stale();
        return (stale.isEmpty() ? "" : "step " + (stale.get(0) + 1) + (stale.size() > 1 ? " and others" : "")
                + " of a run follows the difference of an earlier step and not its own; is an old prediction used? ")
                + String.format(Locale.ROOT,
                        "remembers earlier steps: a change of the difference changes the answer, in "
                                + "units of the weight, by %s; a difference that stays is guided with %.3g times the weight, in "
                                + "the first step with %.3g",
                        String.join(", ", each), lasting(), responses[0][0]);
    }

    /**
     * Evidence that a step which follows earlier differences follows its own too, at least now and then: a rule may use
     * an old difference again to save calls of the network, but one that is given the new one at each step and never
     * uses it saves none.
     */
    Evidence followsItsOwn() {
        int count = stale().size();
        String cause =
                isAlwaysStale() ? ": each step from the second on follows the difference of an earlier step, and "
                        + "none its own; is the difference stored before it is used?" : "";
        return Evidence.of(Evidence.Kind.AT_POINTS, "steps that follow the difference of an earlier step and not their "
                + "own", count).within(new Interval(count, count)).by("changes of one of " + STEPS + " steps")
                .decides(Requirement.atMost("must be fewer than all " + (STEPS - 1) + cause, STEPS - 2, 0));
    }

    /** Evidence that is reported: a rule may remember, but it is then not one of the difference of its step alone. */
    Evidence evidence() {
        boolean remembers = isRemembered();
        double largest = remembers ? IntStream.rangeClosed(1, LATER).mapToDouble(this::later)
                .reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a) : 0;
        Evidence evidence = Evidence
                .of(Evidence.Kind.AT_POINTS, "largest response to a difference of earlier steps, in "
                        + "units of the weight", largest)
                .within(Interval.around(largest, 0))
                .by("changes of one of " + STEPS + " steps").decides(Requirement.NONE).saying(words());
        return remembers || isOfBatch ? evidence : evidence.asAttempt();
    }
}
