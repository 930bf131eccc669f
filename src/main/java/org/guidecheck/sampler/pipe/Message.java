package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Message from a program.
 *
 * @param header a JSON object with a field {@code say}
 * @param sent   the array that followed it, valid until the next message; or null
 */
record Message(JsonNode header, NpyArray sent) {

    /** Type of the message. */
    String say() throws ProtocolFault {
        return text("say");
    }

    /** A required text field. */
    String text(String name) throws ProtocolFault {
        JsonNode value = header.path(name);
        if (!value.isTextual()) {
            throw new ProtocolFault("sent the message " + ProtocolFault.quote(header.toString())
                    + ": must have a text '" + name + "'");
        }
        return value.textValue();
    }

    /** The array of a message that must have one. */
    NpyArray array() throws ProtocolFault {
        if (sent == null) {
            throw new ProtocolFault("sent the message " + ProtocolFault.quote(header.toString())
                    + ": must have \"arrays\": 1 and be followed by an array");
        }
        return sent;
    }
}
