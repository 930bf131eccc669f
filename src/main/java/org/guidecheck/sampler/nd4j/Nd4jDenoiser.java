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

/** Exact denoiser of a labelled law on ND4J. Linear samplers run on it with their points in its arrays. */
public final class Nd4jDenoiser implements Denoiser {
    /** Log-odds beyond which a posterior is 0 or 1 to any use, though its exponential is still a number. */
    private static final double CERTAIN = 700;

    private final ThreadLocal<Nd4jPosterior> models;
    private final int dimension;
    private final int portion;

    /**
     * The denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     */
    public Nd4jDenoiser(ClassVersusRest sides) {
        this.dimension = sides.dimension();
        this.portion = Nd4jPosterior.portion(sides);
        this.models = ThreadLocal.withInitial(() -> new Nd4jPosterior(sides));
    }

    /**
     * What a guided score is made of: it is own + w · gradient.
     *
     * @param own      [d, n], the class's score s(x|c)
     * @param gradient [d, n], the classifier gradient s(x|c) − s(x)
     */
    record Guidance(INDArray own, INDArray gradient) {
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        requireDimension(dimensionOfPoints);
        Nd4jPosterior model = models.get();
        model.evaluate(level, PointArrays.of(points, dimension));
        INDArray odds = odds(model);
        // Each share from its own side, so that neither loses its digits where it is small.
        INDArray other = sigmoid(odds.neg());
        INDArray unconditional = Nd4j.createUninitialized(DataType.DOUBLE, model.ownScore().shape(), model.ownScore().ordering());
        Nd4j.exec(new MulOp(model.ownScore(), sigmoid(odds), unconditional));
        unconditional.addi(model.restScore().muliRowVector(other));
        return new Scores(PointArrays.numbers(model.ownScore()), PointArrays.numbers(unconditional));
    }

    @Override
    public TableExecutor executor() {
        return new Nd4jExecutor(this);
    }

    /**
     * Both parts of guided scores at a batch of points.
     *
     * @param level  noise level of the points, noisy
     * @param points [d, n]; not changed
     * @return new arrays
     */
    Guidance guidance(NoiseLevel level, INDArray points) {
        Nd4jPosterior model = models.get();
        model.evaluate(level, points);
        INDArray other = sigmoid(odds(model).negi());
        return new Guidance(model.ownScore(), model.restScore().rsubi(model.ownScore()).muliRowVector(other));
    }

    private static INDArray odds(Nd4jPosterior model) {
        INDArray odds = model.logOdds();
        Transforms.max(odds, -CERTAIN, false);
        Transforms.min(odds, CERTAIN, false);
        return odds;
    }

    private static INDArray sigmoid(INDArray odds) {
        return Nd4j.getExecutioner().exec(new Sigmoid(odds));
    }

    /** Points that are best predicted at a time. */
    int portion() {
        return portion;
    }

    /** Refuses points of another dimension. */
    void requireDimension(int ofPoints) {
        if (ofPoints != dimension) {
            throw new IllegalArgumentException("dimension=" + ofPoints + ": must be the law's, " + dimension);
        }
    }
}
