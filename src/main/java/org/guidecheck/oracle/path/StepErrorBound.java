package org.guidecheck.oracle.path;

/**
 * Time-step error of a mean, estimated from pairs of the same path on a fine and a coarse grid.
 *
 * <p>At weak order p the error of the fine grid is (mean difference)/(2^p − 1): a third of the difference at order 2,
 * all of it at order 1. The bound allows for order 1 and adds {@value #DEVIATIONS} standard errors of the difference.
 * It is a statement about the scheme, not a confidence interval, and is reported separately.
 */
public final class StepErrorBound {
    private static final int DEVIATIONS = 7;

    private long count;
    private double sum;
    private double squares;

    /**
     * Adds pairs.
     *
     * @param fine   values on the fine grid
     * @param coarse values of the same paths on the coarse grid, as many
     */
    public void accept(double[] fine, double[] coarse) {
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

    /** {@return bound on the error of the fine grid} */
    public double bound() {
        return Math.abs(mean()) + DEVIATIONS * standardError();
    }
}
