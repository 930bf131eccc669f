package org.guidecheck.law;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Law of a real random variable X for which the density of X + σZ, with independent normal noise σZ, is known in closed
 * form: the law of one coordinate of a {@link Box}, {@link Exponential} or {@link Laplace}. Tails are computed in
 * logarithms through erfcx, so that nothing underflows far from the centre.
 */
public interface NoisedLineLaw {

    /** Log-density of X + σZ at y; σ ≥ 0. */
    <T extends CalculusFieldElement<T>> T logDensity(T y, T sigma);

    /** Derivative of the log-density in y. */
    <T extends CalculusFieldElement<T>> T score(T y, T sigma);

    /** Draws X exactly. */
    double draw(UniformRandomProvider random);

    /** The mean of X. */
    double mean();

    /** The standard deviation of X, above 0. */
    double deviation();

    /** The edges, peaks and tails that a mesh must resolve, at least one. */
    List<LineFeature> features();

    /** Calls the visitor's method for this law; returns its result. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Visitor of the laws on the line.
     *
     * @param <R> type of the result
     */
    interface Visitor<R> {
        /** Visits a uniform law. */
        R uniform(Uniform law);

        /** Visits an exponential law. */
        R exponential(ShiftedExponential law);

        /** Visits a Laplace law. */
        R laplace(DoubleExponential law);
    }

    /**
     * Uniform law on an interval. The noised density is a difference of two normal distribution functions.
     *
     * @param low  its lower end
     * @param high its upper end, above low
     */
    record Uniform(double low, double high) implements NoisedLineLaw {
        /**
         * With noise wide against the interval that difference cancels, so the noise is integrated over the interval.
         */
        private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(16);

        @Override
        public <T extends CalculusFieldElement<T>> T logDensity(T y, T sigma) {
            Reflected<T> at = new Reflected<>(y, sigma);
            double width = high - low;
            if (sigma.getReal() == 0) {
                return y.newInstance(y.getReal() >= low && y.getReal() <= high
                        ? -Math.log(width) : Double.NEGATIVE_INFINITY);
            }
            return switch (at.region()) {
                case WIDE -> at.integral().log().add(at.m.multiply(at.m).multiply(-0.5)).subtract(sigma.log())
                        .subtract(Math.log(2 * Math.sqrt(2 * Math.PI)));
                case OUTSIDE -> at.tail().multiply(0.5 / width).log().subtract(at.near.multiply(at.near).multiply(0.5));
                case INSIDE -> at.missing().negate().log1p().subtract(Math.log(width));
            };
        }

        @Override
        public <T extends CalculusFieldElement<T>> T score(T y, T sigma) {
            if (sigma.getReal() == 0) {
                return y.getField().getZero();
            }
            Reflected<T> at = new Reflected<>(y, sigma);
            T slope = switch (at.region()) {
                case WIDE -> at.firstMoment().divide(at.integral());
                case OUTSIDE -> at.logRatio().expm1().negate().multiply(Math.sqrt(2 / Math.PI)).divide(at.tail());
                case INSIDE -> at.normal(at.near).subtract(at.normal(at.far)).divide(at.missing().negate().add(1));
            };
            return (at.reflected ? slope.negate() : slope).divide(sigma);
        }

        private enum Region {
            WIDE, OUTSIDE, INSIDE
        }

        /** A point in units of the noise, reflected to below the interval's centre. */
        private final class Reflected<T extends CalculusFieldElement<T>> {
            private final boolean reflected;
            /** (y − centre)/σ ≤ 0, half the width over σ, and the distances to the ends: near = m + h, far = m − h. */
            private final T m;
            private final T h;
            private final T near;
            private final T far;

            Reflected(T y, T sigma) {
                T v = y.subtract(0.5 * (low + high));
                reflected = v.getReal() > 0;
                m = (reflected ? v.negate() : v).divide(sigma);
                h = sigma.reciprocal().multiply(0.5 * (high - low));
                near = m.add(h);
                far = m.subtract(h);
            }

