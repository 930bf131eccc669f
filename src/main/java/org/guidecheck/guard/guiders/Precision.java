package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/** Precision in which a guider computes. */
enum Precision {
    /** Double precision. */
    DOUBLE(0x1p-53, "double precision"),
    /** Single precision, or what has fewer digits in some place. */
    SINGLE(0x1p-24, "single precision");

    /** Relative change of predictions that single precision shows and half precision does not. */
    static final double SINGLE_CHANGE = 0x1p-16;

    /** Relative change of predictions that double precision shows and single precision does not. */
    private static final double DOUBLE_CHANGE = 1e-11;
    private static final double[] CHANGES = {DOUBLE_CHANGE, SINGLE_CHANGE, 0x1p-8, 0x1p-4};
    private static final double[] SIGMAS = {10, 3, 1, 0.3, 0.1};
    private static final int POINTS = 16;

    private final double unit;
    private final String words;

    Precision(double unit, String words) {
        this.unit = unit;
        this.words = words;
    }

    /** {@return the relative error of rounding once} */
    double unit() {
        return unit;
    }

    @Override
    public String toString() {
        return words;
    }

    /**
     * The precision of a guider: double if its answers follow changes of either prediction by 1e-11. A guider that does
     * not depend on one of them is taken to be in single precision, which only allows more.
     */
    static Precision of(Guider guider, double scale, Streams streams) {
        Probe probe = new Probe(guider, scale, streams);
        return probe.follows(1 + DOUBLE_CHANGE, 1) && probe.follows(1, 1 + DOUBLE_CHANGE) ? DOUBLE : SINGLE;
    }

    /**
     * The smallest of the changes 1e-11, 2^-16, 2^-8 and 2^-4 of the unconditional prediction that the answers follow.
     *
     * @return the relative change; empty if the answers follow none of them
     */
    static OptionalDouble smallestFollowed(Guider guider, double scale, Streams streams) {
        Probe probe = new Probe(guider, scale, streams);
        for (double change : CHANGES) {
            if (probe.follows(1, 1 + change)) {
                return OptionalDouble.of(change);
            }
        }
        return OptionalDouble.empty();
    }

    /** Calls with changed predictions at five levels. */
    private static final class Probe {
        private final Guider guider;
        private final double scale;
        private final TimeGrid grid;
        private final List<ProbeBatch> batches;
        private final double[][] answers;

        Probe(Guider guider, double scale, Streams streams) {
            this.guider = guider;
            this.scale = scale;
            List<NoiseLevel> levels = new ArrayList<>();
            for (double sigma : SIGMAS) {
                levels.add(NoiseLevel.ofLogSnr(-2 * Math.log(sigma)));
            }
            levels.add(NoiseLevel.CLEAN);
            this.grid = new TimeGrid(levels);
            this.batches = ProbeLaw.SPACE.batches(grid, POINTS, streams);
            this.answers = ProbeCalls.answers(guider, scale, grid, batches);
        }

        /** Whether most numbers of the answers change at some level. */
        boolean follows(double ofConditional, double ofUnconditional) {
            double[][] changed = ProbeCalls.answers(guider, scale, grid, batches.stream()
                    .map(batch -> batch.with(batch.law(), ProbeBatch.scaled(batch.conditional(), ofConditional),
                            ProbeBatch.scaled(batch.unconditional(), ofUnconditional)))
                    .toList());
            for (int k = 0; k < changed.length; k++) {
                int moved = 0;
                for (int i = 0; i < changed[k].length; i++) {
                    moved += changed[k][i] != answers[k][i] ? 1 : 0;
                }
                if (2 * moved > changed[k].length) {
                    return true;
                }
            }
            return false;
        }
    }
}
