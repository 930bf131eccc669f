package org.guidecheck.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.guidecheck.text.InvalidInputException;

/** File that grows, read line by line from an offset on. Not thread-safe. */
final class WatchedFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int TAIL = 4096;

    private final Path file;
    private final FileChannel channel;
    private final long start;
    private final LineSplitter splitter = new LineSplitter();
    private final byte[] buffer = new byte[BUFFER];
    private long position;

    /**
     * Opens a file.
     *
     * @param file  the file
     * @param start offset of the first byte to read
     * @throws IOException if it cannot be read
     */
    WatchedFile(Path file, long start) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.start = start;
        this.position = start;
    }

    /**
     * Reads some of what is there.
     *
     * @param lines is given each complete line; empty for one that is too long
     * @return whether there was anything
     * @throws InvalidInputException if the file has become shorter
     * @throws IOException           if it cannot be read
     */
    boolean read(Consumer<Optional<String>> lines) throws IOException {
        if (channel.size() < position) {
            throw new InvalidInputException("", "has become shorter: " + position + " bytes were read, and it has "
                    + channel.size()).from(file.toString());
        }
        int count = channel.read(ByteBuffer.wrap(buffer), position);
        if (count <= 0) {
            return false;
        }
        position += count;
        splitter.accept(buffer, count, lines);
        return true;
    }

    /**
     * Ends reading.
     *
     * @param lines is given the last line if it has no end
     */
    void end(Consumer<Optional<String>> lines) {
        splitter.end(lines);
    }

    /** {@return offset after the last complete line} */
    long offset() {
        return start + splitter.bytes();
    }

    /**
     * Checksum of the last bytes before an offset, by which a file is known again.
     *
     * @param offset at most the size of the file
     * @throws IOException if it cannot be read
     */
    long tail(long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TAIL, offset));
        long from = offset - bytes.capacity();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) <= 0) {
                return -1;
            }
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.flip());
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