            Region region() {
                double width = 2 * h.getReal();
                if (width <= 1 && width * -m.getReal() <= 2) {
                    return Region.WIDE;
                }
                return near.getReal() <= 0 ? Region.OUTSIDE : Region.INSIDE;
            }

            /** ∫ exp(m h s − h² s²/2) ds over [−1, 1]. */
            T integral() {
                T sum = m.getField().getZero();
                for (int i = 0; i < RULE.getNumberOfPoints(); i++) {
                    sum = sum.add(term(i));
                }
                return sum;
            }

            /** ∫ (h s − m) exp(m h s − h² s²/2) ds over [−1, 1]. */
            T firstMoment() {
                T sum = m.getField().getZero();
                for (int i = 0; i < RULE.getNumberOfPoints(); i++) {
                    sum = sum.add(term(i).multiply(h.multiply(RULE.getPoint(i)).subtract(m)));
                }
                return sum;
            }

            private T term(int i) {
                T hs = h.multiply(RULE.getPoint(i));
                return hs.multiply(m.subtract(hs.multiply(0.5))).exp().multiply(RULE.getWeight(i));
            }

            /** log(φ(far)/φ(near)). */
            T logRatio() {
                return h.multiply(m).multiply(2);
            }

            /** 2(Φ(near) − Φ(far)) e^{near²/2}. */
            T tail() {
                return Erfcx.of(near.multiply(-Math.sqrt(0.5)))
                        .subtract(logRatio().exp().multiply(Erfcx.of(far.multiply(-Math.sqrt(0.5)))));
            }

            /** 1 − (Φ(near) − Φ(far)), near ≥ 0 ≥ far. */
            T missing() {
                T above = near.multiply(near).multiply(-0.5).exp().multiply(Erfcx.of(near.multiply(Math.sqrt(0.5))));
                T below = far.multiply(far).multiply(-0.5).exp().multiply(Erfcx.of(far.multiply(-Math.sqrt(0.5))));
                return above.add(below).multiply(0.5);
            }

            T normal(T z) {
                return z.multiply(z).multiply(-0.5).exp().multiply(1 / Math.sqrt(2 * Math.PI));
            }
        }

        @Override
        public double draw(UniformRandomProvider random) {
            return low + (high - low) * random.nextDouble();
        }

        @Override
        public double mean() {
            return 0.5 * (low + high);
        }

        @Override
        public double deviation() {
            return (high - low) / Math.sqrt(12);
        }

        @Override
        public List<LineFeature> features() {
            return List.of(new LineFeature(low, 0), new LineFeature(high, 0));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.uniform(this);
        }
    }

    /**
     * Exponential law with density rate·e^{−rate·(x − origin)} for x ≥ origin. The noised law is an exponentially
     * modified normal.
     *
     * @param origin its lower end
     * @param rate   above 0
     */
    record ShiftedExponential(double origin, double rate) implements NoisedLineLaw {
        private double scale() {
            return 1 / rate;
        }

        @Override
        public <T extends CalculusFieldElement<T>> T logDensity(T y, T sigma) {
            return logDensityAbove(y.subtract(origin), sigma);
        }

        @Override
        public <T extends CalculusFieldElement<T>> T score(T y, T sigma) {
            return scoreAbove(y.subtract(origin), sigma);
        }

        /** Log-density at u above the origin. */
        private <T extends CalculusFieldElement<T>> T logDensityAbove(T u, T sigma) {
            if (sigma.getReal() == 0) {
                return u.getReal() >= 0 ? u.divide(-scale()).subtract(Math.log(scale()))
                        : u.newInstance(Double.NEGATIVE_INFINITY);
            }
            T x = argument(u, sigma);
            T ratio = u.divide(sigma);
            if (x.getReal() >= 0) {
                return Erfcx.of(x).log().subtract(ratio.multiply(ratio).multiply(0.5)).subtract(Math.log(2 * scale()));
            }
            T growth = sigma.divide(scale());
            return growth.multiply(growth.multiply(0.5).subtract(ratio)).subtract(Math.log(2 * scale()))
                    .add(erfcBelow(x).log());
        }

