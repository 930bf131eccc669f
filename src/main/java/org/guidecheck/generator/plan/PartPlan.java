package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.Law;

/**
 * The law of a class, or a part of it. A family is a record: those that stand alone are {@link LeafPlan}s, the others
 * are built of parts.
 */
public sealed interface PartPlan permits LeafPlan, CantorPlan, CompositePlan, AffinePlan {

    /** More scales than this are not tried. */
    int MOST_SCALES = 8;

    Family family();

    int dimension();

    Law law();

    PartSize size();

    /** Where it is, d numbers. */
    List<Integer> centre();

    /** Whether it has a density without edges, as {@code Distribution.isDegenerate} sees it. */
    default boolean isSmooth() {
        return inner().stream().allMatch(PartPlan::isSmooth);
    }

    /** Whether it surely is a finite mixture of Gaussians and atoms, which every matrix maps to another. */
    boolean isMadeOfGaussians();

    /** Whether coordinates can be stretched by different factors. */
    default boolean stretchesFreely() {
        return inner().stream().allMatch(PartPlan::stretchesFreely);
    }

    /** The parts that it is built of. */
    List<PartPlan> inner();

    /** The part in some of its coordinates, in ascending order; of no more leaves. */
    PartPlan in(List<Integer> coordinates);

    /** The part somewhere else. */
    PartPlan moved(List<Integer> by);

    /** Every mean 0. */
    PartPlan centred();

    /** Every scale 1. */
    PartPlan ofUnitScales();

    /** The same with other numbers. */
    PartPlan changed(NumberKind.Change change);

    /** Plans one change away within the family, or of a part within; not all need be simpler. */
    List<PartPlan> neighbours();

    /** Scales worth keeping when it becomes a Gaussian. */
    default List<Integer> typicalScales() {
        return inner().isEmpty() ? List.of(Numbers.UNIT_SCALE)
                : inner().stream().flatMap(part -> part.typicalScales().stream()).distinct().limit(MOST_SCALES).toList();
    }

    /** Plans one change away, each of a smaller size and no less smooth. */
    default List<PartPlan> simpler() {
        List<PartPlan> result = new ArrayList<>();
        for (int scale : typicalScales()) {
            result.add(GaussianPlan.isotropic(centre(), scale));
        }
        if (!isSmooth()) {
            result.add(LocationScalePlan.atom(centre()));
        }
        result.addAll(neighbours());
        PartSize size = size();
        result.removeIf(option -> option.size().compareTo(size) >= 0);
        return result;
    }

    /** Itself and all that it is built of. */
    default Stream<PartPlan> all() {
        return Stream.concat(Stream.of(this), inner().stream().flatMap(PartPlan::all));
    }

    /** How many of a family there are. */
    default int count(Family of) {
        return (int) all().filter(part -> part.family() == of).count();
    }

    /** How many times it is built of parts. */
    default int depth() {
        return inner().isEmpty() ? 0 : 1 + inner().stream().mapToInt(PartPlan::depth).max().orElseThrow();
    }

    /** The same number several times. */
    static List<Integer> repeat(int count, int number) {
        return Collections.nCopies(count, number);
    }
}
