package org.guidecheck.generator.plan;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.guidecheck.generator.plan.GaussianPlan.Shape;

/** Draws parts that are built of no others, and their numbers; those that are near keep to moderate numbers. */
final class LeafDraw {
    private static final int SMALLEST_NEAR = Numbers.scaleNear(0.2);
    private static final int LARGEST_NEAR = Numbers.scaleNear(5);
    private static final int[] DEGREES_ODDS = {4, 3, 2, 2, 1, 1};

    private final Random random;

    LeafDraw(Random random) {
        this.random = random;
    }

    Shape smoothShape(int dimension) {
        return dimension == 1 ? Shape.ISOTROPIC
                : List.of(Shape.ISOTROPIC, Shape.DIAGONAL, Shape.FULL).get(Numbers.choose(random, 4, 3, 3));
    }

    GaussianPlan gaussian(int dimension, boolean near) {
        return gaussian(smoothShape(dimension), dimension, near);
    }

    GaussianPlan gaussian(Shape shape, int dimension, boolean near) {
        List<Integer> means = means(dimension, near);
        boolean turned = shape == Shape.FULL || (shape == Shape.SINGULAR && random.nextInt(3) > 0);
        int turns = shape == Shape.FULL || shape == Shape.SINGULAR ? dimension - 1 : 0;
        int scales = switch (shape) {
            case ISOTROPIC -> 1;
            case DIAGONAL, FULL -> dimension;
            case SINGULAR -> dimension - 1;
        };
        return new GaussianPlan(shape, means, scales(scales, near),
                numbers(turns, () -> turned ? Numbers.between(random, 1, Numbers.TURNS - 1) : 0));
    }

    StudentPlan student(int dimension, boolean near) {
        int degrees = StudentPlan.DEGREES.get(Numbers.choose(random, DEGREES_ODDS));
        List<Integer> scales = scales(1, near);
        // Without a variance the law reaches hundreds of scales far; a larger scale would show nothing new.
        return new StudentPlan(means(dimension, near),
                degrees > 2 ? scales : List.of(Math.min(scales.get(0), Numbers.UNIT_SCALE)), degrees);
    }

    List<Integer> means(int dimension, boolean near) {
        List<Integer> means = numbers(dimension, this::mean);
        if (near || random.nextInt(6) > 0) {
            return means;
        }
        int far = 10 * Numbers.between(random, 300, 1000) * (random.nextBoolean() ? 1 : -1);
        return Numbers.with(means, random.nextInt(dimension), far);
    }

    private int mean() {
        return random.nextInt(4) == 0 ? 1000 * Numbers.between(random, -3, 3) : 10 * Numbers.between(random, -300, 300);
    }

    List<Integer> scales(int count, boolean near) {
        return numbers(count, near ? () -> Math.max(SMALLEST_NEAR, Math.min(LARGEST_NEAR, scale())) : this::scale);
    }

    /** Rates of at least 0.1, for scales up to 10. */
    List<Integer> rates(int count, boolean near) {
        return scales(count, near).stream().map(code -> Math.max(code, Numbers.scaleNear(0.1))).toList();
    }

    /** A factor from a half to two. */
    int stretch() {
        return Numbers.between(random, Numbers.scaleNear(0.5), Numbers.seriesScale(7));
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

    static List<Integer> numbers(int count, IntSupplier each) {
        return IntStream.generate(each).limit(count).boxed().toList();
    }
}
