package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Plan of a part composed of a list of parts of the same role: a mixture or a product. */
sealed interface CompositePlan extends PartPlan permits MixturePlan, ProductPlan {

    /** The parts, at least two. */
    List<PartPlan> parts();

    /** The same plan with as many other parts. */
    CompositePlan with(List<PartPlan> parts);

    default CompositePlan map(UnaryOperator<PartPlan> change) {
        return with(parts().stream().map(change).toList());
    }

    @Override
    default List<PartPlan> inner() {
        return parts();
    }

    @Override
    default PartPlan centred() {
        return map(PartPlan::centred);
    }

    @Override
    default PartPlan withUnitScales() {
        return map(PartPlan::withUnitScales);
    }

    /** All plans with one part replaced by a simpler one. */
    default List<PartPlan> withOneSimpler() {
        List<PartPlan> result = new ArrayList<>();
        for (int k = 0; k < parts().size(); k++) {
            for (PartPlan option : parts().get(k).simpler()) {
                result.add(with(Numbers.with(parts(), k, option)));
            }
        }
        return result;
    }
}
