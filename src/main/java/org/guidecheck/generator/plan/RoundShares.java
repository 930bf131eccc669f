package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;

/** Simplification of priors and weights to few digits: shares that sum to a round number. */
final class RoundShares {
    /** Totals for halves, quarters, tenths, twentieths and hundredths. */
    private static final int[] TOTALS = {2, 4, 10, 20, 100};

    private RoundShares() {
    }

    /** Laws with all priors rounded, or with the weights of one class rounded. */
    static List<LawPlan> of(LawPlan law) {
        List<LawPlan> result = new ArrayList<>();
        List<ClassPlan> classes = law.classes();
        for (List<Integer> shares : rounded(classes.stream().map(ClassPlan::share).toList())) {
            List<ClassPlan> changed = new ArrayList<>();
            for (int c = 0; c < classes.size(); c++) {
                changed.add(classes.get(c).withShare(shares.get(c)));
            }
            result.add(new LawPlan(List.copyOf(changed)));
        }
        for (int c = 0; c < classes.size(); c++) {
            if (classes.get(c).law() instanceof MixturePlan mixture) {
                for (List<Integer> weights : rounded(mixture.weights())) {
                    result.add(new LawPlan(Numbers.with(classes, c,
                            classes.get(c).withLaw(new MixturePlan(weights, mixture.parts())))));
                }
            }
        }
        return result;
    }

    private static List<List<Integer>> rounded(List<Integer> shares) {
        int sum = shares.stream().mapToInt(Integer::intValue).sum();
        List<List<Integer>> result = new ArrayList<>();
        for (int total : TOTALS) {
            if (total < shares.size() || sum == 0) {
                continue;
            }
            List<Integer> parts = new ArrayList<>();
            int left = total;
            for (int i = 0; i < shares.size(); i++) {
                int others = shares.size() - 1 - i;
                int part = others == 0 ? left
                        : Math.max(1, Math.min(left - others, Math.round((float) shares.get(i) * total / sum)));
                parts.add(part);
                left -= part;
            }
            if (!parts.equals(shares)) {
                result.add(List.copyOf(parts));
            }
        }
        return result;
    }
}
