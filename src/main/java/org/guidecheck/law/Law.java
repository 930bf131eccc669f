package org.guidecheck.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;

/**
 * The law of a random vector X_0, with everything that noising does to it in closed form.
 *
 * <p>The generic methods are the scalar reference; they accept any Hipparchus field, so that derivatives in space and
 * time come from the same code as the values. Every family has a constant in {@link LawFamily}, by which files name it.
 */
public abstract class Law {
    /** The most coordinates of a law. */
    public static final int LARGEST_DIMENSION = 100_000;

    private final LawFamily family;

    /** Families are of this package, each with a constant of its own. */
    Law(LawFamily family) {
        this.family = family;
    }

    /**
     * Number of coordinates.
     *
     * @return d ≥ 1
     */
    public abstract int dimension();

    /**
     * Log-density of the noised vector √t X_0 + √τ Z.
     *
     * @param x     a point, d coordinates
     * @param level noise level; must be noisy where the law has no density of its own
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
     * An exact draw of the clean vector X_0.
     *
     * @param random source of randomness
     * @return d coordinates
     */
    public abstract double[] draw(UniformRandomProvider random);

    /**
     * The smallest standard deviation of any part of the law in any direction: the scale that a time grid must resolve.
     *
     * @return at least 0; 0 says that some part has no density (an atom, a flat Gaussian)
     */
    public abstract double narrowestScale();

    /**
     * How far the law reaches: a distance from the origin within which each part has its centre and a standard
     * deviation in every direction.
     *
     * @return at least 0
     */
    public abstract double reach();

    /**
     * The law as Gaussian components, with weights that sum to 1. Atoms are Gaussians of covariance 0.
     *
     * @return the components, in order; empty if the law is no finite mixture of Gaussians, or one of too many
     */
    public abstract Optional<List<Component>> gaussianComponents();

    /**
     * The law of factor_i · X_i.
     *
     * @param factors d numbers above 0
     * @return a law without an {@link Affine} around it wherever the family has one of that form
     * @throws InvalidInputException if its noised density would be unknown
     */
    public abstract Law scaled(double... factors);

    /**
     * The places on the line at which the law has structure.
     *
     * @return at least one; of the first coordinate, if there are more
     */
    public abstract List<LineFeature> features();

    /**
     * Tells an evaluator the form of the noised density.
     *
     * @param forms the evaluator
     * @param <R>   its result
     * @return the result of its method for the form
     */
    public abstract <R> R inForm(DensityForms<R> forms);

    /** {@return the family, by which files name the law} */
    public final LawFamily family() {
        return family;
    }

    /**
     * Writes the parameters.
     *
     * @param out gets them in the order of {@link LawFamily#parameters}
     */
    public abstract void writeTo(ParameterWriter out);

    /**
     * What one noised density and score cost, in units of a coordinate of an isotropic Gaussian.
     *
     * @return about the number of exponentials and products, for sizing batches
     */
    public abstract double cost();

    /**
     * A weighted Gaussian.
     *
     * @param weight   its share, in [0, 1]
     * @param gaussian its law
     */
    public record Component(double weight, Gaussian gaussian) {
    }

    /**
     * Log-density at a point of plain numbers.
     *
     * @param x     a point, d coordinates
     * @param level noise level
     * @return log p_τ(x)
     */
    public double logDensity(double[] x, NoiseLevel level) {
        return logDensity(Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /**
     * Score at a point of plain numbers.
     *
     * @param x     a point, d coordinates
     * @param level noise level
     * @return ∇ log p_τ(x)
     */
    public double[] score(double[] x, NoiseLevel level) {
        Binary64[] score = score(Vectors.elements(x), level.in(Binary64Field.getInstance()));
        return Vectors.toDoubles(score);
    }

    /**
     * Whether some part of the law has no density: then statements about clean points stop short of t = 1.
     *
     * @return narrowestScale() = 0
     */
    public boolean isDegenerate() {
        return narrowestScale() == 0;
    }

    /** Whether the other is of the same family and has the same parameters, bit for bit. */
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
