package org.guidecheck.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.InvalidInputException;

/**
 * Time grid: the noise levels that a reverse process visits, from nearly pure noise to (nearly) clean data.
 *
 * <p>Grids made here are uniform in λ = log(t/τ), which gives every scale of the data its share of steps. Grids uniform
 * in t or log t resolve narrow components badly, since their dynamics is concentrated near t = 1.
 *
 * @param levels at least two, with strictly decreasing noise
 */
public record TimeGrid(List<NoiseLevel> levels) {
    /** Noise τ at which processes of laws without a density are stopped by default. */
    public static final double DEGENERATE_STOP = 1e-2;

    /** Signal t at the start, times the square of the data's reach. */
    public static final double START_SIGNAL = 1e-5;
    /** Noise τ at the last noisy level, divided by the square of the narrowest scale. */
    private static final double END_NOISE = 0.05;

    /** Checks number and order of the levels; throws {@link IllegalArgumentException}. */
    public TimeGrid {
        levels = List.copyOf(levels);
        if (levels.size() < 2) {
            throw new IllegalArgumentException("levels.size=" + levels.size() + ": must be at least 2");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (!isCleaner(levels.get(i), levels.get(i - 1))) {
                throw new IllegalArgumentException("levels[" + i + "].noise=" + levels.get(i).noise()
                        + ": must be below the one before, " + levels.get(i - 1).noise());
            }
        }
    }

    /** Whether a level has less noise, or where that is 1 to rounding, more signal. */
    private static boolean isCleaner(NoiseLevel level, NoiseLevel before) {
        boolean isNearlyNoise = level.noise() == before.noise() && level.signal() < 0.5;
        return level.noise() < before.noise() || (isNearlyNoise && level.signal() > before.signal());
    }

    /**
     * Default grid of a law, uniform in λ from t = 1e-5/reach² to τ = 0.05·(narrowest scale)², with a last step to
     * clean data. For a law without a density it is stopped at τ = {@value #DEGENERATE_STOP}.
     *
     * @param law   law whose reach and narrowest scale determine the ends
     * @param steps number of steps, at least 2
     * @return grid of steps + 1 levels
     */
    public static TimeGrid forLaw(LabelledLaw law, int steps) {
        return forLaw(law, steps, stopOf(law));
    }

    /** Default noise at which processes of a law are stopped. */
    static double stopOf(LabelledLaw law) {
        return law.isDegenerate() ? DEGENERATE_STOP : 0;
    }

    /** Throws {@link IllegalArgumentException} unless processes of the law may be stopped at that noise. */
    static void requireStop(LabelledLaw law, double stop) {
        if (stop == 0 && law.isDegenerate()) {
            throw new IllegalArgumentException("stop=0: must be above 0 for a law with atoms or flat parts");
        }
        if (!(stop >= 0 && stop < 0.5)) {
            throw new IllegalArgumentException("stop=" + stop + ": must be a noise in [0, 0.5)");
        }
    }

    /**
     * Grid of a law, uniform in λ, stopped at a given noise.
     *
     * @param law   law whose reach determines the start
     * @param steps number of steps, at least 2; at least 1 if stop is above 0
     * @param stop  noise τ of the last level, in [0, 0.5); 0 for clean data
     * @return grid of steps + 1 levels
     * @throws IllegalArgumentException if steps or stop is out of range
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
     * Grid uniform in λ with a last step to clean data, for data of known size.
     *
     * @param reach largest distance of the data from the origin, at least 1
     * @param scale narrowest scale of the data, in (0, 1]
     * @param steps at least 1; a single step goes from the start to clean data
     * @return grid of steps + 1 levels
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
            // The noise of the first level would round to 1, that is, its signal to 0.
            throw new InvalidInputException("law", String.format(Locale.ROOT,
                    "must reach at most 3e5 from the origin, but its points and deviations reach %.3g; move or scale the "
                            + "data",
                    reach));
        }
        return start;
    }

    /**
     * Grid uniform in λ.
     *
     * @param from  λ of the first level
     * @param to    λ of the last level, above from
     * @param steps number of steps, at least 1
     * @return grid of steps + 1 levels
     */
    public static TimeGrid uniformInLogSnr(double from, double to, int steps) {
        if (!(steps >= 1)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 1");
        }
        return new TimeGrid(IntStream.rangeClosed(0, steps)
                .mapToObj(i -> NoiseLevel.ofLogSnr(from + (to - from) * i / steps)).toList());
    }

    /** {@return number of steps, one less than levels} */
    public int steps() {
        return levels.size() - 1;
    }

    /**
     * A level of the grid.
     *
     * @param i index from 0, the noisiest level, to steps()
     * @return the level
     */
    public NoiseLevel level(int i) {
        return levels.get(i);
    }

    /** {@return the noisiest level} */
    public NoiseLevel start() {
        return levels.get(0);
    }

    /** {@return the cleanest level} */
    public NoiseLevel end() {
        return levels.get(levels.size() - 1);
    }

    /**
     * {@return the grid of every other level, for comparing step sizes on the same noise}
     *
     * @throws IllegalStateException if the number of steps is odd
     */
    public TimeGrid halved() {
        if (steps() % 2 != 0) {
            throw new IllegalStateException("steps=" + steps() + ": only an even number of steps can be halved");
        }
        return new TimeGrid(IntStream.rangeClosed(0, steps() / 2).mapToObj(i -> levels.get(2 * i)).toList());
    }
}
