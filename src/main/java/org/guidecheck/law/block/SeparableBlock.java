package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.NoisedLineLaw;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Noised density of independent coordinates, by the formulas of {@link NoisedLineLaw}. */
final class SeparableBlock extends BlockDensity {
    private static final BlockLoops LOOPS = BlockLoops.active();
    private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(12);
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double ROOT_2PI = Math.sqrt(2 * Math.PI);

    private final List<Evaluator> lines;
    private final ErfcxBlock erfcx = new ErfcxBlock();
    private NoiseLevel level;
    private double sigma;

    /** Of one coordinate at each point: offset from the law's origin, log-density and its derivative. */
    private final double[] offset = new double[BLOCK];
    private final double[] log = new double[BLOCK];
    private final double[] slope = new double[BLOCK];

    /** Work arrays of an exponential law: argument x of erfcx, e^{−x²}, erfcx(x) or erfc(x), and results downwards. */
    private final double[] x = new double[BLOCK];
    private final double[] bell = new double[BLOCK];
    private final double[] tail = new double[BLOCK];
    private final double[] logDown = new double[BLOCK];
    private final double[] slopeDown = new double[BLOCK];

    SeparableBlock(List<NoisedLineLaw> lines) {
        super(lines.size());
        this.lines = lines.stream().map(line -> line.accept(new Evaluators())).toList();
    }

    /** Fills the log-densities and slopes of one coordinate, whose points begin at index row of z. */
    private interface Evaluator {
        void evaluate(double[] z, int row, int count);
    }

    private final class Evaluators implements NoisedLineLaw.Visitor<Evaluator> {
        @Override
        public Evaluator uniform(NoisedLineLaw.Uniform law) {
            double middle = 0.5 * (law.low() + law.high());
            return (z, row, count) -> {
                for (int p = 0; p < count; p++) {
                    SeparableBlock.this.uniform(law.high() - law.low(), z[row + p] - middle, p);
                }
            };
        }

        @Override
        public Evaluator exponential(NoisedLineLaw.ShiftedExponential law) {
            return (z, row, count) -> {
                subtract(law.origin(), z, row, count);
                SeparableBlock.this.exponential(1 / law.rate(), 1, count, log, slope);
            };
        }

        @Override
        public Evaluator laplace(NoisedLineLaw.DoubleExponential law) {
            return (z, row, count) -> {
                subtract(law.centre(), z, row, count);
                SeparableBlock.this.laplace(law.scale(), count);
            };
        }
    }

    @Override
    public void setLevel(NoiseLevel next) {
        level = next;
        sigma = next.sigma();
    }

    @Override
    void compute(double[] z, int count, double root) {
        Arrays.fill(exponent, -0.5 * dimension * Math.log(level.signal()));
        for (int i = 0; i < dimension; i++) {
            lines.get(i).evaluate(z, i * BLOCK, count);
            for (int p = 0; p < count; p++) {
                exponent[p] += log[p];
                score[i * BLOCK + p] = slope[p] / root;
            }
        }
    }

    private void subtract(double origin, double[] z, int row, int count) {
        for (int p = 0; p < count; p++) {
            offset[p] = z[row + p] - origin;
        }
    }

