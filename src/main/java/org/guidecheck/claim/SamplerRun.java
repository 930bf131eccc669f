package org.guidecheck.claim;

import java.util.Arrays;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.Noise;

/** Draws of the sampler under test, and what the exact law says of points. */
public final class SamplerRun {
    private final Setting setting;
    private final ClassVersusRest sides;
    private final Denoiser denoiser;

    /**
     * A run of the setting's sampler on its law.
     *
     * @param setting law, class, sampler, stop and seed
     */
    public SamplerRun(Setting setting) {
        this.setting = setting;
        this.sides = setting.process().sides();
        this.denoiser = setting.backend().denoiser(sides);
    }

    /** Points to draw at once: fewer where a point costs more. */
    public int batch() {
        double cost = sides.cost();
        return (int) Math.max(256, Math.min(1024, 3e6 / cost));
    }

    /**
     * The grid of a number of steps.
     *
     * @param steps at least 2
     * @return the grid that {@link #draw} runs on
     */
    public TimeGrid grid(int steps) {
        return setting.process().grid(steps);
    }

    /**
     * Points of a run. The noise depends on seed, purpose and row alone: two weights share it.
     *
     * @param guidance weights
     * @param steps    number of steps, at least 2
     * @param purpose  what the run is for
     * @param first    index of the first row in the run
     * @param count    number of rows
     * @return count points, one a row
     */
    public double[][] draw(GuidanceSchedule guidance, int steps, String purpose, long first, int count) {
        LabelledLaw law = setting.law();
        Noise noise = Noise.of(setting.streams().derived(purpose), first, law.dimension(), count);
        return Draws.rows(Draws.of(setting.sampler(), denoiser, guidance, grid(steps), noise), law.dimension());
    }

    /**
     * Log-odds of the class at points.
     *
     * @param points one a row
     * @param level  their noise level
     * @return a number for each; not a number where a coordinate is none
     */
    public double[] logOdds(double[][] points, NoiseLevel level) {
        BlockPosterior model = new BlockPosterior(sides);
        model.setLevel(level);
        return model.logOdds(Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray());
    }
}
