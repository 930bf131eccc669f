package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.guidecheck.oracle.ErrorKind;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.ExactInTime;
import org.guidecheck.statistics.Interval;

/**
 * Mean reciprocal or another moment by one method, or the reason why the method gives none.
 *
 * @param bounds    bounds of the mean; if not resolved, all that can be said without measuring
 * @param isTrusted whether the bounds are reliable and as narrow as the time allowed
 * @param ofProcess whether it is that of the process, not of a chain with steps of its own
 * @param json      the result as it is printed
 */
record Measurement(Interval bounds, boolean isTrusted, boolean ofProcess, ObjectNode json) {

    static Measurement sampled(String method, BoundedRepresentation.Estimate estimate, long seed) {
        if (estimate.whyUnresolved().isPresent()) {
            return unresolved(method, estimate.whyUnresolved().get())
                    .with(json -> json.put("n", estimate.paths()).put("steps", estimate.steps()));
        }
        Interval statistical = estimate.statistical();
        return of(method, estimate.value(), estimate.bounds(), List.of(
                new ErrorPart(ErrorKind.STATISTICAL, String.format(Locale.ROOT,
                        "confidence sequence, wrong with probability at most %.3g", estimate.alpha()),
                        0.5 * statistical.width()),
                new ErrorPart(ErrorKind.ESTIMATED, "time step: difference of two step sizes on the same paths",
                        estimate.discretisation()),
                new ErrorPart(ErrorKind.ESTIMATED, "start at t > 0, to leading order", estimate.start())))
                .with(json -> json.put("n", estimate.paths()).put("steps", estimate.steps())
                        .put("statisticalLower", statistical.lower()).put("statisticalUpper", statistical.upper())
                        .put("discretisation", estimate.discretisation()).put("alpha", estimate.alpha())
                        .put("seed", seed));
    }

    /** The result of paths without a time step, whose whole error is statistical but for a proved remainder. */
    static Measurement exactInTime(ExactInTime.Answer answer, long seed) {
        return of("exact", answer.value(), answer.bounds(), List.of(
                new ErrorPart(ErrorKind.STATISTICAL, String.format(Locale.ROOT,
                        "confidence sequence, wrong with probability at most %.3g", answer.alpha()),
                        0.5 * answer.bounds().width() - answer.widening()),
                new ErrorPart(ErrorKind.RIGOROUS, "paths that leave their tubes, where the killing rate has no bound",
                        answer.widening())))
                .with(json -> json.put("n", answer.paths()).put("pointsPerPath", answer.points())
                        .put("alpha", answer.alpha()).put("seed", seed));
    }

    /** The result of finite differences, with the error of the start beside the discretisation's. */
    static Measurement computed(String method, FiniteDifferences.Result result, double start) {
        Optional<String> why = result.isResolved() ? Optional.empty()
                : Optional.of(result.whyUnresolved().orElse("the value or its error bound is not a finite number"));
        Measurement found = why.map(reason -> unresolved(method, reason)).orElseGet(() -> of(method, result.value(),
                result.bounds().widen(start), List.of(
                        new ErrorPart(ErrorKind.ESTIMATED,
                                "three resolutions, and the difference from a second form of "
                                        + "the equation on other meshes",
                                result.errorBound()),
                        new ErrorPart(ErrorKind.ESTIMATED, "start at t > 0: difference from an earlier start",
                                start))));
        return found.with(json -> json.put("n", result.meshPoints()).put("steps", result.timeSteps()));
    }

    /** No result. */
    static Measurement unresolved(String method, String why) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("method", method);
        json.putNull("mean").put("lower", 0.0).putNull("upper");
        return new Measurement(Interval.atLeast(0), false, true, json.put("undecided", "not resolved: " + why));
    }

    private static Measurement of(String method, double mean, Interval bounds, List<ErrorPart> errors) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("method", method).put("mean", mean).put("lower", bounds.lower()).put("upper", bounds.upper());
        json.set("error", ErrorPart.json(errors));
        return new Measurement(bounds, true, true, json);
    }

    /** A copy with changed JSON. */
    Measurement with(Consumer<ObjectNode> change) {
        ObjectNode copy = json.deepCopy();
        change.accept(copy);
        return new Measurement(bounds, isTrusted, ofProcess, copy);
    }

    /** A copy that says why the bounds are unreliable or wide, unless they are not. */
    Measurement trusted(boolean reliable, String why) {
        return reliable || json.has("undecided") ? this
                : new Measurement(bounds, false, ofProcess, with(copy -> copy.put("undecided", why)).json);
    }

    /** A copy that is the mean of a chain of so many steps. */
    Measurement ofChain(int steps) {
        return new Measurement(bounds, isTrusted, false, with(copy -> copy.put("chainSteps", steps)).json);
    }

    /**
     * Compares the bounds with the possible values. Bounds outside them show that the method failed, so they are not
     * moved inside; bounds that extend beyond are cut off, and the JSON keeps them as they were.
     *
     * @param possible all values that the mean can have
     * @return a changed copy
     */
    Measurement within(Interval possible) {
        Optional<Interval> meet = bounds.intersect(possible);
        if (meet.isEmpty()) {
            return unresolved(json.get("method").asText(), String.format(Locale.ROOT,
                    "the bounds [%.6g, %.6g] lie outside [%.6g, %.6g], where the mean must be for weights of at least 0",
                    bounds.lower(), bounds.upper(), possible.lower(), possible.upper())).within(possible);
        }
        Interval cut = meet.get();
        if (cut.equals(bounds)) {
            return this;
        }
        ObjectNode copy = json.deepCopy();
        if (!json.get("mean").isNull()) {
            copy.putObject("beforeCut").put("mean", json.get("mean").asDouble()).put("lower", bounds.lower())
                    .put("upper", bounds.upper()).put("why", String.format(Locale.ROOT,
                            "the mean is in [%.6g, %.6g] for weights of at least 0", possible.lower(),
                            possible.upper()));
            copy.put("mean", Math.max(cut.lower(), Math.min(cut.upper(), json.get("mean").asDouble())));
        }
        putEnd(copy, "lower", cut.lower());
        putEnd(copy, "upper", cut.upper());
        return new Measurement(cut, isTrusted, ofProcess, copy);
    }

    private static void putEnd(ObjectNode json, String name, double end) {
        if (Double.isFinite(end)) {
            json.put(name, end);
        } else {
            json.putNull(name);
        }
    }

    /** Several results in one object, and whether the intervals of each two of the process meet; null without two. */
    static ObjectNode compared(List<Measurement> all, double alpha) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = result.putArray("measurements");
        ArrayNode disagreeing = JsonNodeFactory.instance.arrayNode();
        int compared = 0;
        for (int i = 0; i < all.size(); i++) {
            Measurement one = all.get(i);
            answers.add(one.json);
            for (Measurement other : all.subList(0, i)) {
                if (one.isTrusted && other.isTrusted && one.ofProcess && other.ofProcess) {
                    compared++;
                    if (one.bounds.intersect(other.bounds).isEmpty()) {
                        disagreeing.addArray().add(other.json.get("method")).add(one.json.get("method"));
                    }
                }
            }
        }
        result.put("compared", compared);
        if (compared > 0) {
            result.put("agree", disagreeing.isEmpty());
        } else {
            result.putNull("agree");
        }
        result.set("disagreeing", disagreeing);
        return result.put("alpha", alpha);
    }
}
