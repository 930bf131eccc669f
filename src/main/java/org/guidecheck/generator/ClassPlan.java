package org.guidecheck.generator;

import java.util.List;
import java.util.function.UnaryOperator;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Mixture;

/**
 * A class of a law.
 *
 * @param share its prior, before the priors are made to sum to 1
 * @param parts at least one
 */
record ClassPlan(int share, List<PartPlan> parts) {

    Distribution law() {
        if (parts.size() == 1) {
            return parts.get(0).law();
        }
        int total = parts.stream().mapToInt(PartPlan::weight).sum();
        // Nothing forbids every weight to be 0; then they are equal.
        double[] weights = parts.stream()
                .mapToDouble(part -> total == 0 ? 1.0 / parts.size() : (double) part.weight() / total).toArray();
        return new Mixture(weights, parts.stream().map(PartPlan::law).toList());
    }

    long numbersInShares() {
        return Numbers.shareDistance(share)
                + parts.stream().mapToLong(part -> Numbers.shareDistance(part.weight())).sum();
    }

    ClassPlan ofShare(int newShare) {
        return new ClassPlan(newShare, parts);
    }

    /** Of one part, whose weight says nothing. */
    ClassPlan ofOnly(PartPlan part) {
        return new ClassPlan(share, List.of(part.withWeight(1)));
    }

    ClassPlan with(int index, PartPlan part) {
        return new ClassPlan(share, Numbers.with(parts, index, part));
    }

    ClassPlan without(int index) {
        List<PartPlan> rest = Numbers.without(parts, index);
        return rest.size() == 1 ? ofOnly(rest.get(0)) : new ClassPlan(share, rest);
    }

    ClassPlan map(UnaryOperator<PartPlan> change) {
        return new ClassPlan(share, parts.stream().map(change).toList());
    }
}
