package org.guidecheck.sampler;

import org.guidecheck.distribution.NdArrayModel;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The exact denoiser of a known law on ND4J. */
public final class LawDenoiser implements Denoiser {
    /** Log-odds beyond which a posterior is 0 or 1 to any use, though its exponential is still a number. */
    private static final double CERTAIN = 700;

    private final ThreadLocal<NdArrayModel> models;
    private final int portion;

    /**
     * Takes the law.
     *
     * @param sides the class and the rest
     */
    public LawDenoiser(OneAgainstRest sides) {
        this.portion = NdArrayModel.portion(sides);
        this.models = ThreadLocal.withInitial(() -> new NdArrayModel(sides));
    }

    /** Points that are best predicted at a time. */
    int portion() {
        return portion;
    }

    /** {@inheritDoc} The score without the class is p·s_own + (1 − p)·s_rest, p the class posterior. */
    @Override
    public Prediction predict(NoiseLevel level, INDArray points) {
        NdArrayModel model = models.get();
        model.evaluate(level, points);
        INDArray odds = model.logOdds();
        Transforms.max(odds, -CERTAIN, false);
        Transforms.min(odds, CERTAIN, false);
        // Each share from its own side, so that neither loses its digits where it is small.
        INDArray other = Nd4j.getExecutioner().exec(new Sigmoid(odds.neg()));
        INDArray posterior = Nd4j.getExecutioner().exec(new Sigmoid(odds));
        INDArray unconditional = Nd4j.createUninitialized(DataType.DOUBLE, points.shape(), points.ordering());
        Nd4j.exec(new MulOp(model.ownScore(), posterior, unconditional));
        unconditional.addi(model.restScore().muliRowVector(other));
        return new Prediction(level, model.ownScore(), unconditional);
    }
}
