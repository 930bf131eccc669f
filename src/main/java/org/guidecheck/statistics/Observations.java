package org.guidecheck.statistics;

import java.util.function.Consumer;

/** Source of observations that are independent, or at least of constant mean given their past. */
@FunctionalInterface
public interface Observations {

    /**
     * Draws the next observations.
     *
     * @param howMany number wanted, at least 1
     * @return at most that many; empty if the source is exhausted
     */
    double[] next(int howMany);

    /**
     * Passes observations on in batches.
     *
     * @param howMany number wanted, at least 0
     * @param sink    receives each batch
     * @return the number supplied; smaller than wanted only if the source is exhausted
     */
    default int supply(int howMany, Consumer<double[]> sink) {
        int supplied = 0;
        while (supplied < howMany) {
            int wanted = Math.min(howMany - supplied, 8192);
            double[] batch = next(wanted);
            if (!(batch.length <= wanted)) {
                throw new IllegalStateException(
                        "batch=" + batch.length + ": must be at most the number asked for, " + wanted);
            }
            if (batch.length == 0) {
                break;
            }
            sink.accept(batch);
            supplied += batch.length;
        }
        return supplied;
    }
}
