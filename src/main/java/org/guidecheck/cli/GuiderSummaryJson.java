package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.guidecheck.guard.guiders.GuiderSummary;

/** Summary of a guider as JSON, for the report. */
final class GuiderSummaryJson {
    private GuiderSummaryJson() {
    }

    /** An object with the curves of {@code effective} weights. */
    static ObjectNode of(GuiderSummary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (GuiderSummary.Curve curve : summary.curves()) {
            ArrayNode levels = json.withArray("effective").addObject().put("scale", curve.scale())
                    .put("asked", curve.asked()).putArray("levels");
            curve.levels().forEach(level -> levels.addObject().put("sigma", level.sigma()).put("low", level.low())
                    .put("median", level.median()).put("high", level.high()));
        }
        return json;
    }
}
