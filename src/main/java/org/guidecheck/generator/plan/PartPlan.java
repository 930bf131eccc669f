package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.Law;

/**
 * Plan of the law of a class or of a part of it. Each family is a record: {@link LeafPlan}s or composites of other
 * parts.
 */
public sealed interface PartPlan permits LeafPlan, CantorPlan, CompositePlan, AffinePlan {

    /** Largest number of scales that shrinking tries. */
    int MOST_SCALES = 8;

    Family family();

    int dimension();

    Law law();

    PartSize size();

    /** {@return location of the part, d means} */
    List<Integer> centre();

    /** {@return whether the law has a density without jumps, as {@code Law.isDegenerate} defines it} */
    default boolean isSmooth() {
        return inner().stream().allMatch(PartPlan::isSmooth);
    }

    /**
     * {@return whether the law is known to be a finite mixture of Gaussians and atoms, as its image under any matrix
     * then is}
     */
    boolean isMadeOfGaussians();

    /** {@return whether coordinates can be stretched by different factors} */
    default boolean stretchesFreely() {
        return inner().stream().allMatch(PartPlan::stretchesFreely);
    }

    /** {@return the parts that a composite is composed of; empty for a leaf} */
    List<PartPlan> inner();

    /**
     * The part in some of its coordinates, with no more leaves than before.
     *
     * @param coordinates indices in ascending order
     * @return plan of the marginal
     */
    PartPlan restrictedTo(List<Integer> coordinates);

    /**
     * The part shifted.
     *
     * @param by shift in thousandths, d numbers
     * @return the plan
     */
    PartPlan moved(List<Integer> by);

    /** {@return the part with all means 0} */
    PartPlan centred();

    /** {@return the part with all scales 1} */
    PartPlan withUnitScales();

    /** The same with other numbers. */
    PartPlan changed(NumberKind.Change change);

    /** {@return plans one change away, within the family or in an inner part; not all are simpler} */
    List<PartPlan> neighbours();

    /** {@return scales to try when shrinking replaces the part by a Gaussian} */
    default List<Integer> typicalScales() {
        return inner().isEmpty() ? List.of(Numbers.UNIT_SCALE)
                : inner().stream().flatMap(part -> part.typicalScales().stream()).distinct().limit(MOST_SCALES)
                        .toList();
    }

    /** {@return plans one change away, each of a smaller size and at least as smooth} */
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

    /** {@return this part and, recursively, all inner parts} */
    default Stream<PartPlan> all() {
        return Stream.concat(Stream.of(this), inner().stream().flatMap(PartPlan::all));
    }

    /**
     * {@return number of parts of a family, this one included}
     *
     * @param of the family
     */
    default int count(Family of) {
        return (int) all().filter(part -> part.family() == of).count();
    }

    /** {@return depth of nesting, 0 for a leaf} */
    default int depth() {
        return inner().isEmpty() ? 0 : 1 + inner().stream().mapToInt(PartPlan::depth).max().orElseThrow();
    }

    /**
     * {@return a list of {@code count} equal numbers}
     *
     * @param count  length
     * @param number the number
     */
    static List<Integer> repeat(int count, int number) {
        return Collections.nCopies(count, number);
    }
}
