package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.SamplerFailure;

/** Denoiser that keeps the first points and scores of each call, immediate repetitions left out. Not thread-safe. */
final class Recorder implements Denoiser {
    /**
     * Least signal ᾱ of a recorded level: steps of a linear sampler from less noise lose their digits. A call at purer
     * noise is recorded here, with the scores that have its clean points; its points differ by 10⁻⁷ of the data.
     */
    private static final double LEAST_SIGNAL = 1e-14;

    private final Denoiser exact;
    private final int batch;
    private final int kept;
    private final List<RecordedRun.Call> calls = new ArrayList<>();
    private int count;

    /**
     * Records the calls of a denoiser.
     *
     * @param exact answers the calls
     * @param batch number of points that each call must have
     * @param kept  number of points of each call that are kept
     */
    Recorder(Denoiser exact, int batch, int kept) {
        this.exact = exact;
        this.batch = batch;
        this.kept = kept;
    }

    /** The calls so far. */
    List<RecordedRun.Call> calls() {
        return List.copyOf(calls);
    }

    /** Number of all calls so far, repetitions included. */
    int count() {
        return count;
    }

    @Override
    public Scores scores(NoiseLevel level, double[] x, int dimension) {
        requireBatch(x, dimension);
        Scores scores = exact.scores(level, x, dimension);
        record(level, first(x, dimension), new Scores(first(scores.conditional(), dimension),
                first(scores.unconditional(), dimension)));
        return scores;
    }

    @Override
    public Scores cleanPoints(NoiseLevel level, double[] x, int dimension) {
        requireBatch(x, dimension);
        Scores clean = exact.cleanPoints(level, x, dimension);
        NoiseLevel recorded = recorded(level);
        double[] points = first(x, dimension);
        record(recorded, points, new Scores(scoresOf(recorded, points, clean.conditional()),
                scoresOf(recorded, points, clean.unconditional())));
        return clean;
    }

    private void requireBatch(double[] x, int dimension) {
        if (x.length != batch * dimension) {
            throw SamplerFailure.ofPart(x.length / dimension, batch);
        }
    }

    /** The level as which a call is recorded. */
    static NoiseLevel recorded(NoiseLevel level) {
        return level.signal() < LEAST_SIGNAL ? NoiseLevel.ofSignal(LEAST_SIGNAL) : level;
    }

    /** Scores (√t x̂_0 − x)/τ. */
    private static double[] scoresOf(NoiseLevel level, double[] points, double[] clean) {
        double[] scores = new double[points.length];
        double root = Math.sqrt(level.signal());
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (root * clean[i] - points[i]) / level.noise();
        }
        return scores;
    }

    private void record(NoiseLevel level, double[] points, Scores scores) {
        count++;
        // A sampler may call again at the same points, for another parametrisation of the same scores.
        RecordedRun.Call last = calls.isEmpty() ? null : calls.get(calls.size() - 1);
        if (last == null || !last.level().equals(level) || !Arrays.equals(last.points(), points)) {
            calls.add(new RecordedRun.Call(level, points, scores));
        }
    }

    private double[] first(double[] all, int dimension) {
        return Arrays.copyOf(all, Math.min(all.length, kept * dimension));
    }
}