    /** A uniform law at offset v from its centre. */
    private void uniform(double width, double v, int p) {
        if (sigma == 0) {
            log[p] = Math.abs(v) <= 0.5 * width ? -Math.log(width) : Double.NEGATIVE_INFINITY;
            slope[p] = 0;
            return;
        }
        double m = -Math.abs(v) / sigma;
        double h = 0.5 * width / sigma;
        double near = m + h;
        double far = m - h;
        double pull;
        if (h <= 0.5 && -h * m <= 1) {
            double sum = 0;
            double moment = 0;
            for (int i = 0; i < RULE.getNumberOfPoints(); i++) {
                double hs = h * RULE.getPoint(i);
                double weight = RULE.getWeight(i) * Math.exp(hs * (m - 0.5 * hs));
                sum += weight;
                moment += weight * hs;
            }
            log[p] = Math.log(sum) - 0.5 * m * m - Math.log(2 * ROOT_2PI * sigma);
            pull = moment / sum - m;
        } else if (near <= 0) {
            double share = Math.exp(2 * h * m);
            double seen = ErfcxBlock.of(-ROOT_HALF * near) - share * ErfcxBlock.of(-ROOT_HALF * far);
            log[p] = Math.log(0.5 * seen / width) - 0.5 * near * near;
            pull = -ROOT_2_OVER_PI * Math.expm1(2 * h * m) / seen;
        } else {
            double above = Math.exp(-0.5 * near * near);
            double below = Math.exp(-0.5 * far * far);
            double missing = 0.5 * (above * ErfcxBlock.of(ROOT_HALF * near) + below * ErfcxBlock.of(-ROOT_HALF * far));
            log[p] = Math.log1p(-missing) - Math.log(width);
            pull = (above - below) / (ROOT_2PI * (1 - missing));
        }
        slope[p] = (v > 0 ? -pull : pull) / sigma;
    }

    /** An exponential law from offset 0 upwards (side 1) or downwards (side −1): log-density and derivative upwards. */
    private void exponential(double scale, int side, int count, double[] logs, double[] slopes) {
        if (sigma == 0) {
            for (int p = 0; p < count; p++) {
                double u = side * offset[p];
                logs[p] = u >= 0 ? -u / scale - Math.log(scale) : Double.NEGATIVE_INFINITY;
                slopes[p] = -side / scale;
            }
            return;
        }
        double growth = sigma / scale;
        for (int p = 0; p < count; p++) {
            x[p] = ROOT_HALF * (growth - side * offset[p] / sigma);
            bell[p] = -x[p] * x[p];
        }
        erfcx.evaluate(x, count);
        LOOPS.exp(bell, count);
        // erfcx(x) for x ≥ 0, erfc(x) for x < 0.
        for (int p = 0; p < count; p++) {
            tail[p] = x[p] >= 0 ? erfcx.value[p] : 2 - bell[p] * erfcx.value[p];
            logs[p] = tail[p];
        }
        LOOPS.log(logs, count);
        double norm = Math.log(2 * scale);
        for (int p = 0; p < count; p++) {
            double ratio = side * offset[p] / sigma;
            double power = x[p] >= 0 ? -0.5 * ratio * ratio : growth * (0.5 * growth - ratio);
            double upwards = x[p] >= 0 ? -(ratio + ROOT_HALF * erfcx.slope[p] / tail[p]) / sigma
                    : ROOT_2_OVER_PI * bell[p] / (tail[p] * sigma) - 1 / scale;
            logs[p] += power - norm;
            slopes[p] = side * upwards;
        }
    }

    private void laplace(double scale, int count) {
        if (sigma == 0) {
            for (int p = 0; p < count; p++) {
                log[p] = -Math.abs(offset[p]) / scale - Math.log(2 * scale);
                slope[p] = -Math.signum(offset[p]) / scale;
            }
            return;
        }
        exponential(scale, 1, count, log, slope);
        exponential(scale, -1, count, logDown, slopeDown);
        // The mean of the two densities, the smaller one taken relative to the larger.
        for (int p = 0; p < count; p++) {
            tail[p] = -Math.abs(log[p] - logDown[p]);
        }
        LOOPS.exp(tail, count);
        for (int p = 0; p < count; p++) {
            boolean up = log[p] >= logDown[p];
            double larger = up ? slope[p] : slopeDown[p];
            double smaller = up ? slopeDown[p] : slope[p];
            slope[p] = (larger + tail[p] * smaller) / (1 + tail[p]);
            log[p] = Math.max(log[p], logDown[p]);
            tail[p] = 0.5 * (1 + tail[p]);
        }
        LOOPS.log(tail, count);
        for (int p = 0; p < count; p++) {
            log[p] += tail[p];
        }
    }
}
