package org.guidecheck.statistics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Evidence as JSON. */
public final class EvidenceJson {
    private EvidenceJson() {
    }

    /**
     * Writes evidence.
     *
     * @param evidence of a verdict
     * @return an array of objects
     */
    public static ArrayNode of(List<Evidence> evidence) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Evidence each : evidence) {
            ObjectNode item = all.addObject().put("kind", each.kind().label())
                    .put("quantity", each.quantity()).put("value", each.value())
                    .put("lower", each.bounds().lower()).put("upper", each.bounds().upper())
                    .put("rule", each.rule()).put("outcome", each.outcome().name()).put("method", each.method())
                    .put("n", each.samples()).put("alpha", each.alphaSpent());
            ArrayNode tolerances = item.putArray("tolerances");
            each.tolerances().forEach(t -> tolerances.addObject().put("size", t.size()).put("why", t.why()));
        }
        return all;
    }
}
