package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.guidecheck.text.InvalidInputException;

/** Families of laws. Each knows its name in files, the names of its parameters and how to create a law from them. */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed and the functions have no state
public enum LawFamily {
    /** {@link Gaussian}. */
    GAUSSIAN(from -> new Gaussian(from.point("mean"), from.covariance("covariance", "mean")), "mean", "covariance"),
    /** {@link Atom}. */
    ATOM(from -> new Atom(from.point("at")), "at"),
    /** {@link Box}. */
    BOX(from -> new Box(from.point("low"), from.point("high")), "low", "high"),
    /** {@link Laplace}. */
    LAPLACE(from -> new Laplace(from.point("center"), from.coordinates("scale", "center")), "center", "scale"),
    /** {@link Exponential}. */
    EXPONENTIAL(from -> new Exponential(from.point("origin"), from.coordinates("rate", "origin")), "origin", "rate"),
    /** {@link Sphere}. */
    SPHERE(from -> new Sphere(from.point("center"), from.number("radius")), "center", "radius"),
    /** {@link Student}. */
    STUDENT(Student::read, "center", "scale", "degrees"),
    /** {@link Empirical}. */
    EMPIRICAL(from -> new Empirical(from.points("points")), "points"),
    /** {@link Mixture}. */
    MIXTURE(from -> new Mixture(from.numbers("weights"), from.laws("components")), "weights", "components"),
    /** {@link Product}. */
    PRODUCT(from -> new Product(from.laws("factors")), "factors"),
    /** {@link Affine}. */
    AFFINE(Affine::read, "matrix", "shift", "of");

    private final Function<ParameterReader, Law> factory;
    private final List<String> parameters;

    LawFamily(Function<ParameterReader, Law> factory, String... parameters) {
        this.factory = factory;
        this.parameters = List.of(parameters);
    }

    /**
     * Finds a family by its name in files.
     *
     * @param label such as {@code gaussian}
     * @return the family; empty if the name is unknown
     */
    public static Optional<LawFamily> of(String label) {
        return Arrays.stream(values()).filter(family -> family.label().equals(label)).findFirst();
    }

    /** {@return the family's name in files, in lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the names of the parameters, in the order in which they are written} */
    public List<String> parameters() {
        return parameters;
    }

    /**
     * Creates a law of the family.
     *
     * @param from its parameters
     * @return the law
     * @throws InvalidInputException naming the parameter at fault
     */
    public Law read(ParameterReader from) {
        return factory.apply(from);
    }
}