        /** Derivative of {@link #logDensityAbove} in u. */
        private <T extends CalculusFieldElement<T>> T scoreAbove(T u, T sigma) {
            if (sigma.getReal() == 0) {
                return u.newInstance(-1 / scale());
            }
            T x = argument(u, sigma);
            if (x.getReal() >= 0) {
                return Erfcx.logDerivative(x).multiply(Math.sqrt(0.5)).add(u.divide(sigma)).divide(sigma).negate();
            }
            return x.multiply(x).negate().exp().multiply(Math.sqrt(2 / Math.PI)).divide(erfcBelow(x)).divide(sigma)
                    .subtract(1 / scale());
        }

        /** Argument of erfcx. */
        private <T extends CalculusFieldElement<T>> T argument(T u, T sigma) {
            return sigma.divide(scale()).subtract(u.divide(sigma)).multiply(Math.sqrt(0.5));
        }

        /** erfc(x) for x < 0. */
        private static <T extends CalculusFieldElement<T>> T erfcBelow(T x) {
            return x.multiply(x).negate().exp().multiply(Erfcx.of(x.negate())).negate().add(2);
        }

        @Override
        public double draw(UniformRandomProvider random) {
            return origin + scale() * ZigguratSampler.Exponential.of(random).sample();
        }

        @Override
        public double mean() {
            return origin + scale();
        }

        @Override
        public double deviation() {
            return scale();
        }

        @Override
        public List<LineFeature> features() {
            List<LineFeature> result = new ArrayList<>(List.of(new LineFeature(origin, 0)));
            result.addAll(LineFeature.ofTail(origin, scale()));
            return result;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exponential(this);
        }
    }

    /**
     * Laplace law with density e^{−|x − centre|/scale}/(2 scale): the mean of an exponential law and its mirror image.
     *
     * @param centre its median
     * @param scale  above 0
     */
    record DoubleExponential(double centre, double scale) implements NoisedLineLaw {
        /** Width of the kink at the centre that a mesh must resolve, in scales. */
        private static final double PEAK = 0.2;

        @Override
        public <T extends CalculusFieldElement<T>> T logDensity(T y, T sigma) {
            T u = y.subtract(centre);
            if (sigma.getReal() == 0) {
                return (u.getReal() < 0 ? u : u.negate()).divide(scale).subtract(Math.log(2 * scale));
            }
            return LogSumExp.of(List.of(half().logDensityAbove(u, sigma), half().logDensityAbove(u.negate(), sigma)))
                    .subtract(Math.log(2));
        }

        @Override
        public <T extends CalculusFieldElement<T>> T score(T y, T sigma) {
            T u = y.subtract(centre);
            if (sigma.getReal() == 0) {
                return u.newInstance(-Math.signum(u.getReal()) / scale);
            }
            T up = half().logDensityAbove(u, sigma);
            T down = half().logDensityAbove(u.negate(), sigma);
            // Posterior weights of the two halves, in the form that does not overflow.
            boolean isUp = up.getReal() >= down.getReal();
            T small = (isUp ? down.subtract(up) : up.subtract(down)).exp();
            T larger = small.add(1).reciprocal();
            T smaller = small.divide(small.add(1));
            T upShare = isUp ? larger : smaller;
            T downShare = isUp ? smaller : larger;
            return upShare.multiply(half().scoreAbove(u, sigma))
                    .subtract(downShare.multiply(half().scoreAbove(u.negate(), sigma)));
        }

        private ShiftedExponential half() {
            return new ShiftedExponential(0, 1 / scale);
        }

        @Override
        public double draw(UniformRandomProvider random) {
            double size = scale * ZigguratSampler.Exponential.of(random).sample();
            return random.nextBoolean() ? centre + size : centre - size;
        }

        @Override
        public double mean() {
            return centre;
        }

        @Override
        public double deviation() {
            return scale * Math.sqrt(2);
        }

        @Override
        public List<LineFeature> features() {
            List<LineFeature> result = new ArrayList<>(List.of(new LineFeature(centre, PEAK * scale * PEAK * scale)));
            result.addAll(LineFeature.ofTail(centre, scale));
            result.addAll(LineFeature.ofTail(centre, -scale));
            return result;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.laplace(this);
        }
    }
}
