package org.guidecheck.generator.plan;

/**
 * A class of a law.
 *
 * @param share its prior, before the priors are made to sum to 1
 * @param law   a {@link MixturePlan}, if it has several components
 * @param size  of the law: most neighbours of a plan share most of its classes, whose sizes are then at hand
 */
public record ClassPlan(int share, PartPlan law, PartSize size) {
    ClassPlan(int share, PartPlan law) {
        this(share, law, law.size());
    }

    ClassPlan ofShare(int newShare) {
        return new ClassPlan(newShare, law, size);
    }

    ClassPlan ofLaw(PartPlan newLaw) {
        return new ClassPlan(share, newLaw);
    }
}
