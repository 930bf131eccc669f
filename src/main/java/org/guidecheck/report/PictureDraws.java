package org.guidecheck.report;

import java.util.HashMap;
import java.util.Map;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/** Draws of a figure's process under the weights that its curves ask for, each made once. Not thread-safe. */
final class PictureDraws {
    private static final int STEPS = 128;
    private static final int DRAWS = 4096;

    private final Figure figure;
    private final Map<GuidanceSchedule, double[]> made = new HashMap<>();

    PictureDraws(Figure figure) {
        this.figure = figure;
    }

    /** Log-odds of the class at draws of the guided process; not to be changed. */
    double[] logOdds(GuidanceSchedule w) {
        return made.computeIfAbsent(w, this::draw);
    }

    private double[] draw(GuidanceSchedule w) {
        ClassVersusRest sides = figure.process().sides();
        TimeGrid grid = figure.process().grid(STEPS);
        Noise noise = Noise.of(new Streams(figure.seed()).derived("picture"), 0, sides.dimension(), DRAWS);
        double[] ends = new EulerMaruyama().sample(new BlockDenoiser(sides), w, grid, noise);
        BlockPosterior model = new BlockPosterior(sides);
        model.setLevel(grid.end());
        return model.logOdds(ends);
    }
}
