package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ShrinkingDistance;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Plan of a guidance schedule.
 *
 * @param weights weight of each piece, in tenths
 * @param breaks  λ at which the next piece begins, in halves, increasing; one fewer than weights
 * @param range   allowed weights
 */
record GuidancePlan(List<Integer> weights, List<Integer> breaks, WeightRange range) implements Plan<GuidanceSchedule> {
    private static final int LARGEST_BREAK = 12;
    private static final int NOT_WHOLE = 1000;

    static GuidancePlan draw(Random random, int mostPieces, WeightRange range) {
        // Half of the schedules that may have several pieces are constant.
        int pieces = mostPieces == 1 || random.nextBoolean() ? 1 : Numbers.between(random, 2, mostPieces);
        List<Integer> weights = IntStream.range(0, pieces).mapToObj(i -> weight(random, range)).toList();
        List<Integer> unused = new ArrayList<>(IntStream.rangeClosed(-LARGEST_BREAK, LARGEST_BREAK).boxed().toList());
        TreeSet<Integer> breaks = new TreeSet<>();
        while (breaks.size() < pieces - 1) {
            breaks.add(unused.remove(random.nextInt(unused.size())));
        }
        return new GuidancePlan(weights, List.copyOf(breaks), range);
    }

    private static int weight(Random random, WeightRange range) {
        if (range.contains(0) && random.nextInt(10) == 0) {
            return 0;
        }
        int most = random.nextInt(5) == 0 ? 20 : 8;
        int drawn = random.nextBoolean() ? 10 * Numbers.between(random, 1, most)
                : Numbers.between(random, 1, 10 * most);
        return range.contains(drawn) ? drawn : Numbers.between(random, range.least(), range.most());
    }

    @Override
    public GuidanceSchedule build() {
        return weights.size() == 1 ? GuidanceSchedule.constant(weights.get(0) / 10.0)
                : new GuidanceSchedule.Piecewise(weights.stream().mapToDouble(tenths -> tenths / 10.0).toArray(),
                        breaks.stream().mapToDouble(halves -> halves / 2.0).toArray());
    }

    /** The same pieces with other weights, in tenths, clipped to the range; one per piece. */
    GuidancePlan withWeights(List<Integer> tenths) {
        return new GuidancePlan(tenths.stream().map(w -> Math.max(range.least(), Math.min(range.most(), w))).toList(),
                breaks, range);
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(weights.size(), Numbers.total(weights, GuidancePlan::weightDistance),
                Numbers.total(breaks, GuidancePlan::breakDistance));
    }

    /** Order of simplicity: 1, then 0, then increasing whole numbers, then increasing tenths. */
    private static long weightDistance(int tenths) {
        return tenths == 10 ? 0L : tenths == 0 ? 1L : tenths % 10 == 0 ? tenths / 10 : (long) NOT_WHOLE + tenths;
    }

    private static long breakDistance(int halves) {
        return 2L * Math.abs(halves) + (halves < 0 ? 1 : 0) + (halves % 2 == 0 ? 0 : NOT_WHOLE);
    }

    @Override
    public List<GuidancePlan> simpler() {
        List<GuidancePlan> result = new ArrayList<>();
        for (int i = 0; weights.size() > 1 && i < weights.size(); i++) {
            result.add(new GuidancePlan(List.of(weights.get(i)), List.of(), range));
        }
        for (int i = 0; weights.size() > 2 && i < weights.size(); i++) {
            result.add(new GuidancePlan(Numbers.without(weights, i),
                    Numbers.without(breaks, Math.min(i, breaks.size() - 1)), range));
        }
        for (List<Integer> simpler : Numbers.oneReplaced(weights, this::simplerWeights)) {
            result.add(new GuidancePlan(simpler, breaks, range));
        }
        for (List<Integer> simpler : Numbers.oneReplaced(breaks, GuidancePlan::simplerBreaks)) {
            if (IntStream.range(1, simpler.size()).allMatch(i -> simpler.get(i) > simpler.get(i - 1))) {
                result.add(new GuidancePlan(weights, simpler, range));
            }
        }
        return result;
    }

    private List<Integer> simplerWeights(int tenths) {
        List<Integer> options = new ArrayList<>(List.of(10, 20, range.least(), range.most()));
        for (int unit : new int[] {10, 1}) {
            int down = tenths / unit * unit;
            options.addAll(List.of(tenths / 2 / unit * unit, down - unit, down, down + unit));
        }
        options.add(0);
        return Numbers.simpler(tenths, options.stream().filter(range::contains).toList(), GuidancePlan::weightDistance);
    }

    private static List<Integer> simplerBreaks(int halves) {
        List<Integer> options = IntStream.rangeClosed(-LARGEST_BREAK, LARGEST_BREAK).boxed().toList();
        return Numbers.simpler(halves, options, GuidancePlan::breakDistance);
    }
}
