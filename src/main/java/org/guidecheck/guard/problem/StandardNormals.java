package org.guidecheck.guard.problem;

import java.util.Locale;
import org.guidecheck.statistics.Interval;

/**
 * Test that numbers are independent standard normals.
 *
 * @param z     the numbers
 * @param alpha false-alarm rate of each of the three tests: mean, variance and distribution function
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
public record StandardNormals(double[] z, double alpha) {

    /**
     * The first test that the numbers fail.
     *
     * @param least smallest allowed variance, at most 1; a start that leaves out the data has the variance of its noise
     * @return what is wrong, in words; null if nothing is
     */
    public String fault(double least) {
        GaussianSample sample = new GaussianSample(z);
        for (double each : z) {
            if (!Double.isFinite(each)) {
                return "a number is not finite";
            }
        }
        Interval mean = sample.meanWithin(alpha);
        if (!mean.contains(0)) {
            return String.format(Locale.ROOT, "its noise has mean %.4f, in [%.4f, %.4f], must be 0", sample.mean(),
                    mean.lower(), mean.upper());
        }
        Interval variance = sample.varianceWithin(alpha);
        if (!(variance.lower() <= 1 && variance.upper() >= least)) {
            return String.format(Locale.ROOT, "its noise has %.4f times the right variance, in [%.4f, %.4f]",
                    sample.variance(),
                    variance.lower(), variance.upper());
        }
        double distance = sample.distanceFrom(new GaussianLaw.Coordinate(0, 1));
        double limit = Math.sqrt(Math.log(2 / alpha) / (2 * z.length)) + (1 - least);
        if (!(distance <= limit)) {
            return String.format(Locale.ROOT,
                    "its noise is not normal: the distance of the distribution functions is %.4f, must be at most %.4f",
                    distance, limit);
        }
        return null;
    }
}
