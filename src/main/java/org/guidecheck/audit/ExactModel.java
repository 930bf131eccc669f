package org.guidecheck.audit;

import java.util.List;
import java.util.OptionalInt;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.pipe.PredictionType;

/** Model that answers exactly, by the scores and the class probabilities of a known law. */
public final class ExactModel implements Model {
    private final ExactScores exact;

    /**
     * The model of a law.
     *
     * @param law the law
     */
    public ExactModel(LabelledLaw law) {
        this.exact = new ExactScores(law);
    }

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public String prediction() {
        return PredictionType.EPSILON.label();
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
    public List<NoiseLevel> levels() {
        return List.of();
    }

    @Override
    public double[] scores(NoiseLevel level, double[] points, int dimension, OptionalInt c) {
        return exact.scores(level, points, c);
    }

    @Override
    public double[] logits(NoiseLevel level, double[] points, int dimension) {
        return exact.logProbabilities(level, points);
    }
}
