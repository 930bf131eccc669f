package org.guidecheck.guard.problem;

import java.util.Locale;
import org.guidecheck.statistics.Interval;

/**
 * Numbers that must be independent standard normals.
 *
 * @param z     the numbers
 * @param alpha false-alarm rate of each of the three looks at them: mean, variance and distribution function
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
public record StandardNormals(double[] z, double alpha) {

    /**
     * What is wrong with them.
     *
     * @param least least variance that is allowed, at most 1; a start without its share of the data has the noise alone
     * @return in words; null if nothing is
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
            return String.format(Locale.ROOT, "its noise has mean %.4f in [%.4f, %.4f]", sample.mean(), mean.lower(), mean.upper());
        }
        Interval variance = sample.varianceWithin(alpha);
        if (!(variance.lower() <= 1 && variance.upper() >= least)) {
            return String.format(Locale.ROOT, "its noise has %.4f times its variance, in [%.4f, %.4f]", sample.variance(),
                    variance.lower(), variance.upper());
        }
        double far = sample.distanceFrom(new GaussianLaw.Coordinate(0, 1));
        double limit = Math.sqrt(Math.log(2 / alpha) / (2 * z.length)) + (1 - least);
        if (!(far <= limit)) {
            return String.format(Locale.ROOT, "its noise is not normal: distribution functions %.4f apart, limit %.4f", far, limit);
        }
        return null;
    }
}
