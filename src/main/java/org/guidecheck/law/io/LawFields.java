package org.guidecheck.law.io;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Law;
import org.guidecheck.law.LawFamily;
import org.guidecheck.law.ParameterReader;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.JsonText;
import org.hipparchus.exception.MathRuntimeException;

/** Reader of a law's parameters from JSON. The laws of one document share a budget of numbers. */
final class LawFields implements ParameterReader {
    /** Largest number of numbers in one document, components times dimension. */
    static final long MAX_NUMBERS = 50_000_000;
    /** Largest number of rows of a matrix; its eigendecomposition takes d³ operations. */
    private static final int MAX_MATRIX = 1_000;
    private static final String TYPE = "type";

    /** Count of the numbers in a document, with a limit. */
    static final class Budget {
        private final long limit;
        private long used;

        Budget(long limit) {
            this.limit = limit;
        }

        private void spend(String path, long numbers) {
            used += numbers;
            if (used > limit) {
                throw new InvalidInputException(path, used,
                        "must keep the law within " + limit + " numbers, components times dimension");
            }
        }
    }

    private final JsonFields fields;
    private final Budget budget;

    LawFields(JsonFields fields, Budget budget) {
        this.fields = fields;
        this.budget = budget;
    }

    /** Reads the law, whose family is named by the field {@code type}. */
    Law read() {
        String label = fields.text(TYPE);
        LawFamily family = LawFamily.of(label).orElseThrow(() -> new InvalidInputException(TYPE, '"' + label + '"',
                "must be one of " + Arrays.stream(LawFamily.values()).map(LawFamily::label).collect(joining(", "))));
        List<String> known = new ArrayList<>(family.parameters());
        known.add(0, TYPE);
        fields.requireOnly(known);
        return family.read(this);
    }

    @Override
    public double number(String name) {
        return fields.number(name);
    }

    @Override
    public double[] numbers(String name) {
        return numbers(name, fields.get(name));
    }

    @Override
    public double[] coordinates(String name, String point) {
        if (fields.get(name).isNumber()) {
            double[] result = new double[dimension(point)];
            Arrays.fill(result, number(name));
            return result;
        }
        return numbers(name);
    }

    private int dimension(String point) {
        return JsonFields.array(point, fields.get(point)).size();
    }

    @Override
    public double[] point(String name) {
        return point(name, fields.get(name));
    }

    @Override
    public double[][] points(String name) {
        JsonNode rows = JsonFields.array(name, fields.get(name));
        double[][] result = new double[rows.size()][];
        for (int i = 0; i < result.length; i++) {
            result[i] = point(name + "[" + i + "]", rows.get(i));
        }
        return result;
    }

    @Override
    public double[][] matrix(String name) {
        int rows = JsonFields.array(name, fields.get(name)).size();
        if (rows > MAX_MATRIX) {
            throw new InvalidInputException(name, rows + " rows",
                    "must be a matrix of at most " + MAX_MATRIX + " rows");
        }
        return points(name);
    }

    @Override
    public Covariance covariance(String name, String point) {
        JsonNode value = fields.get(name);
        if (value.isNumber()) {
            // A point without coordinates is refused by the law's constructor.
            return new Covariance.Isotropic(Math.max(1, dimension(point)), number(name));
        }
        if (!value.isArray()) {
            throw new InvalidInputException(name, JsonText.summary(value),
                    "must be a number, a list of variances or a matrix");
        }
        if (value.isEmpty() || !value.get(0).isArray()) {
            return new Covariance.Diagonal(point(name));
        }
        try {
            return new Covariance.Full(matrix(name));
        } catch (MathRuntimeException e) {
            InvalidInputException problem = new InvalidInputException(name, JsonText.summary(value),
                    "must be a matrix whose eigendecomposition can be computed");
            problem.initCause(e);
            throw problem;
        }
    }

    @Override
    public Law law(String name) {
        return fields.object(name, this::read);
    }

    @Override
    public List<Law> laws(String name) {
        return fields.objects(name, this::read);
    }

    private Law read(JsonFields inner) {
        return new LawFields(inner, budget).read();
    }

    @Override
    public void reserve(String name, long numbers) {
        budget.spend(name, numbers);
    }

    private double[] numbers(String path, JsonNode value) {
        int size = JsonFields.array(path, value).size();
        budget.spend(path, size);
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            JsonNode each = value.get(i);
            // Builds the path of an element only if its value is invalid.
            result[i] = each.isNumber() && Double.isFinite(each.doubleValue())
                    ? each.doubleValue() : JsonFields.number(path + "[" + i + "]", each);
        }
        return result;
    }

    private double[] point(String path, JsonNode value) {
        int size = JsonFields.array(path, value).size();
        if (size > Law.LARGEST_DIMENSION) {
            throw new InvalidInputException(path, size,
                    "must have a dimension of at most " + Law.LARGEST_DIMENSION);
        }
        return numbers(path, value);
    }
}
