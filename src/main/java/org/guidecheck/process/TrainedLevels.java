package org.guidecheck.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;

/** Noise levels at the {@value #COUNT} training steps of a network, and the choices of some of them. */
enum TrainedLevels {
    /** β evenly spaced from 1e-4 to 0.02: Ho, Jain and Abbeel, arXiv 2006.11239, section 4. */
    LINEAR_BETA(step -> between(1e-4, 0.02, step)),

    /**
     * √β evenly spaced, β from 0.00085 to 0.012: Rombach, Blattmann, Lorenz, Esser and Ommer, arXiv 2112.10752, as in
     * the settings published with the paper.
     */
    SCALED_LINEAR_BETA(step -> Math.pow(between(Math.sqrt(0.00085), Math.sqrt(0.012), step), 2)),

    /** ᾱ a squared cosine, β at most 0.999: Nichol and Dhariwal, arXiv 2102.09672, equation 17. */
    COSINE(step -> Math.min(1 - cosine(step + 1) / cosine(step), 0.999));

    /** Number T of training steps. */
    static final int COUNT = 1000;

    /** log ᾱ after each training step, counted from 0 at the cleanest. */
    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor and never changed
    private final double[] logSignals;

    /** Levels from β, the variance that each training step adds. */
    TrainedLevels(IntToDoubleFunction beta) {
        logSignals = IntStream.range(0, COUNT).mapToDouble(step -> Math.log1p(-beta.applyAsDouble(step))).toArray();
        Arrays.parallelPrefix(logSignals, Double::sum);
    }

    private static double between(double first, double last, int step) {
        return first + (last - first) * step / (COUNT - 1);
    }

    private static double cosine(int steps) {
        double cosine = Math.cos(((double) steps / COUNT + 0.008) / 1.008 * Math.PI / 2);
        return cosine * cosine;
    }

    /** Which training steps a run of fewer steps visits: Lin, Liu, Li and Yang, arXiv 2305.08891, table 2. */
    enum Spacing {
        /** Multiples of the whole part of T/N, from the cleanest training step on; the noisiest is left out. */
        LEADING {
            @Override
            IntUnaryOperator steps(int count) {
                return i -> (count - 1 - i) * (COUNT / count);
            }
        },

        /** Multiples of T/N, from the noisiest training step on. */
        TRAILING {
            @Override
            IntUnaryOperator steps(int count) {
                return i -> (int) Math.rint(COUNT - (double) i * COUNT / count) - 1;
            }
        },

        /** Evenly spaced, both ends included; a single step starts at the noisiest. */
        LINSPACE {
            @Override
            IntUnaryOperator steps(int count) {
                return i -> (int) Math.rint((COUNT - 1) * (count == 1 ? 1 : 1 - (double) i / (count - 1)));
            }
        };

        /** Number of the training step, counted from 0 at the cleanest, of each of some levels, noisiest first. */
        abstract IntUnaryOperator steps(int count);

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The level after a training step, counted from 0 at the cleanest. */
    NoiseLevel level(int step) {
        return NoiseLevel.ofLogSignal(logSignals[step]);
    }

    /** The level at any time in training steps, log σ being interpolated linearly between them. */
    NoiseLevel level(double time) {
        int below = (int) Math.min(Math.floor(time), COUNT - 2.0);
        double share = time - below;
        return NoiseLevel.ofLogSnr((1 - share) * level(below).logSnr() + share * level(below + 1).logSnr());
    }

    /** The levels of a run, noisiest first. */
    List<NoiseLevel> levels(Spacing spacing, int count) {
        return IntStream.range(0, count).map(spacing.steps(count)).mapToObj(this::level).toList();
    }
}
