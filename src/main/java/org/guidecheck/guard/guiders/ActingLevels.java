package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.guard.guiders.ProbeCalls.Answers;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Noise levels at which a guider acts: where its answers at a scale differ from those at the scale of the conditional
 * prediction.
 */
final class ActingLevels {
    private static final int POINTS = 6;
    /** Responses smaller than this, in units of rounding, are not told from none. */
    private static final double SEEN = 16;
    /** Distance in λ to which an end is found. */
    private static final double ACCURACY = 1e-8;
    private static final double NEARLY = 0.99;

    private final Guider guider;
    private final double scale;
    private final double conditional;
    private final Precision precision;
    private final Streams streams;

    ActingLevels(Guider guider, double scale, double conditional, Precision precision, Streams streams) {
        this.guider = guider;
        this.scale = scale;
        this.conditional = conditional;
        this.precision = precision;
        this.streams = streams;
    }

    /** State of a step. */
    enum State {
        /** Guidance changes the answer. */
        ACTS,
        /** The answer is the same at both scales. */
        RESTS,
        /** Rounding would hide guidance. */
        UNSEEN
    }

    /**
     * End of the levels at which a guider acts.
     *
     * @param lambda   λ of the end; of the level of the later step if the number of the step decides
     * @param step     the last step before the end, from 0
     * @param isByStep whether the number of the step decides, not its noise level
     * @param begins   whether guidance begins here, towards less noise
     */
    record End(double lambda, int step, boolean isByStep, boolean begins) {
        double sigma() {
            return Math.exp(-lambda / 2);
        }
    }

    /** The state of each step of a grid. */
    List<State> states(TimeGrid grid) {
        return states(grid, grid.steps());
    }

    private List<State> states(TimeGrid grid, int count) {
        List<ProbeBatch> batches = ProbeLaw.SPACE.batches(grid, POINTS, streams).subList(0, count);
        Answers with = ProbeCalls.rounded(guider, scale, grid, batches, precision);
        Answers without = ProbeCalls.rounded(guider, conditional, grid, batches, precision);
        List<State> states = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            ProbeBatch batch = batches.get(k);
            double response = 0;
            double visible = 0;
            for (int i = 0; i < batch.points().length; i++) {
                int p = i / batch.dimension();
                double unit = with.rounding()[k][p] + without.rounding()[k][p];
                double difference = (scale - conditional) * (batch.conditional()[i] - batch.unconditional()[i]);
                response = Math.max(response, Math.abs(with.guided()[k][i] - without.guided()[k][i]) / unit);
                visible = Math.max(visible, Math.abs(difference) / unit);
            }
            states.add(response > 1 ? State.ACTS : visible > SEEN ? State.RESTS : State.UNSEEN);
        }
        return states;
    }

    /** The ends on a grid, noisiest first. */
    List<End> ends(TimeGrid grid) {
        List<State> states = states(grid);
        List<End> ends = new ArrayList<>();
        for (int k = 0; k + 1 < states.size(); k++) {
            State one = states.get(k);
            State other = states.get(k + 1);
            if (one != other && one != State.UNSEEN && other != State.UNSEEN) {
                ends.add(end(grid, k, one, other));
            }
        }
        return ends;
    }

    /**
     * Moves the later of two steps towards the earlier one until its state changes. If it never does, and the earlier
     * one keeps its own when it is moved towards the later one, the number of the step decides.
     */
    private End end(TimeGrid grid, int k, State before, State after) {
        double low = grid.level(k).logSnr();
        double high = grid.level(k + 1).logSnr();
        double moved = low + NEARLY * (high - low);
        boolean isByStep = state(grid, k, moved) == before
                && state(grid, k + 1, low + (1 - NEARLY) * (high - low)) == after;
        if (isByStep) {
            return new End(high, k, true, after == State.ACTS);
        }
        while (high - low > ACCURACY) {
            double middle = 0.5 * (low + high);
            if (state(grid, k + 1, middle) == after) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new End(0.5 * (low + high), k, false, after == State.ACTS);
    }

    /** The state of a step that is moved to another level. */
    private State state(TimeGrid grid, int step, double lambda) {
        List<NoiseLevel> levels = new ArrayList<>(grid.levels());
        levels.set(step, NoiseLevel.ofLogSnr(lambda));
        return states(new TimeGrid(levels), step + 1).get(step);
    }
}
