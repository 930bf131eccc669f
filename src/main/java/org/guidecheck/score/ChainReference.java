package org.guidecheck.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/**
 * Fine chain of the guided SDE, and the numbers with which a coarse chain follows it: ancestral steps with one
 * prediction of the clean point follow one another as one long step would, so the normal number of the long step is a
 * known sum of those of the short ones. Any sampler that gets these numbers has its own law, and ends near the fine
 * chain.
 */
final class ChainReference {
    private static final int BEFORE = 16;
    private static final double START_SIGNAL = 1e-8;
    private static final double END_NOISE = 1e-4;

    private final List<NoiseLevel> fine = new ArrayList<>();
    /** Places of the coarse grid's levels, and of those of the chain with half the levels, among the fine ones. */
    private final int[] coarse;
    private final int[] half;

    /**
     * Subdivides a grid.
     *
     * @param grid  the coarse grid
     * @param reach largest distance of the data from the origin
     * @param scale narrowest scale of the data; 0 if it stops before clean data
     * @param steps number of fine steps that is aimed at
     */
    ChainReference(TimeGrid grid, double reach, double scale, int steps) {
        double first = grid.start().logSnr();
        double start = Math.min(Math.log(START_SIGNAL) - 2 * Math.log(reach), first - 1);
        double last = grid.end().isClean() ? grid.level(grid.steps() - 1).logSnr() : grid.end().logSnr();
        double end = grid.end().isClean() ? Math.max(last, -Math.log(END_NOISE) - 2 * Math.log(scale)) : last;
        double longest = (end - first) / steps;
        List<Integer> marks = new ArrayList<>();
        add(start, first, BEFORE);
        marks.add(fine.size());
        for (int k = 0; k < grid.steps(); k++) {
            double from = grid.level(k).logSnr();
            boolean isLast = grid.level(k + 1).isClean();
            double to = isLast ? end : grid.level(k + 1).logSnr();
            if (to > from) {
                add(from, to, 2 * (int) Math.ceil(Math.max(1, (to - from) / (2 * longest))));
            }
            if (isLast) {
                fine.add(NoiseLevel.ofLogSnr(end));
            }
            marks.add(fine.size());
        }
        fine.add(grid.end());
        coarse = marks.stream().mapToInt(Integer::intValue).toArray();
        half = halves();
    }

    private void add(double from, double to, int count) {
        for (int i = 0; i < count; i++) {
            fine.add(NoiseLevel.ofLogSnr(from + (to - from) * i / count));
        }
    }

    /** Every other level, up to the last two, which are kept. */
    private int[] halves() {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < fine.size() - 2; i += 2) {
            kept.add(i);
        }
        kept.add(fine.size() - 2);
        kept.add(fine.size() - 1);
        return kept.stream().distinct().mapToInt(Integer::intValue).toArray();
    }

    TimeGrid fineGrid() {
        return new TimeGrid(fine);
    }

    TimeGrid halfGrid() {
        return new TimeGrid(Arrays.stream(half).mapToObj(fine::get).toList());
    }

    /** The numbers of each fine step of some points, those of the start first. */
    List<double[]> numbers(Streams streams, long first, int dimension, int points) {
        Noise noise = Noise.of(streams, first, dimension, points);
        List<double[]> numbers = new ArrayList<>();
        for (int i = 0; i < fine.size(); i++) {
            numbers.add(noise.next());
        }
        return numbers;
    }

    /** The numbers of the coarse grid's steps that follow those of the fine ones. */
    List<double[]> coarseNumbers(List<double[]> numbers) {
        return combined(numbers, coarse);
    }

    /** The numbers of the chain with half the levels. */
    List<double[]> halfNumbers(List<double[]> numbers) {
        return combined(numbers, half);
    }

    private List<double[]> combined(List<double[]> numbers, int[] places) {
        List<double[]> result = new ArrayList<>();
        result.add(combined(numbers, 0, places[0], true));
        for (int k = 0; k + 1 < places.length; k++) {
            result.add(combined(numbers, places[k], places[k + 1], false));
        }
        return result;
    }

    /** Standardised sum of the noise of the fine steps between two places, with the start or without it. */
    private double[] combined(List<double[]> numbers, int from, int to, boolean withStart) {
        Ddpm chain = new Ddpm();
        double[] sum = new double[numbers.get(0).length];
        double squares = 0;
        double factor = 1;
        for (int j = to - 1; j >= from; j--) {
            NoiseLevel before = fine.get(j);
            NoiseLevel after = fine.get(j + 1);
            if (after.isClean()) {
                continue;
            }
            double deviation = factor * chain.transition(before, after).deviation();
            add(sum, deviation, numbers.get(j + 1));
            squares += deviation * deviation;
            factor *= Math.sqrt(before.signal() / after.signal()) * after.noise() / before.noise();
        }
        if (withStart) {
            add(sum, factor, numbers.get(0));
            squares += factor * factor;
        }
        if (squares == 0) {
            // A single step to clean data: the fine chain does not use its number.
            return numbers.get(to).clone();
        }
        double unit = 1 / Math.sqrt(squares);
        Arrays.setAll(sum, i -> sum[i] * unit);
        return sum;
    }

    private static void add(double[] sum, double factor, double[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * more[i];
        }
    }
}
