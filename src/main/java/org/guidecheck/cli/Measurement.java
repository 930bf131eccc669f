package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.statistics.Interval;

/**
 * Mean reciprocal by one method.
 *
 * @param bounds    bounds of the mean reciprocal
 * @param isTrusted whether the bounds are reliable
 * @param ofProcess whether it is that of the process, not of a chain with steps of its own
 * @param json      the result as it is printed
 */
record Measurement(Interval bounds, boolean isTrusted, boolean ofProcess, ObjectNode json) {

    static Measurement sampled(String method, BoundedRepresentation.Estimate estimate, long seed) {
        return of(method, estimate.value(), estimate.bounds()).with(json -> json
                .put("n", estimate.paths()).put("steps", estimate.steps())
                .put("statisticalLower", estimate.statistical().lower())
                .put("statisticalUpper", estimate.statistical().upper())
                .put("discretisation", estimate.discretisation()).put("alpha", estimate.alpha()).put("seed", seed));
    }

    static Measurement computed(String method, FiniteDifferences.Result result) {
        return of(method, result.value(), result.bounds()).with(json -> json
                .put("n", result.meshPoints()).put("steps", result.timeSteps()));
    }

    private static Measurement of(String method, double mean, Interval bounds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("method", method).put("mean", mean).put("lower", bounds.lower()).put("upper", bounds.upper());
        return new Measurement(bounds, true, true, json);
    }

    /** A copy with changed JSON. */
    Measurement with(Consumer<ObjectNode> change) {
        ObjectNode copy = json.deepCopy();
        change.accept(copy);
        return new Measurement(bounds, isTrusted, ofProcess, copy);
    }

    /** A copy that says why the bounds are unreliable, unless they are reliable. */
    Measurement trusted(boolean reliable, String why) {
        return reliable ? this
                : new Measurement(bounds, false, ofProcess, with(copy -> copy.put("undecided", why)).json);
    }

    /** A copy that is the mean of a chain of so many steps. */
    Measurement ofChain(int steps) {
        return new Measurement(bounds, isTrusted, false, with(copy -> copy.put("chainSteps", steps)).json);
    }

    /** Several results in one object, and whether the intervals of each two of the process meet. */
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
        result.put("compared", compared).put("agree", compared > 0 && disagreeing.isEmpty()).set("disagreeing",
                disagreeing);
        return result.put("alpha", alpha);
    }
}
