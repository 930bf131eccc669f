package org.guidecheck.oracle.path;

/**
 * The time-step error of a mean, read off pairs of one path on a fine and on a coarse grid.
 *
 * <p>With weak order p the fine grid errs by (mean difference)/(2^p − 1): by a third of it at order 2, by all of it at
 * order 1, which is what the bound allows for, beside {@value #DEVIATIONS} standard errors of the difference. This is a
 * statement about the scheme, not a confidence interval, and is reported apart from one.
 */
final class StepErrorBound {
    private static final int DEVIATIONS = 7;

    private long count;
    private double sum;
    private double squares;

    void accept(double[] fine, double[] coarse) {
        for (int i = 0; i < fine.length; i++) {
            double difference = fine[i] - coarse[i];
            sum += difference;
            squares += difference * difference;
        }
        count += fine.length;
    }

    /** Mean of fine minus coarse. */
    double mean() {
        return sum / count;
    }

    /** Standard error of the mean. */
    double standardError() {
        return Math.sqrt(Math.max(0, squares / count - mean() * mean()) / count);
    }

    /** What the fine grid may err by. */
    double bound() {
        return Math.abs(mean()) + DEVIATIONS * standardError();
    }
}
