package org.guidecheck.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.nd4j.Nd4jBackend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Benchmark of the exact denoisers: both scores of a batch, in blocks and on ND4J. */
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
    private double[] x;
    private final NoiseLevel level = NoiseLevel.ofLogSnr(0.5);

    /** Makes the denoiser and draws points. */
    @Setup
    public void prepare() {
        ClassVersusRest sides = ClassVersusRest.of(Laws.of(kind, dimension, components), 0);
        DenoiserBackend backend = way.equals("nd4j") ? new Nd4jBackend() : DenoiserBackend.FUSED;
        denoiser = backend.denoiser(sides);
        Random random = new Random(3);
        x = new double[points * dimension];
        Arrays.setAll(x, i -> random.nextGaussian());
    }

    /** Both scores at all points. */
    @Benchmark
    public Denoiser.Scores scores() {
        return denoiser.scores(level, x, dimension);
    }
}
