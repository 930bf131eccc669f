package org.guidecheck.watch;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.guidecheck.text.InvalidInputException;

/**
 * File of the states of a watched file, to which each new state is appended: a line with a checksum, the number of bytes
 * read by then, and a checksum of the last of these. What a kill has cut off is written over.
 */
final class StateFile implements AutoCloseable {
    /** Refuses what is missing or null, so that the states need to look at their numbers alone. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL)).build();
    private static final int DIGITS = 8;

    private final FileChannel channel;
    private final Optional<Entry> last;

    /**
     * A line of the file.
     *
     * @param options  of the watch, in words, by their names
     * @param offset   bytes of the watched file that were read
     * @param tail     checksum of the last of these
     * @param state    the state
     */
    record Entry(Map<String, String> options, long offset, long tail, WatchState state) {
        /** Refuses more lines than bytes. */
        Entry {
            WatchState.require(state.lines() <= offset);
        }
    }

    private StateFile(FileChannel channel, Optional<Entry> last) {
        this.channel = channel;
        this.last = last;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param file    the file
     * @param options of the watch, in words, by their names
     * @return the file, ready to append
     * @throws InvalidInputException if it is no such file, or of another watch
     * @throws IOException           if it cannot be read or written
     */
    static StateFile open(Path file, Map<String, String> options) throws IOException {
        long end = 0;
        Optional<Entry> last = Optional.empty();
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    Optional<Entry> entry = entry(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                    if (entry.isEmpty()) {
                        throw new InvalidInputException("", "the line at byte " + from
                                + " is none that this version of watch wrote; name another file, or delete this one to begin anew")
                                .from(file.toString());
                    }
                    last = entry;
                    from = i + 1;
                    end = from;
                }
            }
        }
        if (last.isPresent() && !last.get().options().equals(options)) {
            throw new InvalidInputException("", "belongs to a watch with other options: "
                    + differences(last.get().options(), options)
                    + "; give the same ones, or name another file to begin anew").from(file.toString());
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(end);
        channel.position(end);
        return new StateFile(channel, last);
    }

    private static String differences(Map<String, String> before, Map<String, String> now) {
        return Stream.concat(now.keySet().stream(), before.keySet().stream()).distinct()
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .map(name -> name + " was " + before.getOrDefault(name, "none") + " and is "
                        + now.getOrDefault(name, "none"))
                .collect(Collectors.joining(", "));
    }

    /** {@return the last state; empty if the file is new} */
    Optional<Entry> last() {
        return last;
    }

    /** Appends a state, and returns when it is on the disk. */
    void append(Entry entry) throws IOException {
        String json = JSON.writeValueAsString(entry);
        ByteBuffer line = ByteBuffer.wrap((checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    private static Optional<Entry> entry(String line) {
        if (line.length() <= DIGITS || !line.substring(0, DIGITS).equals(checksum(line.substring(DIGITS + 1)))) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(line.substring(DIGITS + 1), Entry.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
