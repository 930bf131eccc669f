package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * A sampler written out once more, each line of it a method that a mutant can replace. As it stands it is right: it
 * gives the points of the built-in sampler of its name.
 */
abstract class PlainSampler implements GuidedSampler {
    private final String name;

    /** What lasts as long as one batch; of what came before the latest first. */
    record Run(Denoiser denoiser, Supplier<Batch> normals, List<Past> past) {
    }

    /** A point and the two scores there. */
    record Past(NoiseLevel level, Batch points, Batch own, Batch all) {
    }

    PlainSampler(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        Noise stream = stream(noise);
        List<NoiseLevel> levels = levels(grid.levels());
        Batch x = start(stream);
        Run run = new Run(denoiser, normals(stream), new ArrayList<>());
        for (int k = firstStep(); k < lastStep(grid.steps()); k++) {
            Step s = at(Step.of(levels, k));
            double w = weight(guidance.meanWeight(s.from(), s.to()));
            x = step(x, s, w, run);
        }
        return finish(x).numbers();
    }

    /** Goes from one level to the next. */
    abstract Batch step(Batch x, Step s, double w, Run run);

    Noise stream(Noise given) {
        return given;
    }

    List<NoiseLevel> levels(List<NoiseLevel> given) {
        return given;
    }

    Batch start(Noise noise) {
        return Batch.of(noise);
    }

    Supplier<Batch> normals(Noise noise) {
        return () -> Batch.of(noise);
    }

    int firstStep() {
        return 0;
    }

    int lastStep(int steps) {
        return steps;
    }

    Step at(Step s) {
        return s;
    }

    double weight(double w) {
        return w;
    }

    Batch finish(Batch x) {
        return x;
    }

    /** The level that the denoiser is told. */
    NoiseLevel told(NoiseLevel level, Step s) {
        return level;
    }

    Batch guided(Batch own, Batch all, double w) {
        return own.add(own.sub(all).mul(w));
    }

    final Batch score(Batch x, NoiseLevel level, Step s, double w, Run run) {
        Past here = asked(x, level, s, run);
        return guided(here.own, here.all, w);
    }

    /** The point with its scores. */
    final Past asked(Batch x, NoiseLevel level, Step s, Run run) {
        Denoiser.Scores scores = run.denoiser().scores(told(level, s), x.numbers(), x.dimension());
        return new Past(level, x, new Batch(scores.conditional(), x.dimension()), new Batch(scores.unconditional(), x.dimension()));
    }

    /** x̂_0. */
    Batch clean(Batch x, Batch score, NoiseLevel from) {
        return x.add(score.mul(from.noise())).div(Math.sqrt(from.signal()));
    }

    /** ε. */
    Batch epsilon(Batch score, NoiseLevel from) {
        return score.mul(-Math.sqrt(from.noise()));
    }
}
