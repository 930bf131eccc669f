package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Prediction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A sampler written out once more, each line of it a method that a mutant can replace. As it stands it is right: it
 * gives the points of the built-in sampler of its name.
 */
abstract class PlainSampler implements GuidedSampler {
    private final String name;

    /** What lasts as long as one batch. */
    record Run(Denoiser denoiser, Supplier<INDArray> normals, List<Past> past) {
    }

    /** A point and the two scores there. */
    record Past(NoiseLevel level, INDArray points, Prediction prediction) {
    }

    PlainSampler(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        Noise stream = stream(noise);
        List<NoiseLevel> levels = levels(grid.levels());
        INDArray x = start(stream);
        Run run = new Run(denoiser, normals(stream), new ArrayList<>());
        for (int k = firstStep(); k < lastStep(grid.steps()); k++) {
            Step s = at(Step.of(levels, k));
            double w = weight(guidance.meanWeight(s.from(), s.to()));
            x = step(x, s, w, run);
        }
        return finish(x);
    }

    /** Goes from one level to the next; returns a new array. */
    abstract INDArray step(INDArray x, Step s, double w, Run run);

    Noise stream(Noise given) {
        return given;
    }

    List<NoiseLevel> levels(List<NoiseLevel> given) {
        return given;
    }

    INDArray start(Noise noise) {
        return noise.next();
    }

    Supplier<INDArray> normals(Noise noise) {
        return noise::next;
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

    INDArray finish(INDArray x) {
        return x;
    }

    /** The level that the denoiser is told. */
    NoiseLevel told(NoiseLevel level, Step s) {
        return level;
    }

    INDArray guided(INDArray own, INDArray all, double w) {
        return own.add(own.sub(all).mul(w));
    }

    final INDArray score(INDArray x, NoiseLevel level, Step s, double w, Run run) {
        Prediction prediction = run.denoiser().predict(told(level, s), x);
        return guided(prediction.conditional(), prediction.unconditional(), w);
    }

    /** x̂_0. */
    INDArray clean(INDArray x, INDArray score, NoiseLevel from) {
        return x.add(score.mul(from.noise())).div(Math.sqrt(from.signal()));
    }

    /** ε. */
    INDArray epsilon(INDArray score, NoiseLevel from) {
        return score.mul(-Math.sqrt(from.noise()));
    }

    /** A function of each number. */
    static INDArray each(INDArray x, DoubleUnaryOperator f) {
        double[] numbers = x.dup('f').data().asDouble();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = f.applyAsDouble(numbers[i]);
        }
        return array(numbers, (int) x.size(0));
    }

    /** For coordinate i of point p, what stands at another place. */
    static INDArray taken(INDArray x, int keepCoordinates, int keepPoints) {
        int d = (int) x.size(0);
        double[] numbers = x.dup('f').data().asDouble();
        double[] result = new double[numbers.length];
        for (int at = 0; at < result.length; at++) {
            int i = at % d;
            int p = at / d;
            result[at] = numbers[(p - p % keepPoints) * d + i - i % keepCoordinates];
        }
        return array(result, d);
    }

    private static INDArray array(double[] numbers, int d) {
        return Nd4j.create(numbers, new long[] {d, numbers.length / d}, new long[] {1, d}, 'f', DataType.DOUBLE);
    }
}
