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
 * One method's answer.
 *
 * @param bounds    where the mean reciprocal lies
 * @param isTrusted whether the method can vouch for its bounds
 * @param ofProcess whether it is the process that was measured, not a chain with steps of its own
 * @param json      the answer as it is printed
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

    /** Says more of it. */
    Measurement with(Consumer<ObjectNode> change) {
        ObjectNode copy = json.deepCopy();
        change.accept(copy);
        return new Measurement(bounds, isTrusted, ofProcess, copy);
    }

    /** Says why the bounds cannot be relied on, if so. */
    Measurement trusted(boolean can, String why) {
        return can ? this : new Measurement(bounds, false, ofProcess, with(copy -> copy.put("undecided", why)).json);
    }

    Measurement ofChain(int steps) {
        return new Measurement(bounds, isTrusted, false, with(copy -> copy.put("chainSteps", steps)).json);
    }

    /** Several answers in one object, and whether each two that speak of the process agree. */
    static ObjectNode compared(List<Measurement> all, double alpha) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = result.putArray("measurements");
        ArrayNode apart = JsonNodeFactory.instance.arrayNode();
        int compared = 0;
        for (int i = 0; i < all.size(); i++) {
            Measurement one = all.get(i);
            answers.add(one.json);
            for (Measurement other : all.subList(0, i)) {
                if (one.isTrusted && other.isTrusted && one.ofProcess && other.ofProcess) {
                    compared++;
                    if (one.bounds.intersect(other.bounds).isEmpty()) {
                        apart.addArray().add(other.json.get("method")).add(one.json.get("method"));
                    }
                }
            }
        }
        result.put("compared", compared).put("agree", compared > 0 && apart.isEmpty()).set("disagreeing", apart);
        return result.put("alpha", alpha);
    }
}
