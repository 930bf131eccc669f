package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;

/** Plan of a part that is not composite, given by a location and scales. */
sealed interface LeafPlan extends PartPlan permits GaussianPlan, StudentPlan, LocationScalePlan {

    /** The location, d means. */
    List<Integer> means();

    /** One scale per coordinate, one for all, or as the family requires. */
    List<Integer> scales();

    /** Rank of the family in simplicity, 0 for the simplest. */
    int kind();

    /** The same plan with as many other numbers. */
    LeafPlan with(List<Integer> means, List<Integer> scales);

    /** The same plan in fewer coordinates. */
    default PartPlan pick(List<Integer> keptMeans, List<Integer> keptScales) {
        return with(keptMeans, keptScales);
    }

    @Override
    default int dimension() {
        return means().size();
    }

    @Override
    default List<Integer> centre() {
        return means();
    }

    @Override
    default boolean isSmooth() {
        return family().canBeSmooth();
    }

    @Override
    default boolean isMadeOfGaussians() {
        return false;
    }

    @Override
    default boolean stretchesFreely() {
        return true;
    }

    @Override
    default List<PartPlan> inner() {
        return List.of();
    }

    @Override
    default PartSize size() {
        return new PartSize(1, kind(), 0, Numbers.total(means(), Numbers::meanDistance),
                Numbers.total(scales(), Numbers::scaleDistance), 0);
    }

    @Override
    default PartPlan restrictedTo(List<Integer> coordinates) {
        List<Integer> keptScales = scales().size() == dimension()
                ? coordinates.stream().map(scales()::get).toList() : scales();
        return pick(coordinates.stream().map(means()::get).toList(), keptScales);
    }

    @Override
    default PartPlan moved(List<Integer> by) {
        return with(Numbers.sum(means(), by), scales());
    }

    @Override
    default PartPlan centred() {
        return with(PartPlan.repeat(means().size(), 0), scales());
    }

    @Override
    default PartPlan withUnitScales() {
        return with(means(), PartPlan.repeat(scales().size(), Numbers.UNIT_SCALE));
    }

    @Override
    default PartPlan changed(NumberKind.Change change) {
        return with(change.all(NumberKind.MEAN, means()), change.all(NumberKind.SCALE, scales()));
    }

    @Override
    default List<Integer> typicalScales() {
        return scales().isEmpty() ? PartPlan.super.typicalScales() : scales().stream().distinct().toList();
    }

    @Override
    default List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>();
        Numbers.oneReplaced(means(), Numbers::simplerMeans).forEach(simpler -> result.add(with(simpler, scales())));
        Numbers.oneReplaced(scales(), Numbers::simplerScales).forEach(simpler -> result.add(with(means(), simpler)));
        return result;
    }
}
