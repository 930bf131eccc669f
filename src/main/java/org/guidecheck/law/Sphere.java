package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/**
 * Uniform on the surface of a sphere: two atoms on the line, a circle in the plane.
 *
 * <p>At z = x/√t and σ = √(τ/t) the noised density is that of N(centre, σ²I) at distance ρ, averaged over directions:
 * (2πσ²)^{−d/2} exp(−(ρ² + r²)/(2σ²)) ₀F₁(; d/2; κ²/4) with κ = ρr/σ². The average ₀F₁ is a modified Bessel function;
 * its series is DLMF 10.25.2, its expansion for large κ DLMF 10.40.1.
 *
 * <p>It has no density of its own, so it is left before t = 1. Accuracy of the noised log-density and score: 1e-11
 * relative, out to 40 standard deviations, in up to {@value #LARGEST_DIMENSION} dimensions.
 */
public final class Sphere extends Law {
    /** The most coordinates. */
    public static final int LARGEST_DIMENSION = 64;
    /** A point costs about as much as this many coordinates of a Gaussian's. */
    private static final double COST = 64;

    private final double[] center;
    private final double radius;

    /**
     * Takes centre and radius.
     *
     * @param center d coordinates, at most {@value #LARGEST_DIMENSION}
     * @param radius above 0
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
     * The middle.
     *
     * @param i coordinate, from 0 to d − 1
     * @return center_i
     */
    public double center(int i) {
        return center[i];
    }

    /**
     * The radius.
     *
     * @return r above 0
     */
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
        // (ρ − r)² = ρ² + r² − 2ρr; the last term is what the mean over directions makes up for.
        return square.add(radius * radius).multiply(ratio).multiply(-0.5)
                .add(SphereMgf.log(dimension(), square.multiply(ratio).multiply(ratio).multiply(radius * radius)))
                .subtract(level.noise().multiply(2 * Math.PI).log().multiply(0.5 * dimension()));
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T ratio = level.signal().divide(level.noise());
        T square = squaredDistance(x, level).multiply(ratio).multiply(ratio).multiply(radius * radius);
        // ∇ of the log-mean: its derivative in κ², times 2 (r t/τ)² (z − centre), over √t.
        T pull = SphereMgf.logDerivative(dimension(), square).multiply(2 * radius * radius).multiply(ratio).multiply(ratio)
                .subtract(ratio).divide(root);
        T[] result = MathArrays.buildArray(root.getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i].divide(root).subtract(center[i]).multiply(pull);
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
    public double cost() {
        return COST + dimension();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return Optional.empty();
    }

    @Override
    public Law scaled(double... factors) {
        if (!Vectors.areAlike(factors)) {
            throw new InvalidInputException("factors", Arrays.toString(factors),
                    "a sphere can be stretched alike in all directions only");
        }
        return new Sphere(Vectors.scaled(center, factors), factors[0] * radius);
    }

    @Override
    public List<LineFeature> features() {
        return List.of(new LineFeature(center[0] - radius, 0), new LineFeature(center[0] + radius, 0));
    }

    @Override
    public <R> R inForm(DensityForms<R> forms) {
        return forms.sphere(this);
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("center", center);
        out.number("radius", radius);
    }
}
