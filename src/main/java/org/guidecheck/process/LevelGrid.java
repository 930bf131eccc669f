package org.guidecheck.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.InvalidInputException;

/**
 * Level grid: the noise levels at which samplers in use call their denoiser, for any number of steps. It has one noisy
 * level for each step and ends at clean data.
 *
 * @param name  name with its parameters, as {@link LevelGrids#byName(String)} takes it
 * @param most  largest number of steps, at least 1
 * @param noisy the noisy levels for a number of steps from 1 to most, noisiest first
 */
public record LevelGrid(String name, int most, IntFunction<List<NoiseLevel>> noisy) {

    /**
     * The levels of a run.
     *
     * @param steps number of steps, at least 1
     * @return grid of steps + 1 levels, the last of them clean
     * @throws InvalidInputException if there are too few or too many steps for the grid
     */
    public TimeGrid grid(int steps) {
        if (!(steps >= 1 && steps <= most)) {
            throw new InvalidInputException("steps", steps, "must be at least 1" + (most == Integer.MAX_VALUE ? ""
                    : " and at most " + most + ", the number of training steps of " + name));
        }
        List<NoiseLevel> levels = new ArrayList<>(noisy.apply(steps));
        levels.add(NoiseLevel.CLEAN);
        return new TimeGrid(levels);
    }
}
