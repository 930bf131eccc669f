package org.guidecheck.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Text files in UTF-8: reads and validates a whole file, and writes one atomically. */
public final class TextFile {
    private TextFile() {
    }

    /**
     * Reads a file, without its byte order mark.
     *
     * @param file     UTF-8 text
     * @param maxBytes largest size accepted; checked before reading
     * @return its text
     * @throws InvalidInputException without the file's name, if it is missing, too large, unreadable or not UTF-8
     */
    public static String read(Path file, int maxBytes) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException("", "is a directory, must be a file");
            }
            requireSize(Files.size(file), maxBytes);
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                // The size of a pipe is unknown until it is read.
                bytes = in.readNBytes(maxBytes + 1);
            }
            requireSize(bytes.length, maxBytes);
            return decode(bytes);
        } catch (NoSuchFileException e) {
            throw because(e, "no such file");
        } catch (AccessDeniedException e) {
            throw because(e, "must be readable, but permission is denied");
        } catch (IOException e) {
            throw because(e, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Writes a file in UTF-8. If writing fails, an existing file is left unchanged.
     *
     * @param file replaced if it exists; its folder is created if missing
     * @param text the whole content
     * @throws FileSystemException naming the file, if it cannot be written
     * @throws IOException         if its folder cannot be created
     */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Content of a file, written piece by piece. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @param out receives the bytes; buffered
         * @throws IOException if they cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file of any content. If writing fails, an existing file is left unchanged.
     *
     * @param file    replaced if it exists; its folder is created if missing
     * @param content the whole content
     * @throws FileSystemException naming the file, if it cannot be written
     * @throws IOException         if its folder cannot be created
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Files.createTempFile would make the file unreadable for other users.
        Path unfinished = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(unfinished, content, file);
        } catch (IOException e) {
            throw naming(file, e);
        }
    }

    private static void write(Path unfinished, Content content, Path file) throws IOException {
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW))) {
                content.writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** An error of the unfinished file, with the name that the user gave. */
    private static FileSystemException naming(Path file, IOException problem) {
        String reason = problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
        FileSystemException named = problem instanceof AccessDeniedException
                ? new AccessDeniedException(file.toString(), null, reason)
                : new FileSystemException(file.toString(), null, reason);
        named.initCause(problem);
        return named;
    }

    private static void requireSize(long size, int maxBytes) {
        if (size > maxBytes) {
            throw new InvalidInputException("", "must have at most " + (maxBytes >> 20) + " MiB (" + maxBytes
                    + " bytes), but has " + (size == maxBytes + 1L ? "more" : size + " bytes"));
        }
    }

    private static InvalidInputException because(IOException cause, String problem) {
        InvalidInputException result = new InvalidInputException("", problem);
        result.initCause(cause);
        return result;
    }

    /**
     * Decodes UTF-8, without a byte order mark.
     *
     * @param bytes content of a file
     * @return their text
     * @throws InvalidInputException naming the first byte that is not UTF-8
     */
    public static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // U+FFFD is either part of the text or stands for invalid bytes; only a strict decoder tells which.
        if (text.indexOf('\uFFFD') >= 0) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true).isError()) {
                throw new InvalidInputException("byte " + (in.position() + 1),
                        String.format("0x%02x", in.get(in.position())), "must be UTF-8 text (save the file as UTF-8)");
            }
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
