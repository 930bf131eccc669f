package org.guidecheck.generator;

/**
 * A class of a law.
 *
 * @param share its prior, before the priors are made to sum to 1
 * @param law   a {@link MixturePlan}, if it has several components
 */
record ClassPlan(int share, PartPlan law) {

    ClassPlan ofShare(int newShare) {
        return new ClassPlan(newShare, law);
    }

    ClassPlan ofLaw(PartPlan newLaw) {
        return new ClassPlan(share, newLaw);
    }
}
