package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;

/** A part given by where it is and how wide: built of no others. */
sealed interface LeafPlan extends PartPlan permits GaussianPlan, StudentPlan, LocationScalePlan {

    /** d numbers. */
    List<Integer> means();

    /** One number for each coordinate, or one for all, or as the family says. */
    List<Integer> scales();

    /** The family's place in the order, 0 for the simplest. */
    int kind();

    /** The same with other numbers, as many. */
    LeafPlan with(List<Integer> means, List<Integer> scales);

    /** The same in fewer coordinates. */
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
    default PartPlan in(List<Integer> coordinates) {
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
    default PartPlan ofUnitScales() {
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
