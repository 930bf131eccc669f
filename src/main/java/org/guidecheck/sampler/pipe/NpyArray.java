package org.guidecheck.sampler.pipe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matrix in NumPy's file format, version 1.0 (NumPy Enhancement Proposal 1), with one point per row, in C order, little
 * endian.
 *
 * @param type   number format
 * @param rows   number of points n ≥ 1
 * @param values n·d numbers, row-major; not copied, so neither side may change them
 */
@SuppressWarnings("ArrayRecordComponent")
record NpyArray(Type type, int rows, double[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** The header's length is a multiple of this. */
    private static final int ALIGNMENT = 64;
    /** Bytes per write: fewer than a Linux pipe buffers, so that one side can write while the other reads. */
    private static final int CHUNK = 1 << 15;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    /** Number format. */
    enum Type {
        FLOAT32("<f4", Float.BYTES),
        FLOAT64("<f8", Double.BYTES);

        private final String descr;
        private final int bytes;

        Type(String descr, int bytes) {
            this.descr = descr;
            this.bytes = bytes;
        }

        /** The format as NumPy writes it in a file. */
        String descr() {
            return descr;
        }
    }

    int columns() {
        return values.length / rows;
    }

    /**
     * Checks that all values are finite.
     *
     * @param doing what the program did with the points, as the start of the message
     * @throws ProtocolFault naming the first value that is not finite
     */
    void requireFinite(String doing) throws ProtocolFault {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new ProtocolFault(doing + " with " + values[i] + " in row " + i / columns() + ", column "
                        + i % columns() + ": must be finite");
            }
        }
    }

    /**
     * Checks the number format of an answer.
     *
     * @return this array
     * @throws ProtocolFault if it is another
     */
    NpyArray requireType(Type wanted) throws ProtocolFault {
        if (type != wanted) {
            throw new ProtocolFault("sent an array of dtype '" + type.descr() + "': must be '" + wanted.descr()
                    + "' as the predictions are; its first message declares the precision, single or double");
        }
        return this;
    }

    /** A buffer for reading and writing, for one thread at a time. */
    static byte[] chunk() {
        return new byte[CHUNK];
    }

    /** Writes header and values through a {@link #chunk()}. */
    void writeTo(OutputStream out, byte[] bytes) throws IOException {
        String header = "{'descr': '" + type.descr + "', 'fortran_order': False, 'shape': (" + rows + ", " + columns()
                + "), }";
        int before = MAGIC.length + 4;
        int length = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer start = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        start.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length)
                .put((header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(start.array());
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length;) {
            int count = Math.min(values.length - done, CHUNK / type.bytes);
            if (type == Type.FLOAT64) {
                chunk.asDoubleBuffer().put(values, done, count);
            } else {
                for (int i = 0; i < count; i++) {
                    chunk.putFloat(i * Float.BYTES, (float) values[done + i]);
                }
            }
            out.write(bytes, 0, count * type.bytes);
            done += count;
        }
    }

    /**
     * Reads an array of a known shape. Memory is allocated only after the header has been found to state that shape.
     *
     * @param in       positioned at the array's first byte; left after its last
     * @param rows     n ≥ 1
     * @param columns  d ≥ 1, with n·d an int
     * @param reusable array to use for the values if its length fits
     * @param bytes    a {@link #chunk()}
     * @throws ProtocolFault if the array has another shape or format
     * @throws EOFException  if the stream ends within it
     */
    static NpyArray read(InputStream in, int rows, int columns, double[] reusable, byte[] bytes)
            throws IOException {
        Type type = readHeader(in, rows, columns);
        int length = Math.multiplyExact(rows, columns);
        double[] values = reusable.length == length ? reusable : new double[length];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length;) {
            int count = Math.min(values.length - done, CHUNK / type.bytes);
            readFully(in, bytes, count * type.bytes);
            if (type == Type.FLOAT64) {
                chunk.asDoubleBuffer().get(values, done, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[done + i] = chunk.getFloat(i * Float.BYTES);
                }
            }
            done += count;
        }
        return new NpyArray(type, rows, values);
    }

    private static Type readHeader(InputStream in, int rows, int columns) throws IOException {
        byte[] start = new byte[MAGIC.length + 4];
        readFully(in, start, start.length);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new ProtocolFault("sent " + ProtocolFault.quote(new String(start, StandardCharsets.ISO_8859_1))
                    + " where an array begins: it must be in NumPy's .npy format");
        }
        if (start[6] != 1 || start[7] != 0) {
            throw new ProtocolFault("sent an array in version " + start[6] + "." + start[7]
                    + " of the .npy format: must be 1.0");
        }
        byte[] text = new byte[Byte.toUnsignedInt(start[8]) | Byte.toUnsignedInt(start[9]) << 8];
        readFully(in, text, text.length);
        String header = new String(text, StandardCharsets.ISO_8859_1);
        String descr = field(DESCR, "descr", header);
        String shape = field(SHAPE, "shape", header).strip();
        Type type = Arrays.stream(Type.values()).filter(t -> t.descr.equals(descr)).findFirst().orElse(null);
        if (type == null) {
            throw new ProtocolFault("sent an array of dtype " + ProtocolFault.quote(descr)
                    + ": must be '<f4' (float32) or '<f8' (float64)");
        }
        if (field(ORDER, "fortran_order", header).equals("True")) {
            throw new ProtocolFault("sent an array in Fortran order: must be in C order");
        }
        if (!shape.matches(rows + "\\s*,\\s*" + columns + "\\s*,?")) {
            String stated = ProtocolFault.quote("(" + shape + ")");
            throw new ProtocolFault("sent an array of shape " + stated.substring(1, stated.length() - 1)
                    + ": must be (" + rows + ", " + columns + "), a row for each point of the batch; parts of it "
                    + "are not supported");
        }
        return type;
    }

    private static String field(Pattern pattern, String name, String header) throws ProtocolFault {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new ProtocolFault("sent an array with the header " + ProtocolFault.quote(header)
                    + ": must have a plain '" + name + "'");
        }
        return matcher.group(1);
    }

    private static void readFully(InputStream in, byte[] bytes, int count) throws IOException {
        if (in.readNBytes(bytes, 0, count) < count) {
            throw new EOFException("the stream ends within an array");
        }
    }
}
