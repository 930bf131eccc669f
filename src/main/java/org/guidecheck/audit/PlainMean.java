package org.guidecheck.audit;

/** Average of numbers without a known range, with their deviation; a measurement that bounds nothing. */
final class PlainMean {
    private long count;
    private double mean;
    private double squares;

    void add(double x) {
        count++;
        double deviation = x - mean;
        mean += deviation / count;
        squares += deviation * (x - mean);
    }

    double mean() {
        return mean;
    }

    /** Standard deviation of the numbers; 0 for fewer than two. */
    double deviation() {
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }

    double standardError() {
        return deviation() / Math.sqrt(Math.max(1.0, (double) count));
    }
}
