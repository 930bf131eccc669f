package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.guidecheck.guard.SamplerSummary;
import org.guidecheck.guard.SamplerSummary.Pair;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Interval;

/** Summary of a sampler as JSON, for the report. Numbers that are unknown or infinite are left out. */
final class SamplerSummaryJson {
    private SamplerSummaryJson() {
    }

    static ObjectNode of(SamplerSummary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("alpha", summary.alpha());
        if (!summary.reason().isEmpty()) {
            json.put("reason", summary.reason());
        }
        summary.coefficients().ifPresent(found -> json.set("coefficients", coefficients(found)));
        summary.pointMass().forEach(each -> add(json.withArray("pointMass"), each));
        summary.errors().forEach(each -> add(json.withArray("errors"), each));
        for (SamplerSummary.Weights each : summary.weights()) {
            ArrayNode calls = json.withArray("weights").addObject().put("asked", each.asked()).putArray("calls");
            each.calls().forEach(w -> put(calls.addObject(), "weight", w));
        }
        for (SamplerSummary.NoiseCheck each : summary.noise()) {
            ObjectNode check = json.withArray("noise").addObject().put("quantity", each.quantity());
            put(check, "value", each.value());
            put(check, "", each.bounds());
            put(check, "allowed", each.allowed());
        }
        return json;
    }

    private static ObjectNode coefficients(SamplerSummary.Coefficients coefficients) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("weight", coefficients.weight())
                .put("error", coefficients.error());
        coefficients.scheme().ifPresent(name -> json.put("scheme", name));
        ArrayNode steps = json.putArray("steps");
        for (SamplerSummary.Step each : coefficients.steps()) {
            ObjectNode step = steps.addObject();
            put(step, "from", each.from());
            put(step, "to", each.to());
            step.set("keep", pair(each.keep()));
            step.set("latest", pair(each.latest()));
            ArrayNode earlier = step.putArray("earlier");
            each.earlier().forEach(one -> earlier.add(pair(one.factor()).put("call", one.call())));
            step.set("noise", pair(each.noise()));
            step.put("differs", each.differs());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, NoiseLevel level) {
        json.putObject(name).put("noise", level.noise()).put("signal", level.signal());
    }

    private static ObjectNode pair(Pair pair) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "found", pair.found());
        put(json, "scheme", pair.scheme());
        return json;
    }

    private static void add(ArrayNode points, SamplerSummary.MassPoint point) {
        ObjectNode json = points.addObject().put("call", point.call()).put("noise", point.level().noise());
        put(json, "bias", point.bias());
        put(json, "bias", point.biasAllowed());
        put(json, "variance", point.variance());
        put(json, "variance", point.bounds());
        put(json, "allowed", point.varianceAllowed());
    }

    private static void add(ArrayNode curves, SamplerSummary.Errors errors) {
        ObjectNode json = curves.addObject().put("weight", errors.weight());
        put(json, "order", errors.order());
        put(json, "firstOrderOrder", errors.firstOrderOrder());
        ArrayNode laws = json.putArray("laws");
        for (SamplerSummary.LawError each : errors.laws()) {
            ObjectNode law = laws.addObject().put("steps", each.steps());
            put(law, "error", each.error());
            put(law, "firstOrder", each.firstOrder());
        }
    }

    private static void put(ObjectNode json, String name, Interval interval) {
        put(json, name.isEmpty() ? "lower" : name + "Lower", interval.lower());
        put(json, name.isEmpty() ? "upper" : name + "Upper", interval.upper());
    }

    private static void put(ObjectNode json, String name, double number) {
        if (Double.isFinite(number)) {
            // Adding 0 turns −0 into 0.
            json.put(name, number + 0.0);
        }
    }
}
