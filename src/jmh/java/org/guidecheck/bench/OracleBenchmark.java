package org.guidecheck.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Benchmark of the main claim's parts: the bounded representation until it decides, reweighted paths, and the
 * sequential test alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OracleBenchmark {
    private static final double ALPHA = 1e-9;

    @Param({"2", "16", "64"})
    private int dimension;
    @Param({"8", "32"})
    private int components;

    private LabelledLaw law;

    /** Builds the law. */
    @Setup
    public void prepare() {
        law = Laws.of("isotropic", dimension, components);
    }

    /** The bounded representation, until M_w is known to be below M_0. */
    @Benchmark
    public Object boundedVerdict() {
        return new BoundedRepresentation(new GuidedProcess(law, 0, GuidanceSchedule.constant(3), 0), new Streams(1),
                ALPHA)
                .estimate(BoundedRepresentation.Effort.DECIDE,
                        estimate -> estimate.bounds().upper() < 1 / law.prior(0));
    }

    /** 2048 reweighted paths. */
    @Benchmark
    public Object reweightedPaths() {
        return new Reweighting(new GuidedProcess(law, 0, GuidanceSchedule.constant(1), 0), new Streams(1), ALPHA)
                .meanReciprocal(0.01, 2048, answer -> false);
    }

    /** The confidence sequence on 10,000 numbers. */
    @Benchmark
    public Object sequentialTest() {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, ALPHA);
        double[] numbers = new double[10_000];
        Arrays.setAll(numbers, i -> (i * 0.618) % 1);
        sequence.accept(numbers);
        return sequence.bounds();
    }
}
