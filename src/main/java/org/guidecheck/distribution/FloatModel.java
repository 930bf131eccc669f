package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.List;
import org.guidecheck.kernel.BlockLoops;
import org.guidecheck.kernel.FloatGaussianTerms;
import org.guidecheck.kernel.FloatLoops;

/**
 * Posteriors and scores of a small block of points at one noise level, in single precision, where both sides are mixtures of
 * Gaussians; see {@link BlockModel}, which is in double and takes any law. Constants of a level are worked out in double. An
 * instance belongs to one thread.
 */
public final class FloatModel {
    private static final FloatLoops LOOPS = FloatLoops.active();

    private final int dimension;
    private final Side own;
    private final Side rest;
    private final double priorLogOdds;

    private final double[] odds = new double[BLOCK];
    private final float[] other = new float[BLOCK];
    private final float[] z;
    private float root;

    /**
     * Makes room for one block.
     *
     * @param sides the class and the rest
     * @throws IllegalArgumentException unless {@link #takes} says that it can
     */
    public FloatModel(OneAgainstRest sides) {
        dimension = sides.dimension();
        own = new Side(components("own", sides.own()));
        rest = new Side(components("rest", sides.rest()));
        priorLogOdds = Math.log(sides.prior()) - Math.log1p(-sides.prior());
        z = new float[dimension * BLOCK];
    }

    /**
     * Whether there is such a model of two sides.
     *
     * @param sides the class and the rest
     * @return true if both are mixtures of Gaussians or of atoms
     */
    public static boolean takes(OneAgainstRest sides) {
        return sides.own().gaussianComponents().isPresent() && sides.rest().gaussianComponents().isPresent();
    }

    private static List<Distribution.Component> components(String side, Distribution law) {
        return law.gaussianComponents().orElseThrow(
                () -> new IllegalArgumentException(side + ": must be a mixture of Gaussians in single precision"));
    }

    /**
     * Number of coordinates.
     *
     * @return d
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Moves to a noise level.
     *
     * @param level the level of the points to come
     */
    public void at(NoiseLevel level) {
        root = (float) Math.sqrt(level.signal());
        own.at(level);
        rest.at(level);
    }

    /**
     * Evaluates a block at the present noise level.
     *
     * @param x     coordinates, coordinate-major, d × BLOCK
     * @param count points in use, at most BLOCK
     */
    public void evaluate(float[] x, int count) {
        float inverse = 1 / root;
        for (int i = 0; i < dimension * BLOCK; i++) {
            z[i] = x[i] * inverse;
        }
        own.evaluate(z, count, root);
        rest.evaluate(z, count, root);
        double shift = priorLogOdds + (own.terms.shift() - rest.terms.shift());
        for (int p = 0; p < count; p++) {
            odds[p] = shift + (own.exponent[p] - rest.exponent[p]);
        }
        BlockLoops.active().exp(odds, count);
        for (int p = 0; p < count; p++) {
            odds[p] *= own.factor[p] / rest.factor[p];
            other[p] = (float) (1 / (1 + odds[p]));
        }
    }

    /**
     * The posterior odds of the class at a point of the last block.
     *
     * @param p index of the point
     * @return p(c|x) / (1 − p(c|x)), from 0 to infinity
     */
    public double odds(int p) {
        return odds[p];
    }

    /**
     * The guided score s(x|c) + w g at each point of the last block.
     *
     * @param w    guidance weight
     * @param into filled, coordinate-major, d × BLOCK
     */
    public void guidedScore(double w, float[] into) {
        LOOPS.guided(own.score, rest.score, other, (float) w, into);
    }

    /**
     * Score of the class's noised law.
     *
     * @return s(x|c), coordinate-major; the model's own array
     */
    public float[] ownScore() {
        return own.score;
    }

    /**
     * Score of the rest's noised law.
     *
     * @return s(x|not c), coordinate-major; the model's own array
     */
    public float[] restScore() {
        return rest.score;
    }

    /** The class or the rest: p_τ(x) = factor · e^(exponent + shift). */
    private static final class Side {
        private final GaussianLevels levels;
        private final FloatGaussianTerms terms;
        private final float[] exponent = new float[BLOCK];
        private final float[] factor = new float[BLOCK];
        private final float[] score;

        Side(List<Distribution.Component> parts) {
            levels = new GaussianLevels(parts);
            terms = new FloatGaussianTerms(levels.terms);
            score = new float[parts.get(0).gaussian().dimension() * BLOCK];
        }

        void at(NoiseLevel level) {
            levels.at(level);
            terms.ready();
        }

        void evaluate(float[] z, int count, float root) {
            LOOPS.mixture(terms, z, count, root, exponent, factor, score);
        }
    }
}
