package org.guidecheck.law;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/**
 * Base of the families of independent coordinates, each with a {@link NoisedLineLaw}. The noised coordinates are
 * independent too: the density of a noised coordinate at x is that of X_0 + σZ at x/√t, divided by √t, with σ = √(τ/t).
 */
abstract class Separable<L extends NoisedLineLaw> extends Law {
    /** Cost of a coordinate, in coordinates of an isotropic Gaussian. */
    private static final double COST = 16;

    private final List<L> lines;

    Separable(LawFamily family, List<L> lines) {
        super(family);
        this.lines = List.copyOf(lines);
    }

    /** Law of coordinate i. */
    final L line(int i) {
        return lines.get(i);
    }

    /** A parameter of each coordinate's law. */
    final double[] each(ToDoubleFunction<L> number) {
        return lines.stream().mapToDouble(number).toArray();
    }

    @Override
    public int dimension() {
        return lines.size();
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T sigma = level.sigma();
        T sum = level.signal().log().multiply(-0.5 * x.length);
        for (int i = 0; i < x.length; i++) {
            sum = sum.add(lines.get(i).logDensity(x[i].divide(root), sigma));
        }
        return sum;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T sigma = level.sigma();
        T[] result = MathArrays.buildArray(root.getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = lines.get(i).score(x[i].divide(root), sigma).divide(root);
        }
        return result;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        return each(line -> line.draw(random));
    }

    @Override
    public double[] centre() {
        return each(NoisedLineLaw::mean);
    }

    @Override
    public double reach() {
        double largest = lines.stream().mapToDouble(NoisedLineLaw::deviation).max().orElseThrow();
        return Vectors.norm(each(NoisedLineLaw::mean)) + largest;
    }

    @Override
    public double cost() {
        return COST * lines.size();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return Optional.empty();
    }

    @Override
    public List<LineFeature> features() {
        return lines.get(0).features();
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return visitor.coordinates(List.copyOf(lines));
    }
}
