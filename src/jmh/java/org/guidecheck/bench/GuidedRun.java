package org.guidecheck.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.sampler.nd4j.Nd4jDenoiser;

/**
 * Timed guided DDPM run, the counterpart of ci/bench/peers.py: in blocks ({@code fused}), on ND4J ({@code nd4j}), or as
 * a plain loop over points on all processors ({@code loop}). Prints one JSON object with the seconds of each repetition
 * after a warm-up.
 */
public final class GuidedRun {
    private static final double WEIGHT = 3;
    private static final double VARIANCE = 0.3;
    /** Seconds, enough for the JVM's compiler. */
    private static final double WARM_UP = 6;

    private final int points;
    private final int dimension;
    private final int components;
    private final int steps;

    private GuidedRun(int points, int dimension, int components, int steps) {
        this.points = points;
        this.dimension = dimension;
        this.components = components;
        this.steps = steps;
    }

    /**
     * Runs and prints the times.
     *
     * @param args way, points, dimension, components, steps, repetitions
     */
    public static void main(String[] args) {
        int[] numbers = IntStream.range(1, 6).map(i -> Integer.parseInt(args[i])).toArray();
        GuidedRun run = new GuidedRun(numbers[0], numbers[1], numbers[2], numbers[3]);
        Runnable once = switch (args[0]) {
            case "fused" -> run.built(new BlockDenoiser(run.sides()));
            case "nd4j" -> run.built(new Nd4jDenoiser(run.sides()));
            case "loop" -> run::loop;
            default -> throw new IllegalArgumentException("way=" + args[0] + ": must be fused, nd4j or loop");
        };
        long begin = System.nanoTime();
        do {
            once.run();
        } while (System.nanoTime() - begin < WARM_UP * 1e9);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("way", args[0])
                .put("type", "float64").put("points", run.points)
                .put("dimension", run.dimension).put("components", run.components)
                .put("steps", run.steps);
        ArrayNode seconds = json.putArray("seconds");
        for (int i = 0; i < numbers[4]; i++) {
            long start = System.nanoTime();
            once.run();
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        System.out.println(json);
    }

    private double[] mean(int k) {
        return IntStream.range(0, dimension).mapToDouble(i -> 2 * Math.sin(1 + 3 * k + 7 * i)).toArray();
    }

    private ClassVersusRest sides() {
        int half = components / 2;
        return ClassVersusRest.of(new LabelledLaw(List.of(
                new LabelledLaw.LabelledClass("c", 0.5, mixture(0, half)),
                new LabelledLaw.LabelledClass("other", 0.5, mixture(half, components)))), 0);
    }

    private Law mixture(int from, int to) {
        return new Mixture(DoubleStream.generate(() -> 1.0 / (to - from)).limit(to - from).toArray(),
                IntStream.range(from, to).mapToObj(k -> Gaussian.isotropic(mean(k), VARIANCE)).toList());
    }

    private TimeGrid grid() {
        return TimeGrid.uniformInLogSnr(-8, 6, steps);
    }

    private Runnable built(Denoiser denoiser) {
        TimeGrid grid = grid();
        return () -> new Ddpm().sample(denoiser, GuidanceSchedule.constant(WEIGHT), grid,
                Noise.of(new Streams(1), 0, dimension, points));
    }

    /** The simplest program: each point in turn, from the first level to the last. */
    private void loop() {
        TimeGrid grid = grid();
        double[][] means = IntStream.range(0, components).mapToObj(this::mean).toArray(double[][]::new);
        double[] ends = new double[points * dimension];
        IntStream.range(0, points).parallel().forEach(p -> {
            SplittableRandom random = new SplittableRandom(p);
            double[] x = random.doubles(dimension).map(u -> random.nextGaussian()).toArray();
            double[] logits = new double[components];
            double[] own = new double[dimension];
            double[] rest = new double[dimension];
            for (int k = 0; k < steps; k++) {
                step(grid.level(k), grid.level(k + 1), means, x, logits, own, rest, random);
            }
            System.arraycopy(x, 0, ends, p * dimension, dimension);
        });
    }

    private void step(NoiseLevel from, NoiseLevel to, double[][] means, double[] x, double[] logits, double[] own,
            double[] rest, SplittableRandom random) {
        double root = Math.sqrt(from.signal());
        double v = from.signal() * VARIANCE + from.noise();
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < components; k++) {
            double square = 0;
            for (int i = 0; i < dimension; i++) {
                double z = x[i] - root * means[k][i];
                square += z * z;
            }
            logits[k] = -0.5 * square / v;
            largest = Math.max(largest, logits[k]);
        }
        Arrays.fill(own, 0);
        Arrays.fill(rest, 0);
        double ownSum = 0;
        double restSum = 0;
        for (int k = 0; k < components; k++) {
            double share = Math.exp(logits[k] - largest);
            boolean isOwn = k < components / 2;
            double[] score = isOwn ? own : rest;
            ownSum += isOwn ? share : 0;
            restSum += isOwn ? 0 : share;
            for (int i = 0; i < dimension; i++) {
                score[i] += share * (root * means[k][i] - x[i]);
            }
        }
        double restPosterior = restSum / (ownSum + restSum);
        double beta = -Math.expm1(from.logSignal() - to.logSignal());
        double alpha = 1 - beta;
        double deviation = Math.sqrt(to.noise() / from.noise() * beta);
        for (int i = 0; i < dimension; i++) {
            double ownMean = own[i] / ownSum;
            double guided = (ownMean + WEIGHT * restPosterior * (ownMean - rest[i] / restSum)) / v;
            x[i] = (x[i] + beta * guided) / Math.sqrt(alpha) + deviation * random.nextGaussian();
        }
    }
}
