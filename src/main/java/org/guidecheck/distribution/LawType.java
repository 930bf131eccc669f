package org.guidecheck.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;

/**
 * A family of laws in JSON: its name, its fields, how they are read and how they are written. A new family is one more
 * row of {@link #TYPES}.
 *
 * @param name   value of the field {@code type}
 * @param of     the class
 * @param fields every field but {@code type}
 * @param read   makes a law of the fields
 * @param write  fills the fields from a law
 */
record LawType<L extends Distribution>(String name, Class<L> of, List<String> fields, Function<JsonFields, L> read,
        BiConsumer<L, ObjectNode> write) {

    private static final String NAME = "type";

    static final List<LawType<?>> TYPES = List.of(
            new LawType<>("gaussian", Gaussian.class, List.of("mean", "covariance"),
                    LawType::readGaussian, LawType::writeGaussian),
            new LawType<>("atom", Atom.class, List.of("at"),
                    fields -> new Atom(fields.point("at")),
                    (law, json) -> json.set("at", list(law.dimension(), law::at))),
            new LawType<>("box", Box.class, List.of("low", "high"),
                    fields -> new Box(fields.point("low"), fields.point("high")),
                    (law, json) -> {
                        json.set("low", list(law.dimension(), law::low));
                        json.set("high", list(law.dimension(), law::high));
                    }),
            new LawType<>("laplace", Laplace.class, List.of("center", "scale"),
                    fields -> {
                        double[] center = fields.point("center");
                        return new Laplace(center, fields.numbers("scale", center.length));
                    },
                    (law, json) -> {
                        json.set("center", list(law.dimension(), law::center));
                        json.set("scale", alike(law.dimension(), law::scale));
                    }),
            new LawType<>("exponential", Exponential.class, List.of("origin", "rate"),
                    fields -> {
                        double[] origin = fields.point("origin");
                        return new Exponential(origin, fields.numbers("rate", origin.length));
                    },
                    (law, json) -> {
                        json.set("origin", list(law.dimension(), law::origin));
                        json.set("rate", alike(law.dimension(), law::rate));
                    }),
            new LawType<>("sphere", Sphere.class, List.of("center", "radius"),
                    fields -> new Sphere(fields.point("center"), fields.number("radius")),
                    (law, json) -> {
                        json.set("center", list(law.dimension(), law::center));
                        json.set("radius", JsonText.number(law.radius()));
                    }),
            new LawType<>("student", Student.class, List.of("center", "scale", "degrees"),
                    fields -> {
                        double[] center = fields.point("center");
                        fields.reserve("center", (long) Student.MOST_COMPONENTS * center.length);
                        return new Student(center, fields.number("scale"), fields.number("degrees"));
                    },
                    (law, json) -> {
                        json.set("center", list(law.dimension(), law::center));
                        json.set("scale", JsonText.number(law.scale()));
                        json.set("degrees", JsonText.number(law.degrees()));
                    }),
            new LawType<>("empirical", Empirical.class, List.of("points"),
                    fields -> new Empirical(fields.points("points")),
                    (law, json) -> json.set("points", array(law.size(), i -> list(law.point(i))))),
            new LawType<>("mixture", Mixture.class, List.of("weights", "components"),
                    fields -> new Mixture(fields.numbers("weights"), fields.laws("components")),
                    LawType::writeMixture),
            new LawType<>("product", Product.class, List.of("factors"),
                    fields -> new Product(fields.laws("factors")),
                    (law, json) -> json.set("factors",
                            array(law.factors().size(), k -> write(law.factors().get(k))))),
            new LawType<>("affine", Affine.class, List.of("matrix", "shift", "of"),
                    LawType::readAffine,
                    LawType::writeAffine));

    /** Reads a law of the family that its field {@code type} names. */
    static Distribution read(JsonFields fields) {
        String name = fields.text(NAME);
        for (LawType<?> type : TYPES) {
            if (type.name.equals(name)) {
                List<String> known = new ArrayList<>(type.fields);
                known.add(0, NAME);
                fields.requireOnly(known);
                return type.read.apply(fields);
            }
        }
        throw new InvalidLawException(NAME, '"' + name + '"',
                "must be one of " + String.join(", ", TYPES.stream().map(LawType::name).toList()));
    }

    /** Writes a law with its field {@code type} first. */
    static ObjectNode write(Distribution law) {
        for (LawType<?> type : TYPES) {
            if (type.of.isInstance(law)) {
                return type.writeCast(law);
            }
        }
        throw new IllegalStateException(law.getClass() + " has no row in LawType.TYPES");
    }

    private ObjectNode writeCast(Distribution law) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put(NAME, name);
        write.accept(of.cast(law), result);
        return result;
    }

    private static Gaussian readGaussian(JsonFields fields) {
        double[] mean = fields.point("mean");
        return new Gaussian(mean, readCovariance(fields, mean.length));
    }

    /** A variance, a variance for each coordinate, or a matrix. */
    private static Covariance readCovariance(JsonFields fields, int dimension) {
        JsonNode value = fields.get("covariance");
        if (value.isNumber()) {
            // The mean says whether the dimension is one.
            return new Covariance.Isotropic(Math.max(1, dimension), fields.number("covariance"));
        }
        if (!value.isArray()) {
            throw new InvalidLawException("covariance", JsonText.show(value),
                    "must be a number, a list of variances or a matrix");
        }
        if (value.isEmpty() || !value.get(0).isArray()) {
            return new Covariance.Diagonal(fields.point("covariance"));
        }
        try {
            return new Covariance.Full(fields.matrix("covariance"));
        } catch (MathRuntimeException e) {
            InvalidLawException problem = new InvalidLawException("covariance", JsonText.show(value),
                    "must be a matrix whose axes can be found");
            problem.initCause(e);
            throw problem;
        }
    }

    private static void writeGaussian(Gaussian law, ObjectNode json) {
        json.set("mean", list(law.dimension(), law::mean));
        int d = law.dimension();
        Covariance covariance = law.covariance();
        if (covariance instanceof Covariance.Isotropic isotropic) {
            json.set("covariance", JsonText.number(isotropic.variance()));
        } else if (covariance instanceof Covariance.Full full) {
            json.set("covariance", array(d, i -> list(d, j -> full.entry(i, j))));
        } else {
            json.set("covariance", list(d, covariance::variance));
        }
    }

    private static void writeMixture(Mixture law, ObjectNode json) {
        json.set("weights", list(law.parts().size(), law::weight));
        json.set("components", array(law.parts().size(), k -> write(law.parts().get(k))));
    }

    private static Affine readAffine(JsonFields fields) {
        double[][] matrix = fields.matrix("matrix");
        double[] shift = fields.point("shift");
        Distribution of = fields.law("of");
        // Gaussian components each get a covariance matrix of their own.
        long components = of.gaussianComponents().map(List::size).orElse(0);
        fields.reserve("matrix", components * shift.length * shift.length);
        return new Affine(matrix, shift, of);
    }

    private static void writeAffine(Affine law, ObjectNode json) {
        json.set("matrix", array(law.dimension(), i -> list(law.of().dimension(), j -> law.entry(i, j))));
        json.set("shift", list(law.dimension(), law::shift));
        json.set("of", write(law.of()));
    }

    /** One number where all are the same, else a list. */
    private static JsonNode alike(int size, IntToDoubleFunction number) {
        double first = number.applyAsDouble(0);
        boolean same = IntStream.range(0, size)
                .allMatch(i -> Double.compare(number.applyAsDouble(i), first) == 0);
        return same ? JsonText.number(first) : list(size, number);
    }

    private static ArrayNode list(double[] numbers) {
        return list(numbers.length, i -> numbers[i]);
    }

    private static ArrayNode list(int size, IntToDoubleFunction number) {
        return array(size, i -> JsonText.number(number.applyAsDouble(i)));
    }

    private static ArrayNode array(int size, IntFunction<JsonNode> element) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode(size);
        for (int i = 0; i < size; i++) {
            result.add(element.apply(i));
        }
        return result;
    }
}
