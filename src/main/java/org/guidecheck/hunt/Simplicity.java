package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import org.guidecheck.generator.plan.EditableLaw;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;

/**
 * Simplicity of a candidate, as an order: the fewest classes first, then components, dimensions, the plainest families
 * and a constant weight, then the roundest numbers, the smallest ones, the most steps, the smallest weight.
 *
 * @param classes    number of classes of the law
 * @param components number of components of all classes
 * @param dimension  dimension of the law
 * @param families   distance of its families from isotropic Gaussians
 * @param pieces     number of pieces of the schedule
 * @param digits     digits of all numbers of the law's JSON and of the weights; numbers of three and more digits count
 *                   a hundredfold
 * @param size       sum of the absolute numbers of the law
 * @param steps      steps of the sampler
 * @param weight     the largest weight
 */
record Simplicity(int classes, long components, int dimension, long families, int pieces, long digits, double size,
        int steps, double weight) implements Comparable<Simplicity> {
    private static final int CHEAP_DIGITS = 2;
    private static final int FACTOR = 100;
    private static final Comparator<Simplicity> ORDER = Comparator.comparingInt(Simplicity::classes)
            .thenComparingLong(Simplicity::components).thenComparingInt(Simplicity::dimension)
            .thenComparingLong(Simplicity::families).thenComparingInt(Simplicity::pieces)
            .thenComparingLong(Simplicity::digits).thenComparingDouble(Simplicity::size)
            .thenComparing(Comparator.comparingInt(Simplicity::steps).reversed())
            .thenComparingDouble(Simplicity::weight);

    static Simplicity of(Candidate candidate) {
        EditableLaw editableLaw = candidate.editableLaw();
        LabelledLaw law = editableLaw.law();
        double[] numbers = editableLaw.numbers();
        int ofLaw = numbers.length - editableLaw.pieces();
        double weight = editableLaw.guidance().largest();
        return new Simplicity(editableLaw.classes(), editableLaw.components(), law.dimension(), editableLaw.families(),
                editableLaw.pieces(), digits(LawJson.toJson(law)) + cost(weight),
                Arrays.stream(numbers, 0, ofLaw).map(Math::abs).sum(), candidate.steps(), weight);
    }

    private static long digits(JsonNode json) {
        if (json.isNumber()) {
            return cost(json.doubleValue());
        }
        long sum = 0;
        for (JsonNode each : json) {
            sum += digits(each);
        }
        return sum;
    }

    private static long cost(double number) {
        int digits = digits(number);
        return digits <= CHEAP_DIGITS ? digits : (long) FACTOR * digits;
    }

    /** Number of significant decimal digits; 0 for 0. */
    static int digits(double number) {
        return number == 0 ? 0 : new BigDecimal(Double.toString(number)).stripTrailingZeros().precision();
    }

    @Override
    public int compareTo(Simplicity other) {
        return ORDER.compare(this, other);
    }
}
