package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A part built of a list of parts of equal standing. */
sealed interface CompositePlan extends PartPlan permits MixturePlan, ProductPlan {

    /** At least two. */
    List<PartPlan> parts();

    /** The same of other parts, as many. */
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
    default PartPlan ofUnitScales() {
        return map(PartPlan::ofUnitScales);
    }

    /** With one part replaced by a simpler one, in every way. */
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
