package org.guidecheck.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The families of laws: for each its name, the names of its parameters, and how a law is made of them. */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed and the functions have no state
public enum LawFamily {
    /** {@link Gaussian}. */
    GAUSSIAN(Gaussian::read, "mean", "covariance"),
    /** {@link Atom}. */
    ATOM(Atom::read, "at"),
    /** {@link Box}. */
    BOX(Box::read, "low", "high"),
    /** {@link Laplace}. */
    LAPLACE(Laplace::read, "center", "scale"),
    /** {@link Exponential}. */
    EXPONENTIAL(Exponential::read, "origin", "rate"),
    /** {@link Sphere}. */
    SPHERE(Sphere::read, "center", "radius"),
    /** {@link Student}. */
    STUDENT(Student::read, "center", "scale", "degrees"),
    /** {@link Empirical}. */
    EMPIRICAL(Empirical::read, "points"),
    /** {@link Mixture}. */
    MIXTURE(Mixture::read, "weights", "components"),
    /** {@link Product}. */
    PRODUCT(Product::read, "factors"),
    /** {@link Affine}. */
    AFFINE(Affine::read, "matrix", "shift", "of");

    private final Function<ParameterReader, Distribution> reading;
    private final List<String> parameters;

    LawFamily(Function<ParameterReader, Distribution> reading, String... parameters) {
        this.reading = reading;
        this.parameters = List.of(parameters);
    }

    /**
     * The family of a name.
     *
     * @param label as {@link #label} gives it
     * @return the family, if there is one
     */
    public static Optional<LawFamily> of(String label) {
        return Arrays.stream(values()).filter(family -> family.label().equals(label)).findFirst();
    }

    /**
     * The name of the family in files.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The names of the parameters.
     *
     * @return in the order in which they are written
     */
    public List<String> parameters() {
        return parameters;
    }

    /**
     * Makes a law of the family.
     *
     * @param from its parameters
     * @return the law
     * @throws InvalidLawException naming the parameter at fault
     */
    public Distribution read(ParameterReader from) {
        return reading.apply(from);
    }
}
