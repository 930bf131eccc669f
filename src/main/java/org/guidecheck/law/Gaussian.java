package org.guidecheck.law;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/**
 * Normal law N(mean, Σ) with an isotropic, diagonal or full covariance, which may be singular.
 *
 * <p>Its noised law is N(√t·mean, tΣ + τI); density and score are computed in the axes of Σ.
 */
public final class Gaussian extends Law {
    private static final double LOG_2PI = Math.log(2 * Math.PI);

    private final double[] mean;
    private final Covariance covariance;

    /**
     * Creates N(mean, Σ).
     *
     * @param mean       d coordinates
     * @param covariance Σ, of dimension d
     */
    public Gaussian(double[] mean, Covariance covariance) {
        super(LawFamily.GAUSSIAN);
        this.mean = Vectors.requireFinite("mean", mean);
        this.covariance = covariance;
        if (covariance.dimension() != mean.length) {
            throw new InvalidInputException("covariance", covariance.dimension(),
                    "must have the dimension of the mean (" + mean.length + ")");
        }
    }

    /**
     * {@return N(mean, variance·I)}
     *
     * @param mean     d coordinates
     * @param variance at least 0
     */
    public static Gaussian isotropic(double[] mean, double variance) {
        return new Gaussian(mean, new Covariance.Isotropic(mean.length, variance));
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    /**
     * {@return a coordinate of the mean}
     *
     * @param i from 0 to d − 1
     */
    public double mean(int i) {
        return mean[i];
    }

    /** {@return the covariance Σ} */
    public Covariance covariance() {
        return covariance;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        T[] z = inAxes(x, level);
        T sum = level.signal().getField().getZero();
        for (int a = 0; a < z.length; a++) {
            T v = noisedVariance(a, level);
            sum = sum.add(z[a].multiply(z[a]).divide(v)).add(v.log()).add(LOG_2PI);
        }
        return sum.multiply(-0.5);
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        T[] z = inAxes(x, level);
        for (int a = 0; a < z.length; a++) {
            z[a] = z[a].divide(noisedVariance(a, level)).negate();
        }
        if (covariance instanceof Covariance.Full full) {
            T[] result = MathArrays.buildArray(level.signal().getField(), z.length);
            for (int i = 0; i < z.length; i++) {
                for (int a = 0; a < z.length; a++) {
                    result[i] = result[i].add(z[a].multiply(full.axis(a, i)));
                }
            }
            return result;
        }
        return z;
    }

    /** x − √t·mean, in the axes of the covariance. */
    private <T extends CalculusFieldElement<T>> T[] inAxes(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T[] z = MathArrays.buildArray(level.signal().getField(), mean.length);
        for (int i = 0; i < z.length; i++) {
            z[i] = x[i].subtract(root.multiply(mean[i]));
        }
        if (!(covariance instanceof Covariance.Full full)) {
            return z;
        }
        T[] rotated = MathArrays.buildArray(level.signal().getField(), mean.length);
        for (int a = 0; a < z.length; a++) {
            for (int i = 0; i < z.length; i++) {
                rotated[a] = rotated[a].add(z[i].multiply(full.axis(a, i)));
            }
        }
        return rotated;
    }

    private <T extends CalculusFieldElement<T>> T noisedVariance(int axis, NoiseLevel.OfField<T> level) {
        return level.signal().multiply(covariance.variance(axis)).add(level.noise());
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] x = mean.clone();
        for (int a = 0; a < x.length; a++) {
            double z = Math.sqrt(covariance.variance(a)) * normal.sample();
            if (covariance instanceof Covariance.Full full) {
                for (int i = 0; i < x.length; i++) {
                    x[i] += z * full.axis(a, i);
                }
            } else {
                x[a] += z;
            }
        }
        return x;
    }

    @Override
    public double narrowestScale() {
        return Math.sqrt(covariance.smallest());
    }

    @Override
    public double reach() {
        return Vectors.norm(mean) + Math.sqrt(covariance.largest());
    }

    @Override
    public OptionalDouble supportReach() {
        return covariance.largest() == 0 ? OptionalDouble.of(Vectors.norm(mean)) : OptionalDouble.empty();
    }

    @Override
    public double cost() {
        return (covariance instanceof Covariance.Full ? 2.0 * mean.length : 1) * mean.length;
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return Optional.of(List.of(new Component(1, this)));
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Gaussian(Vectors.moved(mean, factor, by), covariance.times(factor * factor));
    }

    @Override
    public double[] centre() {
        return mean.clone();
    }

    @Override
    public Law scaled(double... factors) {
        return Affine.diagonal(factors, this);
    }

    @Override
    public List<LineFeature> features() {
        return LineFeature.ofComponents(List.of(new Component(1, this)));
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return visitor.gaussians(List.of(new Component(1, this)));
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("mean", mean);
        covariance.writeTo("covariance", out);
    }
}
