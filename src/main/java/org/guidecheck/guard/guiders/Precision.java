package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Precision in which a guider computes. */
enum Precision {
    /** Double precision. */
    DOUBLE(0x1p-53, "double precision", 64, 1024),
    /** Single precision, or what has fewer digits in some place. */
    SINGLE(0x1p-24, "single precision", 64, 1024),
    /** Half precision of IEEE 754, float16, in all answers. */
    HALF(0x1p-11, "half precision, float16", 16, 16),
    /** Half precision of bfloat16 in all answers. */
    BFLOAT(0x1p-8, "half precision, bfloat16", 16, 16);

    /** Relative change of predictions that single precision shows and half precision does not. */
    static final double SINGLE_CHANGE = 0x1p-16;

    /** Relative change of predictions that double precision shows and single precision does not. */
    private static final double DOUBLE_CHANGE = 1e-11;
    private static final double[] CHANGES = {DOUBLE_CHANGE, SINGLE_CHANGE, 0x1p-8, 0x1p-4};
    private static final double[] SIGMAS = {10, 3, 1, 0.3, 0.1};
    private static final int POINTS = 16;
    /** Relative error of converting predictions in double precision. */
    private static final double CONVERSION = 0x1p-48;
    /** Errors of conversion between two numbers of half precision from which a number shows its precision. */
    private static final double LEAST_STEPS = 1024;
    /** Least normal number of float16, below which its numbers are equally far apart. */
    private static final double LEAST_NORMAL = 0x1p-14;

    private final double unit;
    private final String words;
    private final double terms;
    private final double change;

    Precision(double unit, String words, double terms, double change) {
        this.unit = unit;
        this.words = words;
        this.terms = terms;
        this.change = change;
    }

    /** {@return the relative error of rounding once} */
    double unit() {
        return unit;
    }

    /** {@return the roundings of terms of an answer that are allowed; fewer where more would allow any answer} */
    double terms() {
        return terms;
    }

    /** {@return the relative change of inputs that shows how rounding grows} */
    double change() {
        return change * unit;
    }

    /** {@return whether it is half precision, of which rounding hides what other rules are judged by} */
    boolean isHalf() {
        return unit >= HALF.unit;
    }

    /** What its rounding hides, which is then not confirmed. */
    Evidence whatIsHidden() {
        double hidden = terms * unit;
        return Evidence.of(Evidence.Kind.AT_POINTS, "allowance for rounding, as a share of (1 + |scale|) times the "
                + "predictions", hidden).within(Interval.ofError(hidden)).by("answers that are all of this precision")
                .decides(Requirement.NONE)
                .saying(String.format(Locale.ROOT,
                        "computes in %s: its rounding hides departures below %.2g (1 + |scale|) "
                                + "times the predictions",
                        words, hidden));
    }

    @Override
    public String toString() {
        return words;
    }

    /**
     * The precision of a guider: double if its answers follow changes of either prediction by 1e-11, and half if all of
     * them are numbers of half precision, as one kind of prediction. A guider that does not depend on one of the
     * predictions is taken to be in single precision, which only allows more.
     */
    static Precision of(Guider guider, double scale, Streams streams) {
        Probe probe = new Probe(guider, scale, streams);
        return probe.follows(1 + DOUBLE_CHANGE, 1) && probe.follows(1, 1 + DOUBLE_CHANGE) ? DOUBLE
                : Stream.of(BFLOAT, HALF).filter(probe::isOf).findFirst().orElse(SINGLE);
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

        /** Whether all answers are numbers of a precision, as one kind of prediction. */
        boolean isOf(Precision precision) {
            return Arrays.stream(Affine.Kind.values()).anyMatch(kind -> isOf(precision, kind));
        }

        private boolean isOf(Precision precision, Affine.Kind kind) {
            int known = 0;
            int all = 0;
            for (int k = 0; k < answers.length; k++) {
                ProbeBatch batch = batches.get(k);
                Affine affine = kind.at(batch.level());
                double[] base = affine.base(answers[k], batch.points());
                for (int i = 0; i < base.length; i++) {
                    double value = affine.factor() * base[i];
                    double error = CONVERSION * affine.factor() * (Math.abs(answers[k][i])
                            + Math.abs(affine.shift() * batch.points()[i]));
                    double spacing = 2 * precision.unit * Math.max(Math.scalb(1.0, Math.getExponent(value)),
                            LEAST_NORMAL);
                    boolean isKnown = value != 0 && LEAST_STEPS * error < spacing;
                    if (isKnown && Math.abs(value - spacing * Math.rint(value / spacing)) > error) {
                        return false;
                    }
                    known += isKnown ? 1 : 0;
                    all++;
                }
            }
            return 2 * known > all;
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
