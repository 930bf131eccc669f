package org.guidecheck.audit;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Model;

/** Exact model with a fault planted in its scores or its classifier. */
record FaultyModel(ExactModel exact, LabelledLaw law, String prediction, List<NoiseLevel> levels, ScoreField field,
        UnaryOperator<double[]> logits) implements Model {

    /** A model without a fault. */
    static FaultyModel of(LabelledLaw law) {
        ExactModel exact = new ExactModel(law);
        return new FaultyModel(exact, law, "epsilon", List.of(),
                (level, points, c) -> exact.scores(level, points, law.dimension(), c), each -> each);
    }

    /** The same with other scores. */
    FaultyModel with(ScoreField other) {
        return new FaultyModel(exact, law, prediction, levels, other, logits);
    }

    /** The same, trained at some levels. */
    FaultyModel at(List<NoiseLevel> trained) {
        return new FaultyModel(exact, law, prediction, trained, field, logits);
    }

    /** The same with other logits. */
    FaultyModel classifying(UnaryOperator<double[]> other) {
        return new FaultyModel(exact, law, prediction, levels, field, other);
    }

    /** The exact scores. */
    double[] right(NoiseLevel level, double[] points, OptionalInt c) {
        return exact.scores(level, points, law.dimension(), c);
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public LevelScale scale() {
        return LevelScale.ALPHA_BAR;
    }

    @Override
    public boolean isSingle() {
        return false;
    }

    @Override
    public boolean isConditional() {
        return true;
    }

    @Override
    public boolean isUnconditional() {
        return true;
    }

    @Override
    public boolean isClassifier() {
        return true;
    }

    @Override
    public double[] scores(NoiseLevel level, double[] points, int dimension, OptionalInt c) {
        return field.scores(level, points, c);
    }

    @Override
    public double[] logits(NoiseLevel level, double[] points, int dimension) {
        return logits.apply(exact.logits(level, points, dimension));
    }
}
