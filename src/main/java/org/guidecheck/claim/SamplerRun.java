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

/** Runs of a setting's sampler on its law, and exact log-odds of the points drawn. */
public final class SamplerRun {
    private final Setting setting;
    private final ClassVersusRest sides;
    private final Denoiser denoiser;

    /**
     * Prepares runs of the setting's sampler.
     *
     * @param setting process, sampler and seed
     */
    public SamplerRun(Setting setting) {
        this.setting = setting;
        this.sides = setting.process().sides();
        this.denoiser = setting.backend().denoiser(sides);
    }

    /** {@return the number of points to draw at once, 256 to 1024; fewer for costly laws} */
    public int batch() {
        double cost = sides.cost();
        return (int) Math.max(256, Math.min(1024, 3e6 / cost));
    }

    /**
     * Grid that {@link #draw} runs on.
     *
     * @param steps at least 2
     * @return the grid
     */
    public TimeGrid grid(int steps) {
        return setting.process().grid(steps);
    }

    /**
     * Draws points. The noise depends on seed, purpose and row alone, so runs at two weights share it.
     *
     * @param guidance weight as a function of the noise level
     * @param steps    number of steps, at least 2
     * @param purpose  name of the random stream
     * @param first    index of the first row in the run
     * @param count    number of rows
     * @return count points, one in each row
     */
    public double[][] draw(GuidanceSchedule guidance, int steps, String purpose, long first, int count) {
        return draw(guidance, grid(steps), purpose, first, count);
    }

    /**
     * Draws points on any grid; see {@link #draw(GuidanceSchedule, int, String, long, int)}.
     *
     * @param guidance weight as a function of the noise level
     * @param grid     levels of the steps
     * @param purpose  name of the random stream
     * @param first    index of the first row in the run
     * @param count    number of rows
     * @return count points, one in each row
     */
    public double[][] draw(GuidanceSchedule guidance, TimeGrid grid, String purpose, long first, int count) {
        LabelledLaw law = setting.law();
        Noise noise = Noise.of(setting.streams().derived(purpose), first, law.dimension(), count);
        return Draws.rows(Draws.of(setting.sampler(), denoiser, guidance, grid, noise), law.dimension());
    }

    /**
     * Exact log-odds of the class, log p(c|x)/(1 − p(c|x)).
     *
     * @param points one in each row
     * @param level  their noise level
     * @return one number for each point; NaN where a coordinate is NaN
     */
    public double[] logOdds(double[][] points, NoiseLevel level) {
        BlockPosterior model = new BlockPosterior(sides);
        model.setLevel(level);
        return model.logOdds(Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray());
    }
}
