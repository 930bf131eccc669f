package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.Arrays;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Independent coordinates, each a law on the line plus noise. The formulas are those of {@link Line}. */
final class SeparableBlock extends BlockLaw {
    private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(12);
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double ROOT_2PI = Math.sqrt(2 * Math.PI);

    private final Line[] lines;
    private NoiseLevel level;
    private double sigma;
    /** Results of the last point: log-density and its slope. */
    private double log;
    private double slope;

    SeparableBlock(Separable law) {
        super(law.dimension());
        lines = law.lines().toArray(Line[]::new);
    }

    @Override
    void at(NoiseLevel next) {
        level = next;
        sigma = next.sigma();
    }

    @Override
    void evaluate(double[] z, int count, double root) {
        Arrays.fill(logDensity, -0.5 * dimension * Math.log(level.signal()));
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < count; p++) {
                evaluate(lines[i], z[i * BLOCK + p]);
                logDensity[p] += log;
                score[i * BLOCK + p] = slope / root;
            }
        }
    }

    private void evaluate(Line line, double z) {
        if (line instanceof Line.Uniform uniform) {
            uniform(uniform.high() - uniform.low(), z - 0.5 * (uniform.low() + uniform.high()));
        } else if (line instanceof Line.Decay decay) {
            decay(1 / decay.rate(), z - decay.origin());
        } else if (line instanceof Line.TwoSided twoSided) {
            twoSided(twoSided.scale(), z - twoSided.centre());
        }
    }

    private void uniform(double width, double v) {
        if (sigma == 0) {
            log = Math.abs(v) <= 0.5 * width ? -Math.log(width) : Double.NEGATIVE_INFINITY;
            slope = 0;
            return;
        }
        double m = -Math.abs(v) / sigma;
        double h = 0.5 * width / sigma;
        double near = m + h;
        double far = m - h;
        if (h <= 0.5 && -h * m <= 1) {
            double sum = 0;
            double moment = 0;
            for (int i = 0; i < RULE.getNumberOfPoints(); i++) {
                double hs = h * RULE.getPoint(i);
                double weight = RULE.getWeight(i) * Math.exp(hs * (m - 0.5 * hs));
                sum += weight;
                moment += weight * hs;
            }
            log = Math.log(sum) - 0.5 * m * m - Math.log(2 * ROOT_2PI * sigma);
            slope = moment / sum - m;
        } else if (near <= 0) {
            double share = Math.exp(2 * h * m);
            double tail = erfcx(-ROOT_HALF * near) - share * erfcx(-ROOT_HALF * far);
            log = Math.log(0.5 * tail / width) - 0.5 * near * near;
            slope = -ROOT_2_OVER_PI * Math.expm1(2 * h * m) / tail;
        } else {
            double above = Math.exp(-0.5 * near * near);
            double below = Math.exp(-0.5 * far * far);
            double missing = 0.5 * (above * erfcx(ROOT_HALF * near) + below * erfcx(-ROOT_HALF * far));
            log = Math.log1p(-missing) - Math.log(width);
            slope = (above - below) / (ROOT_2PI * (1 - missing));
        }
        slope = (v > 0 ? -slope : slope) / sigma;
    }

    private void decay(double scale, double u) {
        if (sigma == 0) {
            log = u >= 0 ? -u / scale - Math.log(scale) : Double.NEGATIVE_INFINITY;
            slope = -1 / scale;
            return;
        }
        double ratio = u / sigma;
        double x = ROOT_HALF * (sigma / scale - ratio);
        if (x >= 0) {
            double value = erfcx(x);
            log = Math.log(value) - 0.5 * ratio * ratio - Math.log(2 * scale);
            slope = -(ratio + ROOT_HALF * erfcxSlope(x, value) / value) / sigma;
        } else {
            double bell = Math.exp(-x * x);
            double tail = 2 - bell * erfcx(-x);
            log = sigma / scale * (0.5 * sigma / scale - ratio) - Math.log(2 * scale) + Math.log(tail);
            slope = ROOT_2_OVER_PI * bell / (tail * sigma) - 1 / scale;
        }
    }

    private void twoSided(double scale, double u) {
        if (sigma == 0) {
            log = -Math.abs(u) / scale - Math.log(2 * scale);
            slope = -Math.signum(u) / scale;
            return;
        }
        decay(scale, u);
        double up = log;
        double upSlope = slope;
        decay(scale, -u);
        double larger = Math.max(up, log);
        double upShare = Math.exp(up - larger);
        double downShare = Math.exp(log - larger);
        slope = (upShare * upSlope - downShare * slope) / (upShare + downShare);
        log = larger + Math.log(0.5 * (upShare + downShare));
    }

    // erfcx by the midpoint rule with step 1/2 and the pole's correction: D. B. Hunter and T. Regan, A note on the
    // evaluation of the complementary error function, Math. Comp. 26 (1972). The scalar reference has another formula.
    private static final double STEP = 0.5;
    private static final int TERMS = 13;
    private static final double LAST_CORRECTION = Math.PI / STEP;
    private static final double[] NODES = new double[TERMS];
    private static final double[] SHARES = new double[TERMS];

    static {
        for (int k = 0; k < TERMS; k++) {
            NODES[k] = (k + 0.5) * (k + 0.5) * STEP * STEP;
            SHARES[k] = 2 * STEP / Math.PI * Math.exp(-NODES[k]);
        }
    }

    /** e^{x²} erfc(x), x ≥ 0. */
    static double erfcx(double x) {
        double square = x * x;
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            sum += SHARES[k] / (NODES[k] + square);
        }
        sum *= x;
        return x < LAST_CORRECTION ? sum + 2 * Math.exp(square) / (1 + Math.exp(2 * Math.PI / STEP * x)) : sum;
    }

    /** Its derivative, given its value: 2x·value − 2/√π, from the terms where that cancels. */
    static double erfcxSlope(double x, double value) {
        if (x < LAST_CORRECTION) {
            return 2 * x * value - 2 / Math.sqrt(Math.PI);
        }
        double square = x * x;
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            double below = NODES[k] + square;
            sum += SHARES[k] * (NODES[k] - square) / (below * below);
        }
        return sum;
    }
}
