package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.guidecheck.guider.Guider;

/** Questions to a program that guides, and the one run that it knows of. */
final class GuiderTalk {
    private static final String END = "end";
    private static final Map<String, String> ANSWERS = Map.of("begin", "begun", "guide", "guided", END, "ended");

    private final PipedProgram program;
    /** The run that the program has begun and not ended, and the pipe on which it did; null if there is none. */
    private Guider.Run open;
    private ProgramPipe openOn;

    GuiderTalk(PipedProgram program) {
        this.program = program;
    }

    PipedProgram program() {
        return program;
    }

    /**
     * Asks for guided predictions.
     *
     * @param run       the run; begins now unless it is the one that is open
     * @param beginning message that begins it
     * @param question  message that asks
     * @param arrays    points and predictions
     * @return guided predictions, in a new array
     */
    synchronized double[] guided(Guider.Run run, ObjectNode beginning, ObjectNode question, List<NpyArray> arrays) {
        ProgramPipe pipe = program.running();
        NpyArray points = arrays.get(0);
        List<ObjectNode> before = new ArrayList<>();
        if (open != run || openOn != pipe) {
            if (open != null && openOn == pipe) {
                before.add(end());
            }
            before.add(beginning);
        }
        // A run in which something fails is over.
        open = null;
        NpyArray guided = ask(pipe, before, () -> pipe.exchange(question, arrays, points.rows(), points.columns()),
                said -> said.array().requireType(points.type()));
        open = run;
        openOn = pipe;
        // The next message reuses the array.
        return guided.values().clone();
    }

    /** Ends a run, if it is the one that is open. */
    synchronized void end(Guider.Run run) {
        if (open != run) {
            return;
        }
        open = null;
        if (openOn == program.latest() && !openOn.hasFailed()) {
            ProgramPipe pipe = openOn;
            ask(pipe, List.of(), () -> pipe.exchange(end(), List.of(), 0, 0), said -> said);
        }
    }

    private static ObjectNode end() {
        return MessageStream.header().put("ask", END);
    }

    /** Reads an answer. */
    private interface Reader<T> {
        T read(Message said) throws ProtocolFault;
    }

    /** Sends messages that have no arrays, then asks; any answer that is not as it should be ends the conversation. */
    private static <T> T ask(ProgramPipe pipe, List<ObjectNode> before, Callable<Message> last, Reader<T> reader) {
        pipe.conversation().lock();
        try {
            Message said = pipe.converse(() -> {
                for (ObjectNode each : before) {
                    Message answer = pipe.exchange(each, List.of(), 0, 0);
                    if (!answer.say().equals(ANSWERS.get(each.path("ask").asText()))) {
                        return answer;
                    }
                }
                return last.call();
            });
            if (said.say().equals("failed")) {
                throw pipe.failure("failed: " + ProtocolFault.quote(said.text("message")));
            }
            if (!ANSWERS.containsValue(said.say())) {
                throw new ProtocolFault("said " + ProtocolFault.quote(said.say())
                        + ": must be begun, guided or ended, as it was asked, or failed");
            }
            return reader.read(said);
        } catch (ProtocolFault e) {
            throw pipe.fail(e.getMessage());
        } finally {
            pipe.conversation().unlock();
        }
    }
}
