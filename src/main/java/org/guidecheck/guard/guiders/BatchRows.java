package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.guidecheck.claim.Resolution;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;

/**
 * Claim that the guided prediction of a point does not depend on the batch that it is in. The same points are run
 * together, alone, in parts, in another order, among others, and beside one that is replaced.
 */
final class BatchRows extends GuiderClaim {
    private static final int STEPS = 5;
    private static final int POINTS = 64;
    private static final int MANY = 4100;
    private static final int FEW = 7;
    private static final int REPLACED = 5;
    private static final int[] ALONE = {0, 1, REPLACED, POINTS / 2, POINTS - 1};
    private static final int MOST_NAMED = 5;

    BatchRows() {
        super("guider.batch-independent", "the guided prediction of a point does not depend on the rest of its batch",
                Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        Streams streams = new Streams(candidate.seed()).derived("batches");
        double scale = candidate.scales().get(0);
        Precision precision = Precision.of(candidate.guider(), scale, streams);
        Map<String, Compared> compared = new LinkedHashMap<>();
        boolean isRepeatable = true;
        for (ProbeLaw law : List.of(ProbeLaw.PLANE, ProbeLaw.WIDE_SPACE)) {
            Run run = new Run(candidate, law, scale, precision, streams.derived(law.name()), false);
            Run withNegative = new Run(candidate, law, scale, precision, streams.derived(law.name()), true);
            List<Part> parts = parts();
            parts.forEach(part -> run.compare(part, compared.computeIfAbsent(part.name(), Compared::none)));
            isRepeatable = isRepeatable && run.isRepeatable;
            if (!Arrays.deepEquals(run.together, withNegative.together)) {
                parts.forEach(part -> withNegative.compare(part, compared.computeIfAbsent(part.name()
                        + ", with a class to keep away from", Compared::none)));
            }
        }
        List<Evidence> evidence = new ArrayList<>();
        String cause = isRepeatable ? "is a statistic taken over the whole batch?"
                : "they change when the same batch is repeated, too; is something random, or kept from earlier calls?";
        compared.forEach((name, each) -> evidence.add(each.evidence(name, cause, precision)));
        return evidence;
    }

    /**
     * Batch made of points of the whole one.
     *
     * @param name  what is done, for messages
     * @param count number of points
     * @param row   point of the whole batch, or the one that is not in it, by the place in this one
     */
    private record Part(String name, int count, IntUnaryOperator row) {
    }

    private static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (int p : ALONE) {
            parts.add(new Part("alone", 1, i -> p));
        }
        parts.add(new Part("in a batch of " + FEW, FEW, i -> (FEW * i + 3) % POINTS));
        parts.add(new Part("in halves", POINTS / 2, i -> i));
        parts.add(new Part("in halves", POINTS / 2, i -> POINTS / 2 + i));
        parts.add(new Part("in another order", POINTS, i -> POINTS - 1 - i));
        parts.add(new Part("in a batch of " + MANY, MANY, i -> i % (POINTS + 1)));
        parts.add(new Part("beside another point " + (REPLACED + 1), POINTS, i -> i == REPLACED ? POINTS : i));
        return parts;
    }

    /** The whole batch and its answers. */
    private static final class Run {
        private final GuiderUnderTest candidate;
        private final TimeGrid grid = ProbeCalls.grid(STEPS);
        private final double scale;
        private final boolean isWithNegative;
        private final List<ProbeBatch> drawn;
        private final List<ProbeBatch> whole;
        private final double[][] together;
        private final double[][] rounding;
        private final boolean isRepeatable;

        Run(GuiderUnderTest candidate, ProbeLaw law, double scale, Precision precision, Streams streams,
                boolean isWithNegative) {
            this.isWithNegative = isWithNegative;
            this.candidate = candidate;
            this.scale = scale;
            this.drawn = law.batches(grid, POINTS + 1, streams);
            this.whole = drawn.stream().map(batch -> batch.rows(POINTS, i -> i)).toList();
            this.together = answers(whole);
            this.rounding = ProbeCalls.rounded(candidate.guider(), scale, grid, whole, precision, isWithNegative)
                    .rounding();
            WorstAnswer change = new WorstAnswer();
            double[][] again = answers(whole);
            for (int k = 0; k < again.length; k++) {
                change.add(again[k], together[k], rounding[k], whole.get(k), "");
            }
            this.isRepeatable = change.isRounding();
        }

        private double[][] answers(List<ProbeBatch> batches) {
            return isWithNegative ? ProbeCalls.answersWithNegative(candidate.guider(), scale, grid, batches)
                    : ProbeCalls.answers(candidate.guider(), scale, grid, batches);
        }

        void compare(Part part, Compared compared) {
            List<ProbeBatch> batches =
                    drawn.stream().map(batch -> batch.rows(part.count(), part.row())).toList();
            double[][] answers = answers(batches);
            for (int k = 0; k < answers.length; k++) {
                for (int i = 0; i < part.count(); i++) {
                    int p = part.row().applyAsInt(i);
                    if (p < POINTS) {
                        compare(compared, k, p, batches.get(k).rows(answers[k], 1, new Constant(i)));
                    }
                }
            }
        }

        private void compare(Compared compared, int k, int p, double[] answer) {
            ProbeBatch row = whole.get(k).rows(1, new Constant(p));
            WorstAnswer own = new WorstAnswer();
            double[] expected = whole.get(k).rows(together[k], 1, new Constant(p));
            String place = ProbeCalls.place(k, grid.level(k), scale);
            double[] allowed = {rounding[k][p]};
            own.add(answer, expected, allowed, row, place);
            compared.worst().add(answer, expected, allowed, row, place + ", row " + (p + 1) + " of the batch");
            if (!own.isRounding()) {
                compared.changed().add(p + 1);
            }
        }
    }

    private record Constant(int row) implements IntUnaryOperator {
        @Override
        public int applyAsInt(int operand) {
            return row;
        }
    }

    /** Comparison of a part with the whole batch. */
    private record Compared(WorstAnswer worst, SortedSet<Integer> changed) {
        /** The start of a comparison of a part of this name. */
        static Compared none(String name) {
            return new Compared(new WorstAnswer(), new TreeSet<>());
        }

        Evidence evidence(String name, String cause, Precision precision) {
            String rows = "rows " + changed.stream().limit(MOST_NAMED).map(String::valueOf)
                    .reduce((a, b) -> a + ", " + b).orElse("") + (changed.size() > MOST_NAMED ? ", …" : "")
                    + " of " + POINTS + " change; " + cause;
            return worst.evidence("change of a point's answer " + name, rows, precision);
        }
    }
}
