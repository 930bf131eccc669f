package org.guidecheck.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Java process that answers calls of {@code measure} one after another, and is ended when one takes too long. */
final class MeasureProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_TO_START = 120;
    /** Of a machine that does other work besides. */
    private static final int WALL_SECONDS_PER_SECOND = 30;
    private static final long POLL_MILLISECONDS = 100;

    private final double limit;
    private Process process;
    private BufferedReader answers;
    private Writer calls;

    /**
     * Prepares a process; it starts with the first call.
     *
     * @param limit seconds of processor time that a call may take
     */
    MeasureProcess(double limit) {
        this.limit = limit;
    }

    /** Answers calls, one line of JSON each, until there are no more. */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> arguments = new ArrayList<>();
            JSON.readTree(line).forEach(each -> arguments.add(each.asText()));
            Duration begin = used(ProcessHandle.current());
            MeasureCall.Output output = MeasureCall.run(arguments);
            Duration spent = used(ProcessHandle.current()).minus(begin);
            ObjectNode answer = JSON.createObjectNode().put("code", output.code()).put("printed", output.printed())
                    .put("said", output.said()).put("seconds", spent.toMillis() / 1e3);
            out.println(answer);
        }
    }

    /** Makes a call; ends the process if there is no answer in time. */
    Answer answer(MeasureCall call, Path folder) throws IOException, InterruptedException {
        if (process == null) {
            start();
        }
        calls.write(JSON.valueToTree(call.arguments(folder)) + "\n");
        calls.flush();
        Duration most = used(process.toHandle()).plusMillis((long) (1000 * limit));
        try {
            JsonNode found = JSON.readTree(line(WALL_SECONDS_PER_SECOND * limit, most));
            return Answer.of(call.asked(), found.get("code").asInt(), found.get("printed").asText(),
                    found.get("said").asText(), found.get("seconds").asDouble());
        } catch (TimeoutException e) {
            close();
            return Answer.late(limit);
        }
    }

    private static Duration used(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("--add-") || each.startsWith("-X")).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MeasureProcess.class.getName()));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        calls = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        try {
            line(SECONDS_TO_START, Duration.ofDays(1));
        } catch (TimeoutException e) {
            throw new IOException("the process did not start", e);
        }
    }

    /** The next line, unless the process has used so much processor time or the seconds are over. */
    private String line(double seconds, Duration most) throws IOException, InterruptedException, TimeoutException {
        BufferedReader from = answers;
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(from.readLine());
            } catch (IOException e) {
                return "null";
            }
        });
        long end = System.nanoTime() + (long) (1e9 * seconds);
        while (true) {
            try {
                return line.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (TimeoutException e) {
                if (System.nanoTime() > end || used(process.toHandle()).compareTo(most) > 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
