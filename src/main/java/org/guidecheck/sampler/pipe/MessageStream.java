package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages over a pair of streams: each is a line of JSON followed by as many arrays as it states. For one thread. */
final class MessageStream {
    /** Maximum length of a line from a program, in bytes. */
    static final int LONGEST_LINE = 1 << 16;
    private static final int BUFFER = 1 << 13;
    // Python writes NaN and Infinity; they are accepted here and rejected where the field's name is known.
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final InputStream in;
    private final OutputStream out;
    private final byte[] chunk = NpyArray.chunk();
    /** Values of the latest array, reused for the next. */
    private double[] buffer = {};

    MessageStream(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    /** A new, empty header. */
    static ObjectNode header() {
        return JSON.createObjectNode();
    }

    /** Sends a message; adds the number of arrays to its header. */
    void send(ObjectNode header, List<NpyArray> arrays) throws IOException {
        out.write(JSON.writeValueAsBytes(header.put("arrays", arrays.size())));
        out.write('\n');
        for (NpyArray array : arrays) {
            array.writeTo(out, chunk);
        }
        out.flush();
    }

    /**
     * Waits for a message. Its array is valid until the next one, since allocating new memory for each would cost more
     * than the transfer.
     *
     * @param rows    number of points that an array must have; 0 if the message must have none
     * @param columns number of coordinates that each point must have
     * @throws ProtocolFault if the message is not of that form
     * @throws EOFException  if the stream ends
     */
    Message receive(int rows, int columns) throws IOException {
        JsonNode header = parse(line());
        JsonNode stated = header.path("arrays");
        int arrays = stated.isMissingNode() ? 0 : stated.isInt() ? stated.intValue() : -1;
        if (!(arrays == 0 || (arrays == 1 && rows > 0))) {
            throw new ProtocolFault("sent the message " + ProtocolFault.quote(header.toString()) + ": must have "
                    + (rows > 0 ? "at most one array" : "no arrays"));
        }
        if (arrays == 0) {
            return new Message(header, null);
        }
        NpyArray array = NpyArray.read(in, rows, columns, buffer, chunk);
        buffer = array.values();
        return new Message(header, array);
    }

    /** Closes the stream that the program reads. */
    void closeOutput() throws IOException {
        out.close();
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && bytes.size() > 0) {
                throw notMessage(bytes.toString(StandardCharsets.UTF_8));
            }
            if (b < 0) {
                throw new EOFException("the stream ends before a message");
            }
            if (bytes.size() == LONGEST_LINE) {
                throw new ProtocolFault("sent a line of more than " + LONGEST_LINE + " bytes, which begins with "
                        + ProtocolFault.quote(bytes.toString(StandardCharsets.UTF_8)));
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String line) throws ProtocolFault {
        try {
            JsonNode header = JSON.readTree(line);
            if (header.isObject()) {
                return header;
            }
        } catch (JacksonException e) {
            ProtocolFault fault = notMessage(line);
            fault.initCause(e);
            throw fault;
        }
        throw notMessage(line);
    }

    private static ProtocolFault notMessage(String text) {
        return new ProtocolFault("wrote " + ProtocolFault.quote(text)
                + " to standard output, which is for messages alone: print to standard error");
    }
}
