package org.guidecheck.generator.plan;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.guidecheck.generator.plan.GaussianPlan.Shape;

/** Draws parts that are not composite, and their numbers: any admissible ones or only those of moderate size. */
final class LeafDraw {
    private static final int SMALLEST_MODERATE = Numbers.scaleCode(0.2);
    private static final int LARGEST_MODERATE = Numbers.scaleCode(5);
    private static final int[] DEGREES_ODDS = {4, 3, 2, 2, 1, 1};

    private final Random random;

    LeafDraw(Random random) {
        this.random = random;
    }

    Shape smoothShape(int dimension) {
        return dimension == 1 ? Shape.ISOTROPIC
                : List.of(Shape.ISOTROPIC, Shape.DIAGONAL, Shape.FULL).get(Numbers.choose(random, 4, 3, 3));
    }

    GaussianPlan gaussian(int dimension, boolean moderate) {
        return gaussian(smoothShape(dimension), dimension, moderate);
    }

    GaussianPlan gaussian(Shape shape, int dimension, boolean moderate) {
        List<Integer> means = means(dimension, moderate);
        boolean turned = shape == Shape.FULL || (shape == Shape.SINGULAR && random.nextInt(3) > 0);
        int turns = shape == Shape.FULL || shape == Shape.SINGULAR ? dimension - 1 : 0;
        int scales = switch (shape) {
            case ISOTROPIC -> 1;
            case DIAGONAL, FULL -> dimension;
            case SINGULAR -> dimension - 1;
        };
        return new GaussianPlan(shape, means, scales(scales, moderate),
                numbers(turns, () -> turned ? Numbers.between(random, 1, Numbers.TURNS - 1) : 0));
    }

    StudentPlan student(int dimension, boolean moderate) {
        int degrees = StudentPlan.DEGREES.get(Numbers.choose(random, DEGREES_ODDS));
        List<Integer> scales = scales(1, moderate);
        // Without a variance the law extends over hundreds of scales; a scale above 1 would show nothing new.
        return new StudentPlan(means(dimension, moderate),
                degrees > 2 ? scales : List.of(Math.min(scales.get(0), Numbers.UNIT_SCALE)), degrees);
    }

    List<Integer> means(int dimension, boolean moderate) {
        List<Integer> means = numbers(dimension, this::mean);
        if (moderate || random.nextInt(6) > 0) {
            return means;
        }
        int far = 10 * Numbers.between(random, 300, 1000) * (random.nextBoolean() ? 1 : -1);
        return Numbers.with(means, random.nextInt(dimension), far);
    }

    private int mean() {
        return random.nextInt(4) == 0 ? 1000 * Numbers.between(random, -3, 3) : 10 * Numbers.between(random, -300, 300);
    }

    List<Integer> scales(int count, boolean moderate) {
        return numbers(count,
                moderate ? () -> Math.max(SMALLEST_MODERATE, Math.min(LARGEST_MODERATE, scale())) : this::scale);
    }

    /** Scale codes of rates, at least 0.1, so that the scales are at most 10. */
    List<Integer> rates(int count, boolean moderate) {
        return scales(count, moderate).stream().map(code -> Math.max(code, Numbers.scaleCode(0.1))).toList();
    }

    /** A scale code from 0.5 to 2. */
    int stretch() {
        return Numbers.between(random, Numbers.scaleCode(0.5), Numbers.seriesCode(7));
    }

    /** A scale code, more often from 0.2 to 5 than beyond. */
    private int scale() {
        boolean moderate = random.nextInt(5) < 3;
        if (random.nextBoolean()) {
            return Numbers.seriesCode(moderate ? Numbers.between(random, 4, 8)
                    : random.nextInt(Numbers.seriesSize()));
        }
        // Uniform in the logarithm, then rounded to two digits.
        double logarithm = moderate ? Math.log10(5) * (2 * random.nextDouble() - 1) : 3 * random.nextDouble() - 2;
        return Numbers.scaleCode(Math.pow(10, logarithm));
    }

    static List<Integer> numbers(int count, IntSupplier each) {
        return IntStream.generate(each).limit(count).boxed().toList();
    }
}
