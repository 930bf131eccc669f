package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.JsonText;

/**
 * Journal of a hunt's finished rounds, one a line, each written through to the disk before the next begins. A line is
 * the CRC-32 of its JSON in eight hexadecimal digits, a space and the JSON; the first line identifies the hunt. A
 * last line that was cut off, as by a kill, is dropped; any other line that does not match its checksum is an error.
 */
final class Journal implements AutoCloseable {
    /** Largest file that is read: its rounds would take years. */
    private static final long MAX_BYTES = 256L << 20;

    private final FileChannel channel;
    private final Path file;

    /**
     * Finished round.
     *
     * @param laws      number of laws tried
     * @param undecided number of these that no oracle could decide
     * @param closeness closeness of the nearest law
     * @param nearest   the nearest law
     */
    record Entry(int laws, int undecided, double closeness, Discovery nearest) {
    }

    private Journal(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /** An open journal and what it holds. */
    record Opened(Journal journal, List<Entry> entries) {
    }

    /**
     * Opens a journal, new or to be continued.
     *
     * @param file   its folder is made if missing
     * @param header identifies the hunt
     * @param resume whether to keep the rounds that the file holds and add to them
     * @throws InvalidInputException naming the file and line, if it holds another hunt or is damaged
     */
    static Opened open(Path file, ObjectNode header, boolean resume) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            Journal journal = new Journal(channel, file);
            List<Entry> entries = resume ? journal.read(JsonText.write(header)) : List.of();
            if (!resume || channel.size() == 0) {
                channel.truncate(0);
                journal.append(header);
            }
            return new Opened(journal, entries);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw invalid(file, "", "another hunt is writing it");
        }
    }

    private List<Entry> read(String header) throws IOException {
        if (channel.size() > MAX_BYTES) {
            throw invalid(file, "", "must have at most " + MAX_BYTES + " bytes, but has " + channel.size());
        }
        // A cut may go through a character; the line then does not match its checksum.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        for (int line = 1; from < text.length(); line++) {
            int end = text.indexOf('\n', from);
            String json = end < 0 ? null : checked(text.substring(from, end));
            if (json == null) {
                if (end >= 0 && end + 1 < text.length()) {
                    throw invalid(file, "line " + line,
                            "does not match its checksum; start the hunt anew, without resuming it");
                }
                break;
            }
            if (line == 1) {
                if (!json.equals(header)) {
                    throw invalid(file, "line 1", "is of another hunt, " + json
                            + "; give the same options, or start the hunt anew, without resuming it");
                }
            } else {
                entries.add(entry(file, line, json));
            }
            from = end + 1;
        }
        channel.truncate(text.substring(0, from).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
        return entries;
    }

    private static Entry entry(Path file, int line, String json) {
        try {
            JsonFields fields = JsonFields.parse(json);
            return new Entry(fields.whole("laws", 0, Integer.MAX_VALUE),
                    fields.whole("undecided", 0, Integer.MAX_VALUE), fields.number("score"),
                    CounterexampleJson.discovery(fields.object("nearest")));
        } catch (InvalidInputException e) {
            throw e.from(file + ": line " + line);
        }
    }

    private static InvalidInputException invalid(Path file, String place, String problem) {
        return new InvalidInputException(place, problem).from(file.toString());
    }

    /** The JSON of a line; null if it does not match its checksum. */
    private static String checked(String line) {
        return line.length() > 9 && line.startsWith(sum(line.substring(9)) + " ") ? line.substring(9) : null;
    }

    private static String sum(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** Adds a round. */
    void append(Entry entry) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("laws", entry.laws())
                .put("undecided", entry.undecided()).put("score", entry.closeness());
        json.set("nearest", CounterexampleJson.of(entry.nearest()));
        append(json);
    }

    private void append(ObjectNode json) throws IOException {
        String text = JsonText.write(json);
        ByteBuffer bytes = ByteBuffer.wrap((sum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
