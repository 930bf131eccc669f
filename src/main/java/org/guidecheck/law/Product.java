package org.guidecheck.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/**
 * Product law: consecutive groups of coordinates, independent of each other and each with its own law. So is its noised
 * law.
 */
public final class Product extends Law {
    /** Products of mixtures are multiplied out into at most this many Gaussian components. */
    private static final int MOST_COMPONENTS = 64;

    private final List<Law> factors;
    private final int dimension;

    /**
     * Creates a product.
     *
     * @param factors at least one, in the order of their coordinates; of at most {@link Law#LARGEST_DIMENSION} in all
     */
    public Product(List<? extends Law> factors) {
        super(LawFamily.PRODUCT);
        this.factors = List.copyOf(factors);
        if (factors.isEmpty()) {
            throw new InvalidInputException("factors", "must have at least one factor");
        }
        long sum = factors.stream().mapToLong(Law::dimension).sum();
        if (sum > LARGEST_DIMENSION) {
            throw new InvalidInputException("factors", sum,
                    "must have a dimension of at most " + LARGEST_DIMENSION + " together");
        }
        this.dimension = (int) sum;
    }

    /** {@return the factors, in the order of their coordinates} */
    public List<Law> factors() {
        return factors;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        T sum = level.signal().getField().getZero();
        int from = 0;
        for (Law factor : factors) {
            sum = sum.add(factor.logDensity(Arrays.copyOfRange(x, from, from + factor.dimension()), level));
            from += factor.dimension();
        }
        return sum;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        T[] result = MathArrays.buildArray(level.signal().getField(), x.length);
        int from = 0;
        for (Law factor : factors) {
            T[] part = factor.score(Arrays.copyOfRange(x, from, from + factor.dimension()), level);
            System.arraycopy(part, 0, result, from, part.length);
            from += part.length;
        }
        return result;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        return factors.stream().flatMapToDouble(factor -> Arrays.stream(factor.draw(random))).toArray();
    }

    @Override
    public double narrowestScale() {
        return factors.stream().mapToDouble(Law::narrowestScale).min().orElseThrow();
    }

    @Override
    public double reach() {
        return Vectors.norm(factors.stream().mapToDouble(Law::reach).toArray());
    }

    @Override
    public OptionalDouble supportReach() {
        double square = 0;
        for (Law factor : factors) {
            OptionalDouble part = factor.supportReach();
            if (part.isEmpty()) {
                return part;
            }
            square += part.getAsDouble() * part.getAsDouble();
        }
        return OptionalDouble.of(Math.sqrt(square));
    }

    @Override
    public boolean isGaussianMixture() {
        return factors.stream().allMatch(Law::isGaussianMixture) && gaussianComponents().isPresent();
    }

    @Override
    public double cost() {
        return factors.stream().mapToDouble(Law::cost).sum();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        List<Component> result = null;
        for (Law factor : factors) {
            Optional<List<Component>> next = factor.gaussianComponents();
            if (next.isEmpty() || (result == null ? 1L : result.size()) * next.get().size() > MOST_COMPONENTS) {
                return Optional.empty();
            }
            result = result == null ? next.get() : joined(result, next.get());
        }
        return Optional.ofNullable(result);
    }

    private static List<Component> joined(List<Component> first, List<Component> second) {
        List<Component> result = new ArrayList<>();
        for (Component a : first) {
            for (Component b : second) {
                result.add(new Component(a.weight() * b.weight(), joined(a.gaussian(), b.gaussian())));
            }
        }
        return result;
    }

    private static Gaussian joined(Gaussian first, Gaussian second) {
        int m = first.dimension();
        int d = m + second.dimension();
        double[] mean = new double[d];
        Arrays.setAll(mean, i -> i < m ? first.mean(i) : second.mean(i - m));
        if (first.covariance() instanceof Covariance.Full || second.covariance() instanceof Covariance.Full) {
            double[][] matrix = new double[d][d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    if ((i < m) == (j < m)) {
                        matrix[i][j] = i < m ? first.covariance().entry(i, j) : second.covariance().entry(i - m, j - m);
                    }
                }
            }
            return new Gaussian(mean, new Covariance.Full(matrix));
        }
        double[] variances = new double[d];
        Arrays.setAll(variances,
                i -> i < m ? first.covariance().variance(i) : second.covariance().variance(i - m));
        return new Gaussian(mean, new Covariance.Diagonal(variances));
    }

    @Override
    public Law moved(double factor, double... by) {
        List<Law> result = new ArrayList<>();
        int from = 0;
        for (Law each : factors) {
            result.add(each.moved(factor, Arrays.copyOfRange(by, from, from + each.dimension())));
            from += each.dimension();
        }
        return new Product(result);
    }

    @Override
    public double[] centre() {
        return factors.stream().flatMapToDouble(each -> Arrays.stream(each.centre())).toArray();
    }

    @Override
    public Law scaled(double... scale) {
        List<Law> result = new ArrayList<>();
        int from = 0;
        for (Law factor : factors) {
            result.add(factor.scaled(Arrays.copyOfRange(scale, from, from + factor.dimension())));
            from += factor.dimension();
        }
        return new Product(result);
    }

    @Override
    public List<LineFeature> features() {
        return factors.get(0).features();
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return gaussianComponents().map(visitor::gaussians).orElseGet(() -> visitor.product(factors));
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.laws("factors", factors);
    }
}
