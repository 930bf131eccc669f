package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a program said.
 *
 * @param header a JSON object with a field {@code say}
 * @param sent   the array that came with it, good until the next message; or null
 */
record Message(JsonNode header, NpyArray sent) {

    /** What kind of message it is. */
    String say() throws ProtocolFault {
        return text("say");
    }

    /** A field that must be there and be text. */
    String text(String name) throws ProtocolFault {
        JsonNode value = header.path(name);
        if (!value.isTextual()) {
            throw new ProtocolFault("sent the message " + ProtocolFault.quote(header.toString()) + ": must have a text '"
                    + name + "'");
        }
        return value.textValue();
    }

    /** The array that must have come with it. */
    NpyArray array() throws ProtocolFault {
        if (sent == null) {
            throw new ProtocolFault("sent the message " + ProtocolFault.quote(header.toString())
                    + ": must have \"arrays\": 1 and be followed by an array");
        }
        return sent;
    }
}
