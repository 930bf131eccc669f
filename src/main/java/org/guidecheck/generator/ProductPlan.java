package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Product;

/**
 * Independent groups of coordinates. The simplest is two standard Gaussians on the line.
 *
 * @param factors at least two
 */
record ProductPlan(List<PartPlan> factors) implements PartPlan {
    private static final int KIND = 10;

    @Override
    public Family family() {
        return Family.PRODUCT;
    }

    @Override
    public int dimension() {
        return factors.stream().mapToInt(PartPlan::dimension).sum();
    }

    @Override
    public Distribution law() {
        return new Product(factors.stream().map(PartPlan::law).toList());
    }

    @Override
    public PartSize size() {
        return PartSize.sum(factors, PartPlan::size).plus(PartSize.ofKind(KIND));
    }

    @Override
    public List<Integer> centre() {
        return factors.stream().flatMap(factor -> factor.centre().stream()).toList();
    }

    /** Even of Gaussian factors: with many components it would be kept as a product. */
    @Override
    public boolean isMadeOfGaussians() {
        return false;
    }

    @Override
    public List<PartPlan> inner() {
        return factors;
    }

    @Override
    public PartPlan in(List<Integer> coordinates) {
        List<PartPlan> kept = new ArrayList<>();
        int from = 0;
        for (PartPlan factor : factors) {
            int start = from;
            int end = from + factor.dimension();
            List<Integer> own = coordinates.stream().filter(i -> i >= start && i < end).map(i -> i - start).toList();
            if (!own.isEmpty()) {
                kept.add(factor.in(own));
            }
            from = end;
        }
        return ofFactors(kept);
    }

    private static PartPlan ofFactors(List<PartPlan> factors) {
        return factors.size() == 1 ? factors.get(0) : new ProductPlan(List.copyOf(factors));
    }

    @Override
    public PartPlan moved(List<Integer> by) {
        List<PartPlan> moved = new ArrayList<>();
        int from = 0;
        for (PartPlan factor : factors) {
            moved.add(factor.moved(by.subList(from, from + factor.dimension())));
            from += factor.dimension();
        }
        return new ProductPlan(List.copyOf(moved));
    }

    @Override
    public PartPlan centred() {
        return map(PartPlan::centred);
    }

    @Override
    public PartPlan ofUnitScales() {
        return map(PartPlan::ofUnitScales);
    }

    @Override
    public ProductPlan tuned(Tuning tuning) {
        return map(factor -> factor.tuned(tuning));
    }

    private ProductPlan map(UnaryOperator<PartPlan> change) {
        return new ProductPlan(factors.stream().map(change).toList());
    }

    @Override
    public List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>();
        for (int k = 0; factors.size() > 2 && k + 1 < factors.size(); k++) {
            PartPlan joined = GaussianPlan.standard(factors.get(k).dimension() + factors.get(k + 1).dimension());
            result.add(new ProductPlan(Numbers.without(Numbers.with(factors, k, joined), k + 1)));
        }
        for (int k = 0; k < factors.size(); k++) {
            for (PartPlan option : factors.get(k).simpler()) {
                result.add(new ProductPlan(Numbers.with(factors, k, option)));
            }
        }
        return result;
    }
}
