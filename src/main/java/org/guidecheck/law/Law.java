package org.guidecheck.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64Field;

/**
 * Probability law of a random vector X_0 in d dimensions, with exact sampling and the closed-form density and score of
 * the noised vector √t X_0 + √τ Z.
 *
 * <p>The generic methods are the scalar reference: one point at a time, over any Hipparchus field, so that derivatives
 * in space and time come from the same code as the values. Every family has a constant in {@link LawFamily}, which
 * names it in files. Two laws are equal if they are of the same family and have bitwise equal parameters.
 */
public abstract class Law {
    /** Largest number of coordinates of a law. */
    public static final int LARGEST_DIMENSION = 100_000;

    private final LawFamily family;

    /** Package-private: the families are a closed set. */
    Law(LawFamily family) {
        this.family = family;
    }

    /** {@return the number of coordinates, d ≥ 1} */
    public abstract int dimension();

    /**
     * Log-density of the noised vector √t X_0 + √τ Z.
     *
     * @param x     a point, d coordinates
     * @param level noise level; above 0 noise if the law has no density
     * @param <T>   elements of the field
     * @return log p_τ(x), natural logarithm
     */
    public abstract <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level);

    /**
     * Score of the noised vector.
     *
     * @param x     a point, d coordinates
     * @param level noise level
     * @param <T>   elements of the field
     * @return ∇ log p_τ(x), d coordinates
     */
    public abstract <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level);

    /**
     * Draws the clean vector X_0 exactly.
     *
     * @param random source of randomness
     * @return d coordinates
     */
    public abstract double[] draw(UniformRandomProvider random);

    /**
     * Smallest standard deviation of any component of the law in any direction: the scale that a time grid must
     * resolve.
     *
     * @return at least 0; 0 if some component has no density (an atom, a singular Gaussian) or a sharp edge
     */
    public abstract double narrowestScale();

    /**
     * Distance from the origin within which each component has its centre and one standard deviation in every
     * direction.
     *
     * @return at least 0
     */
    public abstract double reach();

    /**
     * {@return a centre of the law, which moves with it: its mean, or the centre of symmetry of a law with heavy tails;
     * d coordinates}
     */
    public abstract double[] centre();

    /**
     * The law of factor·(X + by), of the same family.
     *
     * @param factor above 0
     * @param by     d finite numbers
     * @return the law
     */
    public abstract Law moved(double factor, double... by);

    /**
     * The law as a finite mixture of Gaussians, with weights that sum to 1. Atoms are Gaussians of covariance 0.
     *
     * @return the components, in order; empty if the law is not such a mixture, or has too many components
     */
    public abstract Optional<List<Component>> gaussianComponents();

    /**
     * Radius of a ball about the origin that holds all draws.
     *
     * @return at least 0; empty if draws are unbounded
     */
    public OptionalDouble supportReach() {
        return OptionalDouble.empty();
    }

    /**
     * Whether {@link #gaussianComponents} are the law itself, rather than none or an approximation of it.
     *
     * @return whether the law is a mixture of those Gaussians
     */
    public boolean isGaussianMixture() {
        return gaussianComponents().isPresent();
    }

    /**
     * The law of the vector with coordinates factor_i · X_i.
     *
     * @param factors d numbers above 0
     * @return a law of the same family if it contains the scaled law, otherwise an {@link Affine}
     * @throws InvalidInputException if the noised density of the scaled law has no closed form
     */
    public abstract Law scaled(double... factors);

    /**
     * {@return the components, edges, peaks and tails of the first coordinate that a mesh must resolve; at least one}
     */
    public abstract List<LineFeature> features();

    /**
     * Calls the visitor's method for the form of this law's noised density.
     *
     * @param visitor the visitor
     * @param <R>     type of its result
     * @return its result
     */
    public abstract <R> R accept(DensityVisitor<R> visitor);

    /** {@return the family, which names the law in files} */
    public final LawFamily family() {
        return family;
    }

    /**
     * Writes the parameters.
     *
     * @param out receives them in the order of {@link LawFamily#parameters}
     */
    public abstract void writeTo(ParameterWriter out);

    /**
     * Approximate cost of one evaluation of density and score, for sizing batches.
     *
     * @return the cost in units of one coordinate of an isotropic Gaussian
     */
    public abstract double cost();

    /**
     * Weighted Gaussian component of a mixture.
     *
     * @param weight   in [0, 1]
     * @param gaussian its law
     */
    public record Component(double weight, Gaussian gaussian) {
    }

    /**
     * Log-density of the noised vector at a point of doubles.
     *
     * @param x     a point, d coordinates
     * @param level noise level; above 0 noise if the law has no density
     * @return log p_τ(x)
     */
    public double logDensity(double[] x, NoiseLevel level) {
        return logDensity(Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /**
     * Score of the noised vector at a point of doubles.
     *
     * @param x     a point, d coordinates
     * @param level noise level
     * @return ∇ log p_τ(x), d coordinates
     */
    public double[] score(double[] x, NoiseLevel level) {
        return Vectors.toDoubles(score(Vectors.elements(x), level.in(Binary64Field.getInstance())));
    }

    /**
     * Whether some component has no density or a sharp edge, so that processes must stop before clean data
     * (see theory.md, "Laws without a density").
     *
     * @return narrowestScale() = 0
     */
    public boolean isDegenerate() {
        return narrowestScale() == 0;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Law that && family == that.family
                && Arrays.deepEquals(parameters(), that.parameters());
    }

    @Override
    public final int hashCode() {
        return 31 * family.label().hashCode() + Arrays.deepHashCode(parameters());
    }

    private Object[] parameters() {
        List<Object> result = new ArrayList<>();
        writeTo(new ParameterWriter() {
            @Override
            public void number(String name, double value) {
                result.add(value);
            }

            @Override
            public void numbers(String name, double[] values) {
                result.add(values);
            }

            @Override
            public void matrix(String name, double[][] rows) {
                result.add(rows);
            }

            @Override
            public void law(String name, Law law) {
                result.add(law);
            }

            @Override
            public void laws(String name, List<Law> laws) {
                result.add(laws);
            }
        });
        return result.toArray();
    }

    /** Family and dimension, such as {@code gaussian in 2 dimensions}. */
    @Override
    public final String toString() {
        return family.label() + " in " + dimension() + (dimension() == 1 ? " dimension" : " dimensions");
    }
}
