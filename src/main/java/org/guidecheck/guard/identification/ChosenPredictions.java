package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Denoiser whose predictions of the clean points are chosen, whatever points it is called at. Calls are numbered from
 * 0. On request one that repeats the level and the points of the call before has its number, since samplers ask for
 * several parametrisations, or for the two predictions, one after the other. Predictions must then differ from call to
 * call: where all are the origin, a corrected point may be the point itself.
 */
final class ChosenPredictions implements Denoiser {
    private final int points;
    private final Choice choice;
    private final Listener listener;
    private final boolean isMerging;
    private final List<Integer> numbers = new ArrayList<>();
    private int call = -1;
    private NoiseLevel last;
    private double[] lastPoints = {};

    /** Chooses the clean points that are predicted. */
    @FunctionalInterface
    interface Choice {
        /**
         * Writes the predictions of a call.
         *
         * @param call          number of the call, from 0
         * @param dimension     d
         * @param conditional   filled with zeros; row-major [n, d]
         * @param unconditional likewise
         */
        void predict(int call, int dimension, double[] conditional, double[] unconditional);
    }

    /** Learns of calls. */
    @FunctionalInterface
    interface Listener {
        /**
         * A call, repetitions left out.
         *
         * @param call   number of the call, from 0
         * @param level  noise level of the points
         * @param points n points, row-major [n, d]; not to be changed
         */
        void called(int call, NoiseLevel level, double[] points);
    }

    /**
     * A denoiser.
     *
     * @param points    n
     * @param choice    the predictions
     * @param listener  learns of each call
     * @param isMerging whether a call that repeats the one before has its number
     */
    ChosenPredictions(int points, Choice choice, Listener listener, boolean isMerging) {
        this.isMerging = isMerging;
        this.points = points;
        this.choice = choice;
        this.listener = listener;
    }

    /** Number of calls so far, repetitions left out. */
    int calls() {
        return call + 1;
    }

    /** Number of each call so far, repetitions included. */
    List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /** {@inheritDoc} With the prediction a of the clean point, the score is (√t a − x)/τ; at clean data it is 0. */
    @Override
    public Scores scores(NoiseLevel level, double[] x, int dimension) {
        Scores chosen = chosen(level, x, dimension);
        overwrite(level, x, chosen.conditional());
        overwrite(level, x, chosen.unconditional());
        return chosen;
    }

    @Override
    public Scores cleanPoints(NoiseLevel level, double[] x, int dimension) {
        return chosen(level, x, dimension);
    }

    private Scores chosen(NoiseLevel level, double[] x, int dimension) {
        if (x.length != points * dimension) {
            throw SamplerFailure.ofPart(x.length / dimension, points);
        }
        if (!isMerging || !level.equals(last) || !Arrays.equals(x, lastPoints)) {
            call++;
            last = level;
            // Only merging looks at earlier points.
            lastPoints = isMerging ? x.clone() : x;
            listener.called(call, level, lastPoints);
        }
        numbers.add(call);
        double[] conditional = new double[x.length];
        double[] unconditional = new double[x.length];
        choice.predict(call, dimension, conditional, unconditional);
        return new Scores(conditional, unconditional);
    }

    private static void overwrite(NoiseLevel level, double[] x, double[] predictions) {
        double root = Math.sqrt(level.signal());
        for (int i = 0; i < x.length; i++) {
            // A clean point is its own prediction, whatever is chosen.
            predictions[i] = level.isClean() ? 0 : (root * predictions[i] - x[i]) / level.noise();
        }
    }
}
