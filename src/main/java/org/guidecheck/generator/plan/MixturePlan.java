package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;

/**
 * Plan of a mixture. The simplest has two standard Gaussians of equal weight.
 *
 * @param weights weights up to a common factor, whole numbers, at least 0
 * @param parts   as many parts, at least two, of equal dimension
 */
public record MixturePlan(List<Integer> weights, List<PartPlan> parts) implements CompositePlan {
    private static final int KIND = 10;

    @Override
    public Family family() {
        return Family.MIXTURE;
    }

    @Override
    public int dimension() {
        return parts.get(0).dimension();
    }

    @Override
    public Law law() {
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        // If all weights are 0, the parts get equal weights.
        double[] shares = weights.stream()
                .mapToDouble(weight -> total == 0 ? 1.0 / parts.size() : (double) weight / total).toArray();
        return new Mixture(shares, parts.stream().map(PartPlan::law).toList());
    }

    @Override
    public PartSize size() {
        return PartSize.sum(parts, PartPlan::size)
                .plus(new PartSize(0, KIND, Numbers.total(weights, Numbers::shareDistance), 0, 0, 0));
    }

    @Override
    public List<Integer> centre() {
        return parts.get(0).centre();
    }

    @Override
    public boolean isMadeOfGaussians() {
        return parts.stream().allMatch(PartPlan::isMadeOfGaussians);
    }

    @Override
    public PartPlan restrictedTo(List<Integer> coordinates) {
        return map(part -> part.restrictedTo(coordinates));
    }

    @Override
    public PartPlan moved(List<Integer> by) {
        return map(part -> part.moved(by));
    }

    @Override
    public MixturePlan changed(NumberKind.Change change) {
        return new MixturePlan(change.all(NumberKind.SHARE, weights),
                parts.stream().map(part -> part.changed(change)).toList());
    }

    @Override
    public MixturePlan with(List<PartPlan> newParts) {
        return new MixturePlan(weights, newParts);
    }

    @Override
    public List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>(parts);
        for (int k = 0; parts.size() > 2 && k < parts.size(); k++) {
            result.add(new MixturePlan(Numbers.without(weights, k), Numbers.without(parts, k)));
            for (int heir = 0; heir < parts.size(); heir++) {
                // If another part inherits the weight, the weights of the remaining parts do not change.
                if (heir != k) {
                    List<Integer> inherited = Numbers.with(weights, heir, weights.get(heir) + weights.get(k));
                    result.add(new MixturePlan(Numbers.without(inherited, k), Numbers.without(parts, k)));
                }
            }
        }
        Numbers.oneReplaced(weights, Numbers::simplerShares)
                .forEach(simpler -> result.add(new MixturePlan(simpler, parts)));
        result.addAll(withOneSimpler());
        return result;
    }
}
