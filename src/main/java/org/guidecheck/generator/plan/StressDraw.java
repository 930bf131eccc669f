package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws laws that are hard by design, see {@link Stress}. */
final class StressDraw {
    private static final int DEEPEST_CANTOR = 6;
    private static final int RAREST = 10_000;
    private static final int TENTH = Numbers.seriesCode(3);
    private static final int FIFTH = Numbers.seriesCode(4);
    private static final int HALF = Numbers.seriesCode(5);
    private static final int ONE = Numbers.UNIT_SCALE;
    private static final int TWO = Numbers.seriesCode(7);
    private static final int FIVE = Numbers.seriesCode(8);

    private final Random random;
    private final LawRules rules;
    private final LeafDraw leaves;

    StressDraw(Random random, LawRules rules) {
        this.random = random;
        this.rules = rules;
        this.leaves = new LeafDraw(random);
    }

    LawPlan draw(Stress stress) {
        int d = Numbers.between(random, stress.leastDimension(rules), stress.mostDimension(rules));
        return switch (stress) {
            case CANTOR -> pair(cantor(), aroundCantor());
            case RING -> ring(d);
            case HEAVY_IN_LIGHT -> tails(d, true);
            case LIGHT_IN_HEAVY -> tails(d, false);
            case SCALE_ONLY -> scaleOnly(d);
            case NESTED -> rules.smooth() || random.nextBoolean() ? nestedMixtures(d) : nestedBoxes(d);
            case ALMOST_EQUAL -> almostEqual(d);
            case FIFTY_CLASSES -> ofEqualOrRandomShares(IntStream.range(0, LawRules.MOST_CLASSES)
                    .mapToObj(c -> GaussianPlan.isotropic(leaves.means(d, true), anyOf(FIFTH, HALF, ONE))).toList());
            case RARE_CLASS -> rareClass(d);
            case HOLE -> hole(d);
        };
    }

    /** The two classes in random order, as guidance aims at the first. */
    private LawPlan pair(PartPlan first, PartPlan second) {
        return ofEqualOrRandomShares(random.nextBoolean() ? List.of(first, second) : List.of(second, first));
    }

    private LawPlan ofEqualOrRandomShares(List<? extends PartPlan> laws) {
        boolean equal = random.nextBoolean();
        return new LawPlan(laws.stream().map(law -> new ClassPlan(equal ? 1 : Numbers.between(random, 1, 20), law))
                .toList());
    }

    private int anyOf(int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    private PartPlan cantor() {
        return new CantorPlan(Numbers.between(random, 1, DEEPEST_CANTOR), random.nextBoolean());
    }

    private PartPlan aroundCantor() {
        return random.nextBoolean() ? LocationScalePlan.box(List.of(0), List.of(ONE))
                : GaussianPlan.isotropic(List.of(500), anyOf(FIFTH, HALF, ONE));
    }

    private LawPlan ring(int d) {
        List<Integer> centre = leaves.means(d, true);
        return pair(LocationScalePlan.sphere(centre, anyOf(ONE, TWO, FIVE)),
                GaussianPlan.isotropic(centre, anyOf(TENTH, FIFTH, HALF)));
    }

    private LawPlan tails(int d, boolean heavyInside) {
        List<Integer> centre = leaves.means(d, true);
        int inside = anyOf(TENTH, FIFTH, HALF);
        int outside = anyOf(ONE, TWO, FIVE);
        return pair(new StudentPlan(centre, List.of(heavyInside ? inside : outside), anyOf(1, 2, 3)),
                GaussianPlan.isotropic(centre, heavyInside ? outside : inside));
    }

    private LawPlan scaleOnly(int d) {
        List<Integer> centre = leaves.means(d, true);
        int first = Numbers.between(random, 3, 6);
        int step = Numbers.between(random, 1, 2);
        int size = Numbers.between(random, 2, step == 1 ? 4 : 2);
        return ofEqualOrRandomShares(IntStream.range(0, size)
                .mapToObj(c -> GaussianPlan.isotropic(centre, Numbers.seriesCode(first + step * c))).toList());
    }

    private LawPlan nestedMixtures(int d) {
        List<PartPlan> parts = new ArrayList<>();
        List<PartPlan> laws = new ArrayList<>();
        for (int c = Numbers.between(random, 2, 4); c > 0; c--) {
            parts.add(leaves.gaussian(d, true));
            laws.add(parts.size() == 1 ? parts.get(0)
                    : new MixturePlan(PartPlan.repeat(parts.size(), 1), List.copyOf(parts)));
        }
        return ofEqualOrRandomShares(laws);
    }

    /** Boxes around the origin: [−1/2, 1/2], [−1, 1] and so on, each twice as wide as the one before. */
    private LawPlan nestedBoxes(int d) {
        int[] sides = {ONE, TWO, Numbers.scaleCode(4.001), Numbers.scaleCode(8.001)};
        return ofEqualOrRandomShares(IntStream.range(0, Numbers.between(random, 2, sides.length))
                .mapToObj(c -> LocationScalePlan.box(PartPlan.repeat(d, -Numbers.thousandths(sides[c]) / 2),
                        PartPlan.repeat(d, sides[c])))
                .toList());
    }

    private LawPlan almostEqual(int d) {
        GaussianPlan one = leaves.gaussian(d, true);
        int axis = random.nextInt(d);
        return pair(one, one.with(Numbers.with(one.means(), axis, one.means().get(axis) + 1), one.scales()));
    }

    private LawPlan rareClass(int d) {
        int rest = random.nextBoolean() ? RAREST - 1 : Numbers.between(random, RAREST / 100 - 1, RAREST - 1);
        boolean rareFirst = random.nextBoolean();
        return new LawPlan(List.of(
                new ClassPlan(rareFirst ? 1 : rest, leaves.gaussian(d, true)),
                new ClassPlan(rareFirst ? rest : 1, leaves.gaussian(d, true))));
    }

    private LawPlan hole(int d) {
        List<Integer> origin = PartPlan.repeat(d, 0);
        PartPlan blob = GaussianPlan.isotropic(origin, anyOf(TENTH, FIFTH));
        if (random.nextBoolean()) {
            return pair(blob, LocationScalePlan.sphere(origin, anyOf(ONE, TWO, FIVE)));
        }
        PartPlan inside = random.nextBoolean() ? blob
                : LocationScalePlan.box(PartPlan.repeat(d, -500), PartPlan.repeat(d, ONE));
        List<Integer> side = PartPlan.repeat(d, TWO);
        List<Integer> corner = PartPlan.repeat(d, -1000);
        return pair(inside, new MixturePlan(List.of(1, 1), List.of(
                LocationScalePlan.box(Numbers.with(corner, 0, -3000), side),
                LocationScalePlan.box(Numbers.with(corner, 0, 1000), side))));
    }
}
