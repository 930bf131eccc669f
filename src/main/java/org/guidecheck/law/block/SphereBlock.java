package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.Sphere;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Gamma;

/**
 * Noised density of the uniform law on a sphere, by Gauss–Legendre quadrature over the angle θ between a point and a
 * point of the sphere: the integral of e^{κ(cos θ − 1)} sin^{d−2} θ over the angles where it is above rounding. The
 * scalar reference sums the series of the Bessel function instead.
 */
final class SphereBlock extends BlockDensity {
    private static final BlockLoops LOOPS = BlockLoops.active();
    private static final int NODES = 64;
    private static final double[] POINTS = new double[NODES];
    private static final double[] WEIGHTS = new double[NODES];

    static {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES);
        Arrays.setAll(POINTS, rule::getPoint);
        Arrays.setAll(WEIGHTS, rule::getWeight);
    }

    /** Angles with κ(1 − cos θ) above this, in few dimensions, are left out. */
    private static final double FAR = 45;

    private final Sphere sphere;
    /** log ∫ sin^{d−2} θ dθ over [0, π]. */
    private final double logNorm;
    /** Squared distances from the centre, then factors of the scores. */
    private final double[] square = new double[BLOCK];
    /** Sines of half the angles, and the integrand at the angles. */
    private final double[] half = new double[NODES];
    private final double[] weight = new double[NODES];
    private NoiseLevel level;

    SphereBlock(Sphere sphere) {
        super(sphere.dimension());
        this.sphere = sphere;
        this.logNorm = 0.5 * Math.log(Math.PI) + Gamma.logGamma(0.5 * (dimension - 1))
                - Gamma.logGamma(0.5 * dimension);
    }

    @Override
    public void setLevel(NoiseLevel next) {
        level = next;
    }

    @Override
    void compute(double[] z, int count, double root) {
        double ratio = level.signal() / level.noise();
        double constant = -0.5 * dimension * Math.log(2 * Math.PI * level.noise());
        Arrays.fill(square, 0);
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < count; p++) {
                double v = z[i * BLOCK + p] - sphere.center(i);
                square[p] += v * v;
            }
        }
        for (int p = 0; p < count; p++) {
            double distance = Math.sqrt(square[p]);
            double kappa = distance * sphere.radius() * ratio;
            double gap = distance - sphere.radius();
            double cosine = meanCosine(kappa, p);
            exponent[p] += constant - 0.5 * gap * gap * ratio;
            // The score is (r·(mean cosine)·direction − (z − centre))·t/τ/√t. Near the centre the mean cosine is κ/d.
            double pull = kappa > 1e-9 ? sphere.radius() * cosine / distance : sphere.radius() * sphere.radius() * ratio
                    / dimension;
            square[p] = (pull - 1) * ratio / root;
        }
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < count; p++) {
                score[i * BLOCK + p] = (z[i * BLOCK + p] - sphere.center(i)) * square[p];
            }
        }
    }

    /** Sets exponent[p] to the logarithm of the mean of e^{κ(cos θ − 1)}; returns the mean cosine under that weight. */
    private double meanCosine(double kappa, int p) {
        if (dimension == 1) {
            double back = Math.exp(-2 * kappa);
            exponent[p] = Math.log1p(back) - Math.log(2);
            return -Math.expm1(-2 * kappa) / (1 + back);
        }
        // (1 − cos θ)/2 up to which the integrand, with its peak at θ ~ √(d/κ), is above rounding.
        double reach = (FAR + dimension * Math.log1p(kappa)) / (2 * Math.max(kappa, 1e-300));
        double last = reach < 1 ? 2 * Math.asin(Math.sqrt(reach)) : Math.PI;
        for (int i = 0; i < NODES; i++) {
            half[i] = 0.25 * last * (1 + POINTS[i]);
            weight[i] = 2 * half[i];
        }
        LOOPS.sin(half, NODES);
        if (dimension > 2) {
            LOOPS.sin(weight, NODES);
            LOOPS.log(weight, NODES);
        }
        for (int i = 0; i < NODES; i++) {
            double sines = dimension > 2 ? (dimension - 2) * weight[i] : 0;
            weight[i] = -2 * kappa * half[i] * half[i] + sines - logNorm;
        }
        LOOPS.exp(weight, NODES);
        double sum = 0;
        double versed = 0;
        for (int i = 0; i < NODES; i++) {
            double term = 0.5 * last * WEIGHTS[i] * weight[i];
            sum += term;
            versed += term * 2 * half[i] * half[i];
        }
        exponent[p] = Math.log(sum);
        // 1 − mean(1 − cos θ) has no cancellation at large κ; at small κ its error is one rounding.
        return 1 - versed / sum;
    }
}
