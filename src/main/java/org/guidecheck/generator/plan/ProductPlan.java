package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.Law;
import org.guidecheck.law.Product;

/**
 * Plan of a product of laws of groups of coordinates. The simplest has two standard Gaussians on the line.
 *
 * @param parts at least two
 */
record ProductPlan(List<PartPlan> parts) implements CompositePlan {
    private static final int KIND = 10;

    @Override
    public Family family() {
        return Family.PRODUCT;
    }

    @Override
    public int dimension() {
        return parts.stream().mapToInt(PartPlan::dimension).sum();
    }

    @Override
    public Law law() {
        return new Product(parts.stream().map(PartPlan::law).toList());
    }

    @Override
    public PartSize size() {
        return PartSize.sum(parts, PartPlan::size).plus(PartSize.ofKind(KIND));
    }

    @Override
    public List<Integer> centre() {
        return parts.stream().flatMap(factor -> factor.centre().stream()).toList();
    }

    /** False even for Gaussian factors, because laws with many components are kept as products. */
    @Override
    public boolean isMadeOfGaussians() {
        return false;
    }

    @Override
    public PartPlan restrictedTo(List<Integer> coordinates) {
        List<PartPlan> kept = new ArrayList<>();
        int from = 0;
        for (PartPlan factor : parts) {
            int start = from;
            int end = from + factor.dimension();
            List<Integer> own = coordinates.stream().filter(i -> i >= start && i < end).map(i -> i - start).toList();
            if (!own.isEmpty()) {
                kept.add(factor.restrictedTo(own));
            }
            from = end;
        }
        return of(kept);
    }

    private static PartPlan of(List<PartPlan> kept) {
        return kept.size() == 1 ? kept.get(0) : new ProductPlan(List.copyOf(kept));
    }

    @Override
    public PartPlan moved(List<Integer> by) {
        List<PartPlan> moved = new ArrayList<>();
        int from = 0;
        for (PartPlan factor : parts) {
            moved.add(factor.moved(by.subList(from, from + factor.dimension())));
            from += factor.dimension();
        }
        return new ProductPlan(List.copyOf(moved));
    }

    @Override
    public CompositePlan changed(NumberKind.Change change) {
        return map(factor -> factor.changed(change));
    }

    @Override
    public ProductPlan with(List<PartPlan> newParts) {
        return new ProductPlan(newParts);
    }

    @Override
    public List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>();
        for (int k = 0; parts.size() > 2 && k + 1 < parts.size(); k++) {
            PartPlan joined = GaussianPlan.standard(parts.get(k).dimension() + parts.get(k + 1).dimension());
            result.add(new ProductPlan(Numbers.without(Numbers.with(parts, k, joined), k + 1)));
        }
        result.addAll(withOneSimpler());
        return result;
    }
}
