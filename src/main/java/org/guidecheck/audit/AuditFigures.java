package org.guidecheck.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Interval;

/**
 * Numbers of an audit to draw.
 *
 * @param errors errors of the scores by level
 * @param fields errors of the scores as fields in the plane
 * @param shares shares of the error of the mean reciprocal
 * @param limit  largest error that the model may have; empty if no errors were measured
 */
public record AuditFigures(List<LevelError> errors, List<ErrorField> fields, List<Share> shares,
        Optional<Double> limit) {
    static final AuditFigures NONE = new AuditFigures(List.of(), List.of(), List.of(), Optional.empty());

    /** Copies the lists. */
    public AuditFigures {
        errors = List.copyOf(errors);
        fields = List.copyOf(fields);
        shares = List.copyOf(shares);
    }

    /**
     * Mean square error of the scores at a level, relative to the score's own.
     *
     * @param level  noise level
     * @param of     what the predictions are for: {@code for class a}, or {@code without a label}
     * @param value  mean of the relative error, cut at 1
     * @param bounds where it lies
     */
    public record LevelError(NoiseLevel level, String of, double value, Interval bounds) {
    }

    /**
     * Errors at points of the plane.
     *
     * @param level  noise level
     * @param of     what the predictions are for: {@code for class a}, or {@code without a label}
     * @param arrows points with the error of the predicted noise there
     */
    public record ErrorField(NoiseLevel level, String of, List<Arrow> arrows) {
        /** Copies the list. */
        public ErrorField {
            arrows = List.copyOf(arrows);
        }
    }

    /**
     * Error at a point.
     *
     * @param x  first coordinate
     * @param y  second coordinate
     * @param dx first coordinate of the error
     * @param dy second coordinate of the error
     */
    public record Arrow(double x, double y, double dx, double dy) {
    }

    /**
     * One part of the error of the mean reciprocal.
     *
     * @param name   whose share it is
     * @param value  its size, in the units of the mean reciprocal
     * @param bounds where it lies
     */
    public record Share(String name, double value, Interval bounds) {
    }

    /** {@return whether there is nothing to draw} */
    public boolean isEmpty() {
        return errors.isEmpty() && fields.isEmpty() && shares.isEmpty();
    }

    /** These figures and others. */
    AuditFigures and(AuditFigures other) {
        return new AuditFigures(joined(errors, other.errors), joined(fields, other.fields),
                joined(shares, other.shares), limit.or(other::limit));
    }

    private static <T> List<T> joined(List<T> one, List<T> two) {
        return Stream.concat(one.stream(), two.stream()).toList();
    }
}
