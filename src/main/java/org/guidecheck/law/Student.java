package org.guidecheck.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.special.Gamma;

/**
 * Multivariate Student t law: N(centre, scale²/G·I) with G ~ Gamma(shape ν/2, rate ν/2).
 *
 * <p>Its density, clean or noised, is the mixture over G, integrated by the trapezoidal rule in log G, which converges
 * exponentially: 100 to 250 Gaussian components. Accuracy of the noised log-density and score: 1e-10 relative, out to
 * 1e5 scales from the centre, or to where the clean density is 1e-280 of its peak. Draws are exact.
 */
public final class Student extends Law {
    /** Smallest degrees of freedom: a Cauchy law. */
    public static final double FEWEST_DEGREES = 1;
    /** Largest degrees of freedom; with more, the law is Gaussian to three digits. */
    public static final double MOST_DEGREES = 1000;

    /** Upper bound of the number of Gaussian components. */
    private static final int MOST_COMPONENTS = 1000;

    /** Largest step of the trapezoidal rule in log G. */
    private static final double STEP = 0.28;
    /** Largest step in units of the width of the integrand's peak. */
    private static final double LARGEST_STEP_IN_PEAK = 0.6;
    /** Components below this logarithm of the peak are left out. */
    private static final double NEGLIGIBLE = -28;
    /** Distance in scales up to which the density is accurate. */
    private static final double FAR = 1e5;
    /** Probability of a point outside {@link #reach}. */
    private static final double OUTSIDE_REACH = 1e-5;
    /** Probability of a point outside a mesh. */
    private static final double OUTSIDE_MESH = 1e-8;

    private final double[] center;
    private final double scale;
    private final double degrees;
    private final Mixture mixture;

    /**
     * Creates a Student law.
     *
     * @param center  d coordinates
     * @param scale   finite, above 0; each coordinate is center_i + scale·t_ν
     * @param degrees ν, from {@value #FEWEST_DEGREES} to {@value #MOST_DEGREES}
     */
    public Student(double[] center, double scale, double degrees) {
        super(LawFamily.STUDENT);
        this.center = Vectors.requireFinite("center", center);
        this.scale = scale;
        this.degrees = degrees;
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("scale", scale, "must be finite and above 0");
        }
        if (!(degrees >= FEWEST_DEGREES && degrees <= MOST_DEGREES)) {
            throw new InvalidInputException("degrees", degrees,
                    "must be from " + FEWEST_DEGREES + " to " + MOST_DEGREES);
        }
        this.mixture = mixture();
    }

    private Mixture mixture() {
        double half = 0.5 * degrees;
        double joint = 0.5 * (degrees + center.length);
        double step = Math.min(STEP, LARGEST_STEP_IN_PEAK / Math.sqrt(joint));
        // From beyond the integrand's peak for a point at the centre to beyond that for the farthest point.
        double last = Math.log(joint / half);
        double peak = joint * last - joint;
        while (joint * last - half * Math.exp(last) > peak + NEGLIGIBLE) {
            last += step;
        }
        double first = Math.log(2 * joint / (degrees + FAR * FAR)) + NEGLIGIBLE / joint;
        double constant = half * Math.log(half) - Gamma.logGamma(half) + Math.log(step);
        List<Double> weights = new ArrayList<>();
        List<Law> parts = new ArrayList<>();
        for (double logG = last; logG > first; logG -= step) {
            double weight = Math.exp(constant + half * logG - half * Math.exp(logG));
            if (weight > 0) {
                weights.add(weight);
                parts.add(Gaussian.isotropic(center, scale * scale * Math.exp(-logG)));
            }
        }
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        return new Mixture(weights.stream().mapToDouble(weight -> weight / sum).toArray(), parts);
    }

    /**
     * {@return a coordinate of the centre}
     *
     * @param i from 0 to d − 1
     */
    public double center(int i) {
        return center[i];
    }

    /**
     * {@return the scale, above 0; the standard deviation of a coordinate is √(ν/(ν − 2)) times it, if ν is above 2}
     */
    public double scale() {
        return scale;
    }

    /** {@return the degrees of freedom ν} */
    public double degrees() {
        return degrees;
    }

    @Override
    public int dimension() {
        return center.length;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return mixture.logDensity(x, level);
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        return mixture.score(x, level);
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double g = AhrensDieterMarsagliaTsangGammaSampler.of(random, 0.5 * degrees, 2 / degrees).sample();
        double[] x = center.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += scale / Math.sqrt(g) * normal.sample();
        }
        return x;
    }

    @Override
    public double narrowestScale() {
        return scale;
    }

    /** For heavy tails, approximately the distance within which a point lies with probability 1 − 1e-5. */
    @Override
    public double reach() {
        double tail = Math.sqrt(OUTSIDE_REACH) * Math.pow(OUTSIDE_REACH, -1 / degrees);
        double deviation = degrees > 2.2 ? Math.sqrt(degrees / (degrees - 2)) : 1;
        return Vectors.norm(center) + scale * Math.max(tail, deviation);
    }

    /** Draws are exact, and the components approximate the density. */
    @Override
    public boolean isGaussianMixture() {
        return false;
    }

    @Override
    public double cost() {
        return mixture.cost();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return mixture.gaussianComponents();
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Student(Vectors.moved(center, factor, by), factor * scale, degrees);
    }

    @Override
    public double[] centre() {
        return center.clone();
    }

    @Override
    public Law scaled(double... factors) {
        return Vectors.areEqual(factors)
                ? new Student(Vectors.scaled(center, factors), factors[0] * scale, degrees)
                : Affine.diagonal(factors, this);
    }

    @Override
    public List<LineFeature> features() {
        double wide = Math.max(1, Math.pow(OUTSIDE_MESH, -1 / degrees) / 8);
        return List.of(new LineFeature(center[0], scale * scale),
                new LineFeature(center[0], scale * scale * wide * wide));
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return mixture.accept(visitor);
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("center", center);
        out.number("scale", scale);
        out.number("degrees", degrees);
    }

    static Student read(ParameterReader from) {
        double[] center = from.point("center");
        from.reserve("center", (long) MOST_COMPONENTS * center.length);
        return new Student(center, from.number("scale"), from.number("degrees"));
    }
}
