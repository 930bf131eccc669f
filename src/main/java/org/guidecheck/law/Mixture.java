package org.guidecheck.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/**
 * Finite mixture Σ weight_k · component_k. Its noised law mixes the noised components; its score is the mean of their
 * scores under the component posterior.
 */
public final class Mixture extends Law {
    private final double[] weights;
    private final List<Law> components;

    /**
     * Creates a mixture.
     *
     * @param weights    each at least 0, summing to 1 within 1e-9
     * @param components at least one and as many as weights, all of one dimension
     */
    public Mixture(double[] weights, List<? extends Law> components) {
        super(LawFamily.MIXTURE);
        this.components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new InvalidInputException("components", "must have at least one component");
        }
        if (weights.length != components.size()) {
            throw new InvalidInputException("weights", weights.length,
                    "must have one number for each of the " + components.size() + " components");
        }
        this.weights = Probabilities.requireShares("weights", weights);
        for (int k = 0; k < components.size(); k++) {
            int d = components.get(k).dimension();
            if (d != components.get(0).dimension()) {
                throw new InvalidInputException("components[" + k + "]", d,
                        "must have the dimension of components[0] (" + components.get(0).dimension() + ")");
            }
        }
    }

    /**
     * {@return the weight of a component}
     *
     * @param k index of the component, from 0
     */
    public double weight(int k) {
        return weights[k];
    }

    /** {@return the components, in order} */
    public List<Law> parts() {
        return components;
    }

    @Override
    public int dimension() {
        return components.get(0).dimension();
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return LogSumExp.of(weightedLogDensities(x, level));
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        List<T> logs = weightedLogDensities(x, level);
        T total = LogSumExp.of(logs);
        T[] result = MathArrays.buildArray(level.signal().getField(), x.length);
        int next = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                T share = logs.get(next++).subtract(total).exp();
                T[] part = components.get(k).score(x, level);
                for (int i = 0; i < result.length; i++) {
                    result[i] = result[i].add(share.multiply(part[i]));
                }
            }
        }
        return result;
    }

    /** Logarithms of weight·density, of the components of positive weight. */
    private <T extends CalculusFieldElement<T>> List<T> weightedLogDensities(T[] x, NoiseLevel.OfField<T> level) {
        List<T> logs = new ArrayList<>(weights.length);
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                logs.add(components.get(k).logDensity(x, level).add(Math.log(weights[k])));
            }
        }
        return logs;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        return components.get(Probabilities.choose(weights, random)).draw(random);
    }

    @Override
    public double narrowestScale() {
        double result = Double.POSITIVE_INFINITY;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                result = Math.min(result, components.get(k).narrowestScale());
            }
        }
        return result;
    }

    @Override
    public double reach() {
        return components.stream().mapToDouble(Law::reach).max().orElseThrow();
    }

    @Override
    public OptionalDouble supportReach() {
        double most = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                OptionalDouble part = components.get(k).supportReach();
                if (part.isEmpty()) {
                    return part;
                }
                most = Math.max(most, part.getAsDouble());
            }
        }
        return OptionalDouble.of(most);
    }

    @Override
    public boolean isGaussianMixture() {
        return components.stream().allMatch(Law::isGaussianMixture);
    }

    @Override
    public double cost() {
        return components.stream().mapToDouble(Law::cost).sum();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        List<Component> result = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                Optional<List<Component>> parts = components.get(k).gaussianComponents();
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                for (Component inner : parts.get()) {
                    result.add(new Component(weights[k] * inner.weight(), inner.gaussian()));
                }
            }
        }
        return Optional.of(result);
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Mixture(weights, components.stream().map(part -> part.moved(factor, by)).toList());
    }

    @Override
    public double[] centre() {
        double[] sum = new double[dimension()];
        for (int k = 0; k < weights.length; k++) {
            double weight = weights[k];
            double[] part = components.get(k).centre();
            Arrays.setAll(sum, i -> sum[i] + weight * part[i]);
        }
        return sum;
    }

    @Override
    public Law scaled(double... factors) {
        return new Mixture(weights, components.stream().map(part -> part.scaled(factors)).toList());
    }

    @Override
    public List<LineFeature> features() {
        return IntStream.range(0, weights.length).filter(k -> weights[k] > 0).boxed()
                .flatMap(k -> components.get(k).features().stream()).toList();
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return gaussianComponents().map(visitor::gaussians).orElseGet(() -> visitor.mixture(this));
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("weights", weights);
        out.laws("components", components);
    }
}
