package org.guidecheck.law.io;

import java.util.Locale;
import org.guidecheck.text.InvalidInputException;

/**
 * Memory that the points of a CSV file need, estimated before they are read.
 *
 * @param rows     number of points
 * @param features number of coordinates
 * @param threads  number of threads that evaluate their noised density
 */
record CsvMemory(long rows, long features, int threads) {
    /** Numbers that a thread keeps for each point beside its coordinates: one for each place of a block, and a few. */
    private static final int WORKING_NUMBERS = 70;
    /** Copies of the points: as read, in the law, and as the means of its components. */
    private static final int COPIES = 3;
    /** Bytes of the objects around a point, in all copies. */
    private static final int OBJECTS = 150;

    /** {@return estimated bytes} */
    double bytes() {
        double points = (double) rows * features * Double.BYTES;
        return COPIES * points + (double) rows * OBJECTS
                + threads * (points + (double) rows * WORKING_NUMBERS * Double.BYTES);
    }

    /**
     * Refuses a file whose points do not fit.
     *
     * @param available bytes
     * @throws InvalidInputException with the figures
     */
    void requireFits(long available) {
        if (bytes() > available) {
            throw new InvalidInputException("", String.format(Locale.ROOT,
                    "%d rows of %d features need about %.1f GB of memory with %d threads, but Java has %.1f GB; take "
                            + "fewer rows or --columns, or set JAVA_TOOL_OPTIONS=-Xmx%dg",
                    rows, features, bytes() / 1e9, threads, available / 1e9, (long) Math.ceil(bytes() * 1.1 / 1e9)));
        }
    }
}
