package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/**
 * Uniform law on the surface of a sphere: two atoms on the line, a circle in the plane.
 *
 * <p>With z = x/√t, σ = √(τ/t), ρ the distance of z from the centre and κ = ρr/σ², the density of X_0 + σZ at z is
 * (2πσ²)^{−d/2} exp(−(ρ² + r²)/(2σ²)) ₀F₁(; d/2; κ²/4). The factor ₀F₁, the mean of e^{κ cos θ} over the sphere, is a
 * modified Bessel function; its series is DLMF 10.25.2, its expansion for large κ DLMF 10.40.1.
 *
 * <p>The clean law has no density, so processes must stop before clean data. Accuracy of the noised log-density and
 * score: 1e-11 relative, out to 40 standard deviations, in up to {@value #LARGEST_DIMENSION} dimensions.
 */
public final class Sphere extends Law {
    /** Largest number of coordinates of a sphere. */
    public static final int LARGEST_DIMENSION = 64;
    /** Cost of a point, in coordinates of an isotropic Gaussian. */
    private static final double COST = 64;

    private final double[] center;
    private final double radius;

    /**
     * Creates the law of a sphere.
     *
     * @param center d coordinates, at most {@value #LARGEST_DIMENSION}
     * @param radius finite, above 0
     */
    public Sphere(double[] center, double radius) {
        super(LawFamily.SPHERE);
        this.center = Vectors.requireFinite("center", center);
        this.radius = radius;
        if (center.length > LARGEST_DIMENSION) {
            throw new InvalidInputException("center", center.length, "must have a dimension of at most "
                    + LARGEST_DIMENSION + " (a sphere's noised density is computed up to there)");
        }
        if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("radius", radius, "must be finite and above 0");
        }
    }

    /**
     * {@return a coordinate of the centre}
     *
     * @param i from 0 to d − 1
     */
    public double center(int i) {
        return center[i];
    }

    /** {@return the radius r, above 0} */
    public double radius() {
        return radius;
    }

    @Override
    public int dimension() {
        return center.length;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        T ratio = level.signal().divide(level.noise());
        T square = squaredDistance(x, level);
        // −(ρ² + r²)/(2σ²) + log ₀F₁ − d/2·log(2πτ), with 1/σ² = ratio.
        return square.add(radius * radius).multiply(ratio).multiply(-0.5)
                .add(SphereMgf.log(dimension(), square.multiply(ratio).multiply(ratio).multiply(radius * radius)))
                .subtract(level.noise().multiply(2 * Math.PI).log().multiply(0.5 * dimension()));
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T ratio = level.signal().divide(level.noise());
        T square = squaredDistance(x, level).multiply(ratio).multiply(ratio).multiply(radius * radius);
        // The derivative of log ₀F₁ in κ² is multiplied by ∇κ² = 2 (r t/τ)² (z − centre), over √t.
        T factor = SphereMgf.logDerivative(dimension(), square).multiply(2 * radius * radius).multiply(ratio)
                .multiply(ratio).subtract(ratio).divide(root);
        T[] result = MathArrays.buildArray(root.getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i].divide(root).subtract(center[i]).multiply(factor);
        }
        return result;
    }

    /** ρ². */
    private <T extends CalculusFieldElement<T>> T squaredDistance(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T square = root.getField().getZero();
        for (int i = 0; i < x.length; i++) {
            T z = x[i].divide(root).subtract(center[i]);
            square = square.add(z.multiply(z));
        }
        return square;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        double[] x = UnitSphereSampler.of(random, dimension()).sample();
        for (int i = 0; i < x.length; i++) {
            x[i] = center[i] + radius * x[i];
        }
        return x;
    }

    @Override
    public double narrowestScale() {
        return 0;
    }

    @Override
    public double reach() {
        return Vectors.norm(center) + radius;
    }

    @Override
    public OptionalDouble supportReach() {
        return OptionalDouble.of(Vectors.norm(center) + radius);
    }

    @Override
    public double cost() {
        return COST + dimension();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return Optional.empty();
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Sphere(Vectors.moved(center, factor, by), factor * radius);
    }

    @Override
    public double[] centre() {
        return center.clone();
    }

    @Override
    public Law scaled(double... factors) {
        if (!Vectors.areEqual(factors)) {
            throw new InvalidInputException("factors", Arrays.toString(factors),
                    "must be equal in all directions for a sphere");
        }
        return new Sphere(Vectors.scaled(center, factors), factors[0] * radius);
    }

    @Override
    public List<LineFeature> features() {
        return List.of(new LineFeature(center[0] - radius, 0), new LineFeature(center[0] + radius, 0));
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return visitor.sphere(this);
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("center", center);
        out.number("radius", radius);
    }
}
