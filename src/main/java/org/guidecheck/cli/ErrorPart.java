package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import org.guidecheck.oracle.ErrorKind;

/**
 * Part of the error of a measured number.
 *
 * @param kind what is known about it
 * @param how  how it was found, in words
 * @param size its bound, in the units of the number, finite and at least 0
 */
record ErrorPart(ErrorKind kind, String how, double size) {
    /** The parts of an error as JSON; its kind is the weakest of theirs. */
    static ObjectNode json(List<ErrorPart> parts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", parts.stream().filter(part -> part.size > 0).map(ErrorPart::kind)
                .max(Comparator.naturalOrder()).orElse(ErrorKind.EXACT).label());
        ArrayNode all = json.putArray("parts");
        parts.forEach(part -> all.addObject().put("kind", part.kind.label()).put("how", part.how)
                .put("size", part.size));
        return json;
    }
}
