package org.guidecheck.claim.reward;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.Erfcx;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.StandardNormal;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.MathArrays;

/**
 * Reward R(x) = 1 on the half-space ⟨n, x⟩ ≥ b and 0 elsewhere, for data that is a mixture of isotropic Gaussians.
 *
 * <p>Given X_t = x and component k with mean m_k and variance v, X_0 is Gaussian with mean (τ m_k + √t v x)/V and
 * variance s² = v τ/V, where V = t v + τ. So h is a mixture of normal distribution functions, computed in logarithms to
 * keep its tails.
 */
final class HalfSpaceReward implements Reward {
    private static final double LOG_2PI = Math.log(2 * Math.PI);

    private final Law data;
    private final double[] normal;
    private final double bound;
    private final List<Component> parts;

    HalfSpaceReward(Law data, double[] normal, double bound) {
        this.data = data;
        this.normal = normal.clone();
        this.bound = bound;
        this.parts = data.gaussianComponents().orElseThrow();
    }

    @Override
    public String name() {
        return "a half-space";
    }

    @Override
    public double mean() {
        double sum = 0;
        for (Component part : parts) {
            double z = (along(part) - bound) / Math.sqrt(part.gaussian().covariance().variance(0));
            sum += part.weight() * StandardNormal.cdf(z);
        }
        return sum;
    }

    private double along(Component part) {
        double sum = 0;
        for (int i = 0; i < normal.length; i++) {
            sum += normal[i] * part.gaussian().mean(i);
        }
        return sum;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logValue(T[] x, NoiseLevel.OfField<T> level) {
        T[] logs = MathArrays.buildArray(level.signal().getField(), parts.size());
        for (int k = 0; k < logs.length; k++) {
            logs[k] = logPart(k, x, level).add(logNormal(quantile(k, x, level)));
        }
        return logSum(logs).subtract(data.logDensity(x, level));
    }

    /** log(weight · density) of noised component k. */
    private <T extends CalculusFieldElement<T>> T logPart(int k, T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T variance = noised(k, level);
        T square = level.signal().getField().getZero();
        for (int i = 0; i < x.length; i++) {
            T z = x[i].subtract(root.multiply(parts.get(k).gaussian().mean(i)));
            square = square.add(z.multiply(z));
        }
        return square.divide(variance).add(variance.log().add(LOG_2PI).multiply(x.length)).multiply(-0.5)
                .add(Math.log(parts.get(k).weight()));
    }

    private <T extends CalculusFieldElement<T>> T noised(int k, NoiseLevel.OfField<T> level) {
        return level.signal().multiply(parts.get(k).gaussian().covariance().variance(0)).add(level.noise());
    }

    /** Distance of the mean of X_0 given x and component k into the half-space, in standard deviations s. */
    private <T extends CalculusFieldElement<T>> T quantile(int k, T[] x, NoiseLevel.OfField<T> level) {
        double v = parts.get(k).gaussian().covariance().variance(0);
        T variance = noised(k, level);
        T projection = level.noise().multiply(along(parts.get(k)));
        for (int i = 0; i < x.length; i++) {
            projection = projection.add(level.signal().sqrt().multiply(v * normal[i]).multiply(x[i]));
        }
        T deviation = level.noise().multiply(v).divide(variance).sqrt();
        return projection.divide(variance).subtract(bound).divide(deviation);
    }

    /** log Φ(z), without cancellation in either tail. */
    static <T extends CalculusFieldElement<T>> T logNormal(T z) {
        T square = z.multiply(z).multiply(-0.5);
        if (z.getReal() < 0) {
            return square.add(Erfcx.of(z.multiply(-Math.sqrt(0.5))).multiply(0.5).log());
        }
        return square.exp().multiply(Erfcx.of(z.multiply(Math.sqrt(0.5)))).multiply(-0.5).log1p();
    }

    private static <T extends CalculusFieldElement<T>> T logSum(T[] logs) {
        double largest = Arrays.stream(logs).mapToDouble(T::getReal).max().orElseThrow();
        T sum = logs[0].getField().getZero();
        for (T each : logs) {
            sum = sum.add(each.subtract(largest).exp());
        }
        return sum.log().add(largest);
    }

    @Override
    public double[] gradient(double[] x, NoiseLevel level) {
        int d = x.length;
        int n = parts.size();
        double t = level.signal();
        double root = Math.sqrt(t);
        double[] own = new double[n];
        double[] inside = new double[n];
        double[] slopes = new double[n];
        double[] variances = new double[n];
        double largest = Double.NEGATIVE_INFINITY;
        double largestInside = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            Gaussian part = parts.get(k).gaussian();
            double v = part.covariance().variance(0);
            variances[k] = t * v + level.noise();
            double deviation = Math.sqrt(level.noise() * v / variances[k]);
            double square = 0;
            double projection = 0;
            for (int i = 0; i < d; i++) {
                double z = x[i] - root * part.mean(i);
                square += z * z;
                projection += normal[i] * (level.noise() * part.mean(i) + root * v * x[i]);
            }
            double z = (projection / variances[k] - bound) / deviation;
            double scaled = Erfcx.of(new Binary64(Math.abs(z) * Math.sqrt(0.5))).getReal();
            double bell = Math.exp(-0.5 * z * z);
            // φ(z)/Φ(z) and log Φ(z), without cancellation in either tail.
            double share = 1 - 0.5 * bell * scaled;
            double hazard = z < 0 ? Math.sqrt(2 / Math.PI) / scaled : bell / Math.sqrt(2 * Math.PI) / share;
            slopes[k] = hazard * root * v / variances[k] / deviation;
            own[k] = Math.log(parts.get(k).weight()) - 0.5 * (square / variances[k] + d * Math.log(variances[k]));
            inside[k] = own[k] + (z < 0 ? -0.5 * z * z + Math.log(0.5 * scaled) : Math.log(share));
            largest = Math.max(largest, own[k]);
            largestInside = Math.max(largestInside, inside[k]);
        }
        double mass = 0;
        double massInside = 0;
        for (int k = 0; k < n; k++) {
            own[k] = Math.exp(own[k] - largest);
            inside[k] = Math.exp(inside[k] - largestInside);
            mass += own[k];
            massInside += inside[k];
        }
        // Component scores under the posterior with the reward, less those without it, plus the slopes of log Φ.
        double[] result = new double[d];
        for (int k = 0; k < n; k++) {
            double change = inside[k] / massInside - own[k] / mass;
            for (int i = 0; i < d; i++) {
                result[i] += change * (root * parts.get(k).gaussian().mean(i) - x[i]) / variances[k]
                        + inside[k] / massInside * slopes[k] * normal[i];
            }
        }
        return result;
    }

    /** {@inheritDoc} By rejection, since the half-space holds a good share of the data. */
    @Override
    public double[] drawTilted(UniformRandomProvider random) {
        while (true) {
            double[] x = data.draw(random);
            double projection = 0;
            for (int i = 0; i < x.length; i++) {
                projection += normal[i] * x[i];
            }
            if (projection >= bound) {
                return x;
            }
        }
    }
}
