package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.guidecheck.generator.PartPlan.Kind;

/** Draws the plan of one law. */
final class LawDraw {
    private static final int[] DIMENSION_ODDS = {6, 6, 2, 2, 2, 2, 2, 2};
    private static final double DEGENERATE = 0.2;

    private final Random random;
    private final int dimension;
    private final boolean degenerate;
    /** In a degenerate law, how often a component is. */
    private final double degenerateParts;
    private final List<PartPlan> parts = new ArrayList<>();

    private LawDraw(Random random, int largestDimension, boolean smooth) {
        this.random = random;
        this.dimension = 1 + Numbers.choose(random,
                IntStream.range(0, largestDimension).map(i -> DIMENSION_ODDS[i]).toArray());
        this.degenerate = !smooth && random.nextDouble() < DEGENERATE;
        this.degenerateParts = random.nextInt(4) == 0 ? 1 : 0.3;
    }

    static LawPlan draw(Random random, int largestDimension, boolean smooth) {
        return new LawDraw(random, largestDimension, smooth).law();
    }

    private LawPlan law() {
        int size = 2 + Numbers.choose(random, 5, 3, 2);
        boolean equalShares = random.nextInt(4) == 0;
        List<ClassPlan> classes = new ArrayList<>();
        for (int c = 0; c < size; c++) {
            int count = 1 + Numbers.choose(random, 7, 5, 4, 2, 2);
            List<PartPlan> own = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                PartPlan part = part();
                parts.add(part);
                own.add(count == 1 ? part.withWeight(1) : part);
            }
            classes.add(new ClassPlan(equalShares ? 1 : Numbers.between(random, 1, 20), List.copyOf(own)));
        }
        return new LawPlan(dimension, List.copyOf(classes));
    }

    private PartPlan part() {
        int weight = random.nextInt(40) == 0 ? 0 : Numbers.between(random, 1, 20);
        // The first component of a degenerate law has no density, the others by chance.
        boolean smooth = !degenerate || (!parts.isEmpty() && random.nextDouble() >= degenerateParts);
        PartPlan drawn = part(smooth ? smoothKind() : degenerateKind(), weight, means());
        if (parts.isEmpty() || random.nextInt(6) > 0) {
            return drawn;
        }
        PartPlan twin = parts.get(random.nextInt(parts.size()));
        return random.nextBoolean() ? twin.withWeight(weight) : drawn.withMeans(twin.means());
    }

    private Kind smoothKind() {
        return dimension == 1 ? Kind.ISOTROPIC
                : List.of(Kind.ISOTROPIC, Kind.DIAGONAL, Kind.FULL).get(Numbers.choose(random, 4, 3, 3));
    }

    private Kind degenerateKind() {
        return dimension == 1 || random.nextBoolean() ? Kind.ATOM : Kind.SINGULAR;
    }

    private PartPlan part(Kind kind, int weight, List<Integer> means) {
        int scales = switch (kind) {
            case ISOTROPIC -> 1;
            case DIAGONAL, FULL -> dimension;
            case SINGULAR -> dimension - 1;
            case ATOM -> 0;
        };
        boolean turned = kind == Kind.FULL || (kind == Kind.SINGULAR && random.nextInt(3) > 0);
        int turns = kind == Kind.FULL || kind == Kind.SINGULAR ? dimension - 1 : 0;
        return new PartPlan(kind, weight, means, numbers(scales, this::scale),
                numbers(turns, () -> turned ? Numbers.between(random, 1, Numbers.TURNS - 1) : 0));
    }

    private List<Integer> means() {
        List<Integer> means = numbers(dimension, this::mean);
        if (random.nextInt(6) > 0) {
            return means;
        }
        int far = Numbers.between(random, 300, 1000) * (random.nextBoolean() ? 1 : -1);
        return Numbers.with(means, random.nextInt(dimension), far);
    }

    private int mean() {
        return random.nextInt(4) == 0 ? 100 * Numbers.between(random, -3, 3) : Numbers.between(random, -300, 300);
    }

    /** From a fifth to five more often than beyond. */
    private int scale() {
        boolean near = random.nextInt(5) < 3;
        if (random.nextBoolean()) {
            return Numbers.seriesScale(near ? Numbers.between(random, 4, 8)
                    : random.nextInt(Numbers.seriesSize()));
        }
        // Evenly in the logarithm, then to two digits.
        double logarithm = near ? Math.log10(5) * (2 * random.nextDouble() - 1) : 3 * random.nextDouble() - 2;
        return Numbers.scaleNear(Math.pow(10, logarithm));
    }

    private static List<Integer> numbers(int count, IntSupplier each) {
        return IntStream.generate(each).limit(count).boxed().toList();
    }
}
