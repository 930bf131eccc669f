package org.guidecheck.claim;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;

/**
 * Least cosine of the cone condition ⟨g, e⟩ ≥ 0 at sampled points (theory.md, "Rules and the cone condition"): noised
 * draws of the class and of all data at each level of a grid, a quarter of them with tripled noise, and points of
 * guided paths.
 */
final class ConeCertificate {
    private static final int BLOCK = BlockPosterior.BLOCK;
    private static final int LEVELS = 64;
    /** Most that all evaluations together may cost, in {@link Law#cost()}. */
    private static final double WORK = 2e7;
    private static final int FEWEST = 8;
    /** Rounding of scores, relative to their size. */
    private static final double ROUNDING = 1e-12;

    private final Setting setting;
    private final BlockPosterior model;
    private final GuidanceField field;
    private final GuidanceField.Evaluator evaluator;
    private final int d;
    private final double[] gradient;
    private final double[] e;

    private int points;
    private double leastCosine = 1;
    private double[] worstPoint = {};
    private NoiseLevel worstLevel = NoiseLevel.CLEAN;

    ConeCertificate(Setting setting, GuidanceField field) {
        this.setting = setting;
        this.model = new BlockPosterior(setting.process().sides());
        this.field = field;
        this.evaluator = field.evaluator();
        this.d = setting.law().dimension();
        this.gradient = new double[d * BLOCK];
        this.e = new double[d * BLOCK];
        checkAllLevels();
    }

    /** Adds the least cosine to evidence of the mean. */
    Evidence annotate(Evidence evidence) {
        Evidence annotated = evidence.with("least cosine of <g, e>",
                String.format(Locale.ROOT, "%.4g at %d points", leastCosine, points));
        return worstPoint.length == 0 ? annotated : annotated.with("there", Arrays.toString(worstPoint) + " at noise "
                + String.format(Locale.ROOT, "%.6g", worstLevel.noise()));
    }

    private void checkAllLevels() {
        LabelledLaw law = setting.law();
        TimeGrid grid = setting.process().grid(LEVELS);
        int used = (int) Math.max(FEWEST, Math.min(BLOCK, WORK / (2 * LEVELS * law.marginal().cost())));
        UniformRandomProvider random = setting.streams().derived("cone").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        Law own = setting.process().classLaw();
        Law all = law.marginal();
        double[] path = new double[d * BLOCK];
        double[] x = new double[d * BLOCK];
        for (int i = 0; i < path.length; i++) {
            path[i] = normal.sample();
        }
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel level = grid.level(k);
            for (int p = 0; p < used; p++) {
                double[] draw = ProbePoints.draw(p, own, all, level, normal, random);
                for (int i = 0; i < d; i++) {
                    x[i * BLOCK + p] = draw[i];
                }
            }
            check(level, x, used);
            check(level, path, used);
            double du = grid.level(k + 1).logSignal() - level.logSignal();
            for (int i = 0; i < path.length; i++) {
                path[i] += du * (0.5 * path[i] + model.ownScore()[i] + e[i]) + Math.sqrt(du) * normal.sample();
            }
        }
    }

    private void check(NoiseLevel level, double[] x, int used) {
        model.setLevel(level);
        model.evaluate(x, used);
        model.gradient(gradient, used);
        evaluator.evaluate(level, x, used, model.ownScore(), gradient, e);
        double w = field.weights().weight(level);
        for (int p = 0; p < used; p++) {
            double product = 0;
            double g = 0;
            double length = 0;
            double scores = 0;
            for (int i = p; i < x.length; i += BLOCK) {
                product += gradient[i] * e[i];
                g = Math.hypot(g, gradient[i]);
                length = Math.hypot(length, e[i]);
                scores += Math.abs(model.ownScore()[i]) + Math.abs(model.restScore()[i]);
            }
            if (!Double.isFinite(product)) {
                // The path has overflowed after a step that was too long.
                continue;
            }
            points++;
            // Both vectors are differences of scores and carry their rounding.
            double rounding = ROUNDING * scores * ((1 + Math.abs(w)) * g + length);
            if (Math.abs(product) > rounding && product / (g * length) < leastCosine) {
                leastCosine = product / (g * length);
                worstPoint = new double[d];
                for (int i = 0; i < d; i++) {
                    worstPoint[i] = x[i * BLOCK + p];
                }
                worstLevel = level;
            }
        }
    }
}
