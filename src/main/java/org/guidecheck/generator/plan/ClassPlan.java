package org.guidecheck.generator.plan;

/**
 * Plan of one class of a law.
 *
 * @param share prior up to a common factor, at least 1
 * @param law   law of the class; a {@link MixturePlan} if it has several components
 * @param size  size of the law, stored because neighbouring plans share most of their classes
 */
public record ClassPlan(int share, PartPlan law, PartSize size) {
    ClassPlan(int share, PartPlan law) {
        this(share, law, law.size());
    }

    ClassPlan withShare(int newShare) {
        return new ClassPlan(newShare, law, size);
    }

    ClassPlan withLaw(PartPlan newLaw) {
        return new ClassPlan(share, newLaw);
    }
}
