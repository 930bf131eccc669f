package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Second implementation of a sampler, written out from its formulas without the built-in samplers' coefficient tables.
 * Unchanged it gives the points of the built-in sampler of its name. Its formulas are fields, so that a fault can
 * replace one of them before the first use.
 */
abstract class PlainSampler implements GuidedSampler {
    UnaryOperator<Noise> stream = UnaryOperator.identity();
    UnaryOperator<List<NoiseLevel>> levels = UnaryOperator.identity();
    UnaryOperator<Batch> start = UnaryOperator.identity();
    Function<Noise, Supplier<Batch>> normals = noise -> () -> Batch.of(noise);
    int stepsSkippedFirst;
    int stepsSkippedLast;
    UnaryOperator<Step> stepTaken = UnaryOperator.identity();
    DoubleUnaryOperator weight = DoubleUnaryOperator.identity();
    /** The level that the denoiser is told, for the level of the point. */
    BiFunction<NoiseLevel, Step, NoiseLevel> levelTold = (level, step) -> level;
    /** Guided score, of the class's score, the score of all classes and the weight. */
    Combination guided = (own, all, w) -> own.add(own.sub(all).mul(w));
    /** x̂_0 = (x + τ s)/√t. */
    CleanEstimate clean = (x, score, level) -> x.add(score.mul(level.noise())).div(Math.sqrt(level.signal()));
    /** ε = −√τ s. */
    BiFunction<Batch, NoiseLevel, Batch> epsilon = (score, level) -> score.mul(-Math.sqrt(level.noise()));
    UnaryOperator<Batch> result = UnaryOperator.identity();

    private final String name;

    /** Coefficient of a formula, as a function of the step. */
    @FunctionalInterface
    interface Coefficient {
        double of(Step step);

        default Coefficient times(double factor) {
            return step -> factor * of(step);
        }

        /** This coefficient where the condition holds, and 0 elsewhere. */
        default Coefficient onlyWhere(Predicate<Step> condition) {
            return step -> condition.test(step) ? of(step) : 0;
        }

        /** This coefficient of another step. */
        default Coefficient at(UnaryOperator<Step> other) {
            return step -> of(other.apply(step));
        }
    }

    /** Combination of two batches with a factor. */
    @FunctionalInterface
    interface Combination {
        Batch of(Batch first, Batch second, double factor);
    }

    /** Estimate of clean points from noised points and a score there. */
    @FunctionalInterface
    interface CleanEstimate {
        Batch of(Batch x, Batch score, NoiseLevel level);

        default CleanEstimate then(UnaryOperator<Batch> change) {
            return (x, score, level) -> change.apply(of(x, score, level));
        }
    }

    /** State of a run on one batch; past evaluations, the latest first. */
    record Run(Denoiser denoiser, Supplier<Batch> normals, List<Evaluation> past) {
    }

    /** Points and their two scores. */
    record Evaluation(NoiseLevel level, Batch points, Batch own, Batch all) {
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
        Noise numbers = stream.apply(noise);
        List<NoiseLevel> visited = levels.apply(grid.levels());
        Batch x = start.apply(Batch.of(numbers));
        Run run = new Run(denoiser, normals.apply(numbers), new ArrayList<>());
        for (int k = stepsSkippedFirst; k < grid.steps() - stepsSkippedLast; k++) {
            Step step = stepTaken.apply(Step.of(visited, k));
            x = next(x, step, weight.applyAsDouble(guidance.meanWeight(step.from(), step.to())), run);
        }
        return result.apply(x).numbers();
    }

    /** The points at the end of a step. */
    abstract Batch next(Batch x, Step step, double w, Run run);

    final Batch score(Batch x, NoiseLevel level, Step step, double w, Run run) {
        Evaluation here = evaluate(x, level, step, run);
        return guided.of(here.own, here.all, w);
    }

    final Evaluation evaluate(Batch x, NoiseLevel level, Step step, Run run) {
        Denoiser.Scores scores = run.denoiser().scores(levelTold.apply(level, step), x.numbers(), x.dimension());
        return new Evaluation(level, x, new Batch(scores.conditional(), x.dimension()),
                new Batch(scores.unconditional(), x.dimension()));
    }
}
