package org.guidecheck.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.InvalidInputException;

/**
 * The noise levels that a reverse process visits, from nearly pure noise to (nearly) clean data.
 *
 * <p>The grids made here are uniform in λ = log(t/τ), where every scale of the data gets its share of steps. A grid
 * uniform in t or log t wastes its points: for narrow components everything happens near t = 1.
 *
 * @param levels at least two, noise strictly falling
 */
public record TimeGrid(List<NoiseLevel> levels) {
    /** Default noise at which a law without a density is left. */
    public static final double DEGENERATE_STOP = 1e-2;

    /** Signal at the start, times the square of the reach of the data: what is left of the data there. */
    public static final double START_SIGNAL = 1e-5;
    /** Noise at the last noisy level, over the square of the narrowest scale. */
    private static final double END_NOISE = 0.05;

    /** Checks the order. */
    public TimeGrid {
        levels = List.copyOf(levels);
        if (levels.size() < 2) {
            throw new IllegalArgumentException("levels=" + levels.size() + ": a grid has at least two");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (!(levels.get(i).noise() < levels.get(i - 1).noise())) {
                throw new IllegalArgumentException("levels[" + i + "].noise=" + levels.get(i).noise()
                        + ": must be below the one before, " + levels.get(i - 1).noise());
            }
        }
    }

    /**
     * A grid uniform in λ for a law: from where t·reach² = 1e-5 to where τ = 0.05·(narrowest scale)², with a last step to
     * clean data. A law without a density is left at τ = {@value #DEGENERATE_STOP}.
     *
     * @param law   what the ends are chosen from
     * @param steps number of steps, at least 2
     * @return the grid
     */
    public static TimeGrid forLaw(LabelledLaw law, int steps) {
        return forLaw(law, steps, stopOf(law));
    }

    /** Noise at which a law is left unless something else is asked for. */
    static double stopOf(LabelledLaw law) {
        return law.isDegenerate() ? DEGENERATE_STOP : 0;
    }

    /** Throws unless a law may be left at a noise. */
    static void requireStop(LabelledLaw law, double stop) {
        if (stop == 0 && law.isDegenerate()) {
            throw new IllegalArgumentException("stop=0: a law with atoms or flat parts must be left before t = 1");
        }
        if (!(stop >= 0 && stop < 0.5)) {
            throw new IllegalArgumentException("stop=" + stop + ": must be a noise in [0, 0.5)");
        }
    }

    /**
     * A grid uniform in λ that is left at a given noise.
     *
     * @param law   what the start is chosen from
     * @param steps number of steps, at least 2
     * @param stop  noise τ of the last level; 0 for clean data
     * @return the grid
     */
    public static TimeGrid forLaw(LabelledLaw law, int steps, double stop) {
        requireStop(law, stop);
        double reach = Math.max(1, law.reach());
        if (stop > 0) {
            return uniformInLogSnr(startOf(reach), NoiseLevel.ofNoise(stop).logSnr(), steps);
        }
        if (!(steps >= 2)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 2");
        }
        return toClean(reach, Math.min(1, law.narrowestScale()), steps);
    }

    /**
     * A grid uniform in λ, with a last step to clean data, for data of known size.
     *
     * @param reach  how far the data reaches, at least 1
     * @param scale  narrowest scale of the data, in (0, 1]
     * @param steps  at least 1; a single one goes from the start to clean data
     * @return the grid of steps + 1 levels
     */
    public static TimeGrid toClean(double reach, double scale, int steps) {
        double end = -Math.log(END_NOISE) - 2 * Math.log(scale);
        List<NoiseLevel> levels = new ArrayList<>(steps == 1 ? List.of(NoiseLevel.ofLogSnr(startOf(reach)))
                : uniformInLogSnr(startOf(reach), end, steps - 1).levels());
        levels.add(NoiseLevel.CLEAN);
        return new TimeGrid(levels);
    }

    /** λ at which t·reach² is {@value #START_SIGNAL}. */
    private static double startOf(double reach) {
        double start = Math.log(START_SIGNAL) - 2 * Math.log(reach);
        if (!(1 + Math.exp(start) > 1)) {
            // The noise of the first level would round to 1.
            throw new InvalidInputException("law", String.format(Locale.ROOT,
                    "must reach at most 3e5 from the origin, but reaches %.3g; scale it", reach));
        }
        return start;
    }

    /**
     * A grid uniform in λ.
     *
     * @param from  λ of the first level
     * @param to    λ of the last level, above from
     * @param steps at least 1
     * @return the grid of steps + 1 levels
     */
    public static TimeGrid uniformInLogSnr(double from, double to, int steps) {
        if (!(steps >= 1)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 1");
        }
        return new TimeGrid(IntStream.rangeClosed(0, steps)
                .mapToObj(i -> NoiseLevel.ofLogSnr(from + (to - from) * i / steps)).toList());
    }

    /**
     * Number of steps.
     *
     * @return one less than there are levels
     */
    public int steps() {
        return levels.size() - 1;
    }

    /**
     * A level.
     *
     * @param i from 0, the noisiest, to steps()
     * @return the level
     */
    public NoiseLevel level(int i) {
        return levels.get(i);
    }

    /**
     * Where the grid starts.
     *
     * @return the noisiest level
     */
    public NoiseLevel start() {
        return levels.get(0);
    }

    /**
     * Where the grid ends.
     *
     * @return the cleanest level
     */
    public NoiseLevel end() {
        return levels.get(levels.size() - 1);
    }

    /**
     * The grid of every other level, for ladders of step sizes on one noise.
     *
     * @return half as many steps
     * @throws IllegalStateException if the number of steps is odd
     */
    public TimeGrid halved() {
        if (steps() % 2 != 0) {
            throw new IllegalStateException("steps=" + steps() + ": only an even number of steps can be halved");
        }
        return new TimeGrid(IntStream.rangeClosed(0, steps() / 2).mapToObj(i -> levels.get(2 * i)).toList());
    }
}
