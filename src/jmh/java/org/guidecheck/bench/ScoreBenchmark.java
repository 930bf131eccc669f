package org.guidecheck.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Kernel;
import org.guidecheck.sampler.PointArrays;
import org.guidecheck.sampler.Prediction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Both scores of a batch, by blocks and on ND4J. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScoreBenchmark {
    @Param({"isotropic", "diagonal", "full", "atoms"})
    private String kind;
    @Param({"1000", "65536"})
    private int points;
    @Param({"2", "16"})
    private int dimension;
    @Param({"8", "32"})
    private int components;
    @Param({"fused", "nd4j"})
    private String way;

    private Denoiser denoiser;
    private INDArray x;
    private final NoiseLevel level = NoiseLevel.ofLogSnr(0.5);

    /** Draws points. */
    @Setup
    public void prepare() {
        OneAgainstRest sides = OneAgainstRest.of(Laws.of(kind, dimension, components), 0);
        denoiser = Kernel.named("way", way).denoiser(sides);
        Random random = new Random(3);
        double[] numbers = new double[points * dimension];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        x = PointArrays.of(numbers, dimension);
    }

    /** The scores. */
    @Benchmark
    public Prediction scores() {
        return denoiser.predict(level, x);
    }
}
