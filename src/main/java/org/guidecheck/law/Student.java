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
 * Multivariate Student t: a Gaussian of variance scale²/G in every direction, G of the law Gamma(ν/2, rate ν/2).
 *
 * <p>Its density, noised or not, is that mixture over G, summed by the trapezoidal rule in log G, which converges
 * exponentially for it: some 100 to 250 Gaussian components. Accuracy of the noised log-density and score: 1e-10 relative,
 * out to 1e5 scales from the centre, or to where the clean density is 1e-280 of its peak. Draws are exact.
 */
public final class Student extends Law {
    /** The fewest degrees of freedom: a Cauchy law. */
    public static final double FEWEST_DEGREES = 1;
    /** The most: beyond, the law is a Gaussian to three digits. */
    public static final double MOST_DEGREES = 1000;

    /** At most this many components make up the law. */
    private static final int MOST_COMPONENTS = 1000;

    private static final double STEP = 0.28;
    /** Step over the width of the peak of log G's density. */
    private static final double LARGEST_STEP_IN_PEAK = 0.6;
    /** What is left out, in logarithms. */
    private static final double NEGLIGIBLE = -28;
    private static final double FAR = 1e5;
    /** The share of the data that may lie where the start of a time grid does not expect it. */
    private static final double OVERLOOKED = 1e-5;

    /** The share of the tail that no mesh need hold. */
    private static final double OVERLOOKED_ON_MESH = 1e-8;

    private final double[] center;
    private final double scale;
    private final double degrees;
    private final Mixture mixture;

    /**
     * Takes centre, scale and degrees of freedom.
     *
     * @param center  d coordinates
     * @param scale   above 0; along a line through the centre, X is centre + scale·t
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
        // The peak of the integrand at the centre and at the farthest point; beyond them it falls.
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
     * The middle.
     *
     * @param i coordinate, from 0 to d − 1
     * @return center_i
     */
    public double center(int i) {
        return center[i];
    }

    /**
     * The scale.
     *
     * @return above 0; the standard deviation is √(ν/(ν − 2)) times it, if ν is above 2
     */
    public double scale() {
        return scale;
    }

    /**
     * Degrees of freedom.
     *
     * @return ν
     */
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

    /** With heavy tails, the distance within which all but 1e-5 of the law lies, as far as the tail's power tells. */
    @Override
    public double reach() {
        double tail = Math.sqrt(OVERLOOKED) * Math.pow(OVERLOOKED, -1 / degrees);
        double deviation = degrees > 2.2 ? Math.sqrt(degrees / (degrees - 2)) : 1;
        return Vectors.norm(center) + scale * Math.max(tail, deviation);
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
    public Law scaled(double... factors) {
        return Vectors.areAlike(factors)
                ? new Student(Vectors.scaled(center, factors), factors[0] * scale, degrees)
                : Affine.diagonal(factors, this);
    }

    @Override
    public List<LineFeature> features() {
        double wide = Math.max(1, Math.pow(OVERLOOKED_ON_MESH, -1 / degrees) / 8);
        return List.of(new LineFeature(center[0], scale * scale),
                new LineFeature(center[0], scale * scale * wide * wide));
    }

    @Override
    public <R> R inForm(DensityForms<R> forms) {
        return mixture.inForm(forms);
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
