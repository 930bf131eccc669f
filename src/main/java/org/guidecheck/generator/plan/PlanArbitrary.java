package org.guidecheck.generator.plan;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Arbitrary whose values are drawn as plans and shrink as plans do.
 *
 * @param <T> type of the values
 */
public final class PlanArbitrary<T> implements Arbitrary<T> {
    private final Function<Random, Plan<T>> draw;
    /** Edge cases. */
    private final List<? extends Plan<T>> edges;

    private PlanArbitrary(Function<Random, Plan<T>> draw, List<? extends Plan<T>> edges) {
        this.draw = draw;
        this.edges = edges;
    }

    /**
     * Random laws.
     *
     * @param rules limits that every law keeps to
     * @return laws, with the edge cases that the rules allow
     */
    public static Arbitrary<LabelledLaw> laws(LawRules rules) {
        return new PlanArbitrary<>(random -> LawDraw.draw(random, rules), rules.edgeCases());
    }

    /**
     * Laws that are hard by design.
     *
     * @param kinds kinds, drawn with equal odds
     * @return laws without edge cases
     */
    public static Arbitrary<LabelledLaw> stress(List<Stress> kinds) {
        LawRules rules = LawRules.ALL;
        return new PlanArbitrary<>(random -> new LawRules.RestrictedPlan(
                new StressDraw(random, rules).draw(kinds.get(random.nextInt(kinds.size()))), rules), List.of());
    }

    /**
     * Guidance schedules.
     *
     * @param mostPieces largest number of pieces; if above 1, half of the schedules are constant
     * @param min        smallest weight, at least 0; weights are multiples of 0.1
     * @param max        largest weight, at most 20
     * @return schedules; edge cases are the constants 1 and 0 and the largest weight
     */
    public static Arbitrary<GuidanceSchedule> schedules(int mostPieces, double min, double max) {
        WeightRange range = WeightRange.of(min, max);
        return new PlanArbitrary<>(random -> GuidancePlan.draw(random, mostPieces, range),
                Stream.of(10, 0, range.most()).filter(range::contains).distinct()
                        .map(tenths -> new GuidancePlan(List.of(tenths), List.of(), range)).toList());
    }

    @Override
    public RandomGenerator<T> generator(int genSize) {
        return random -> draw.apply(random).shrinkable();
    }

    @Override
    public EdgeCases<T> edgeCases(int maxEdgeCases) {
        return EdgeCases.fromSuppliers(edges.stream().limit(maxEdgeCases)
                .<Supplier<Shrinkable<T>>>map(plan -> plan::shrinkable).toList());
    }
}
