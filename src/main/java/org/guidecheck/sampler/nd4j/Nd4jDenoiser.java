package org.guidecheck.sampler.nd4j;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.TableExecutor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Exact denoiser of a labelled law on ND4J. Linear samplers that use it keep their points in ND4J arrays. */
public final class Nd4jDenoiser implements Denoiser {
    /**
     * Log-odds are clipped to ±CERTAIN, where the posterior is 0 or 1 for all purposes and its exponential is still
     * finite.
     */
    private static final double CERTAIN = 700;

    private final ThreadLocal<Nd4jPosterior> models;
    private final int dimension;
    private final int chunk;

    /**
     * Denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     */
    public Nd4jDenoiser(ClassVersusRest sides) {
        this.dimension = sides.dimension();
        this.chunk = Nd4jPosterior.chunk(sides);
        this.models = ThreadLocal.withInitial(() -> new Nd4jPosterior(sides));
    }

    /**
     * Parts of guided scores, own + w · gradient.
     *
     * @param own      [d, n], s(x|c)
     * @param gradient [d, n], classifier gradient s(x|c) − s(x)
     */
    record Guidance(INDArray own, INDArray gradient) {
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        requireDimension(dimensionOfPoints);
        Nd4jPosterior model = models.get();
        model.evaluate(level, PointArrays.of(points, dimension));
        INDArray logOdds = clippedLogOdds(model);
        // Both posteriors by a sigmoid, as 1 − p loses digits where it is small.
        INDArray restPosterior = sigmoid(logOdds.neg());
        INDArray own = model.ownScore();
        INDArray unconditional = Nd4j.createUninitialized(DataType.DOUBLE, own.shape(), own.ordering());
        Nd4j.exec(new MulOp(own, sigmoid(logOdds), unconditional));
        unconditional.addi(model.restScore().muliRowVector(restPosterior));
        return new Scores(PointArrays.numbers(own), PointArrays.numbers(unconditional));
    }

    @Override
    public TableExecutor executor() {
        return new Nd4jExecutor(this);
    }

    /**
     * Both parts of the guided scores at a batch of points.
     *
     * @param level  noise level of the points, τ &gt; 0
     * @param points [d, n]; not changed
     * @return new arrays
     */
    Guidance guidance(NoiseLevel level, INDArray points) {
        Nd4jPosterior model = models.get();
        model.evaluate(level, points);
        INDArray restPosterior = sigmoid(clippedLogOdds(model).negi());
        return new Guidance(model.ownScore(), model.restScore().rsubi(model.ownScore()).muliRowVector(restPosterior));
    }

    private static INDArray clippedLogOdds(Nd4jPosterior model) {
        INDArray logOdds = model.logOdds();
        Transforms.max(logOdds, -CERTAIN, false);
        Transforms.min(logOdds, CERTAIN, false);
        return logOdds;
    }

    private static INDArray sigmoid(INDArray logOdds) {
        return Nd4j.getExecutioner().exec(new Sigmoid(logOdds));
    }

    /** Number of points that are best evaluated at a time. */
    int chunk() {
        return chunk;
    }

    /** Throws {@link IllegalArgumentException} unless points have the dimension of the law. */
    void requireDimension(int ofPoints) {
        if (ofPoints != dimension) {
            throw new IllegalArgumentException("dimension=" + ofPoints + ": must be the law's, " + dimension);
        }
    }
}
