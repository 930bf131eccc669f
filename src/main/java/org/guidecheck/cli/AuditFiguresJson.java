package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.guidecheck.audit.AuditFigures;
import org.guidecheck.audit.AuditFigures.Arrow;
import org.guidecheck.audit.AuditFigures.ErrorField;
import org.guidecheck.audit.AuditFigures.LevelError;
import org.guidecheck.audit.AuditFigures.Share;

/** Figures of an audit as JSON, for the report. */
final class AuditFiguresJson {
    private AuditFiguresJson() {
    }

    /** An object with the one field {@code audit}. */
    static ObjectNode of(AuditFigures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode audit = json.putObject("audit");
        figures.limit().ifPresent(limit -> audit.put("limit", limit));
        ArrayNode errors = audit.putArray("errors");
        for (LevelError each : figures.errors()) {
            errors.addObject().put("sigma", each.level().sigma()).put("of", each.of())
                    .put("error", each.value()).put("lower", each.bounds().lower())
                    .put("upper", each.bounds().upper());
        }
        ArrayNode fields = audit.putArray("fields");
        for (ErrorField each : figures.fields()) {
            ArrayNode arrows = fields.addObject().put("sigma", each.level().sigma())
                    .put("of", each.of()).putArray("arrows");
            for (Arrow arrow : each.arrows()) {
                arrows.addArray().add((float) arrow.x()).add((float) arrow.y()).add((float) arrow.dx())
                        .add((float) arrow.dy());
            }
        }
        ArrayNode shares = audit.putArray("shares");
        for (Share each : figures.shares()) {
            shares.addObject().put("name", each.name()).put("value", each.value())
                    .put("lower", each.bounds().lower()).put("upper", each.bounds().upper());
        }
        return json;
    }
}
