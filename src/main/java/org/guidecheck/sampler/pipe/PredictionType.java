package org.guidecheck.sampler.pipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;

/**
 * Type of prediction that a program may ask for: noise, clean point, velocity, score or flow velocity. At y = √t x_0 +
 * √τ z each is affine in y and in what the denoiser answers, so guiding predictions is the same as guiding scores. That
 * is the clean point x̂_0 where t ≤ ½ and the score s(y) elsewhere: at the ends of the scale the other form would divide
 * a difference of nearly equal numbers. All forms are defined at pure noise and at clean data, where they are the limits.
 */
public enum PredictionType {
    /** The noise ε = (y − √t x̂_0)/√τ = −√τ s. */
    EPSILON {
        @Override
        Form ofCleanPoint(ScaledLevel level) {
            return new Form(-level.root() / level.rootOfNoise(), 1 / level.rootOfNoise());
        }

        @Override
        Form ofScore(ScaledLevel level) {
            return new Form(-level.rootOfNoise(), 0);
        }
    },
    /** The clean point x̂_0 = (y + τ s)/√t (Tweedie's formula). */
    X0 {
        @Override
        Form ofCleanPoint(ScaledLevel level) {
            return new Form(1, 0);
        }

        @Override
        Form ofScore(ScaledLevel level) {
            return new Form(level.noiseLevel().noise() / level.root(), 1 / level.root());
        }
    },
    /**
     * The velocity √t ε − √τ x̂_0 = (√t y − x̂_0)/√τ = −√(τ/t) (s + y), since t + τ = 1 (Salimans and Ho, <i>Progressive
     * distillation</i>, ICLR 2022).
     */
    V {
        @Override
        Form ofCleanPoint(ScaledLevel level) {
            return new Form(-1 / level.rootOfNoise(), level.root() / level.rootOfNoise());
        }

        @Override
        Form ofScore(ScaledLevel level) {
            double ratio = level.rootOfNoise() / level.root();
            return new Form(-ratio, -ratio);
        }
    },
    /** The score in the program's own scale, s/r = (√t x̂_0 − y)/(τ r). */
    SCORE {
        @Override
        Form ofCleanPoint(ScaledLevel level) {
            double scaledNoise = level.noiseLevel().noise() * level.factor();
            return new Form(level.root() / scaledNoise, -1 / scaledNoise);
        }

        @Override
        Form ofScore(ScaledLevel level) {
            return new Form(1 / level.factor(), 0);
        }
    },
    /** The velocity of flow matching, the prediction ε − x̂_0 of z − x_0. */
    FLOW {
        @Override
        Form ofCleanPoint(ScaledLevel level) {
            return EPSILON.ofCleanPoint(level).minus(X0.ofCleanPoint(level));
        }

        @Override
        Form ofScore(ScaledLevel level) {
            return EPSILON.ofScore(level).minus(X0.ofScore(level));
        }
    };

    /** The prediction as answerFactor times a clean point or a score, plus pointFactor·y. */
    record Form(double answerFactor, double pointFactor) {
        private Form minus(Form other) {
            return new Form(answerFactor - other.answerFactor, pointFactor - other.pointFactor);
        }

        /** The prediction at every point, written over the answer; x in the program's scale. */
        private void overwrite(ScaledLevel level, double[] answer, double[] x) {
            double xFactor = pointFactor / level.factor();
            for (int i = 0; i < x.length; i++) {
                answer[i] = answerFactor * answer[i] + xFactor * x[i];
            }
        }
    }

    /** The prediction as a function of the clean point. */
    abstract Form ofCleanPoint(ScaledLevel level);

    /** The prediction as a function of the score s(y). */
    abstract Form ofScore(ScaledLevel level);

    /**
     * Writes the prediction at every point over the denoiser's answer, since allocating an array would cost more than
     * the pass.
     *
     * @param level  noise level, and scale of x
     * @param answer n·d numbers, at y = x/r: the clean point if the level is noisy, else the score
     * @param x      n·d numbers, the points in the program's scale
     */
    void overwrite(ScaledLevel level, double[] answer, double[] x) {
        (level.isNoisy() ? ofCleanPoint(level) : ofScore(level)).overwrite(level, answer, x);
    }

    /**
     * The predictions that belong to scores.
     *
     * @param level  noise level, and scale of x
     * @param scores n·d scores s(y); not changed
     * @param x      n·d numbers, the points in the program's scale
     * @return n·d predictions, in a new array
     */
    double[] ofScores(ScaledLevel level, double[] scores, double[] x) {
        double[] predictions = scores.clone();
        ofScore(level).overwrite(level, predictions, x);
        return predictions;
    }

    /**
     * The scores that belong to predictions, the inverse of {@link #ofScores}. At clean data there are none, as the
     * predictions of noise and the like do not depend on the score there.
     *
     * @param level       noise level above clean data, and scale of x
     * @param predictions n·d predictions; not changed
     * @param x           n·d numbers, the points in the program's scale
     * @return n·d scores s(y), in a new array
     */
    double[] toScores(ScaledLevel level, double[] predictions, double[] x) {
        Form form = ofScore(level);
        double xFactor = form.pointFactor / level.factor();
        double[] scores = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            scores[i] = (predictions[i] - xFactor * x[i]) / form.answerFactor;
        }
        return scores;
    }

    /**
     * The predictions that belong to scores, at points of a process that preserves variance.
     *
     * @param scale  scale of the level that predictions are made in, which only scores depend on
     * @param level  noise level above clean data
     * @param scores n·d scores s(y); not changed
     * @param points n·d numbers, the points y
     * @return n·d predictions, in a new array
     */
    public double[] ofScores(LevelScale scale, NoiseLevel level, double[] scores, double[] points) {
        ScaledLevel scaled = ScaledLevel.of(scale, level);
        return ofScores(scaled, scores, scaled.points(points));
    }

    /**
     * The scores that belong to predictions, the inverse of {@link #ofScores(LevelScale, NoiseLevel, double[],
     * double[])}.
     *
     * @param scale       scale of the level that predictions are made in
     * @param level       noise level above clean data
     * @param predictions n·d predictions; not changed
     * @param points      n·d numbers, the points y
     * @return n·d scores s(y), in a new array
     */
    public double[] toScores(LevelScale scale, NoiseLevel level, double[] predictions, double[] points) {
        ScaledLevel scaled = ScaledLevel.of(scale, level);
        return toScores(scaled, predictions, scaled.points(points));
    }

    /** {@return the name in messages, in lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Names of all types, in the order of the protocol. */
    static List<String> labels() {
        return Arrays.stream(values()).map(PredictionType::label).toList();
    }

    /**
     * The type with a name.
     *
     * @param name in lower case
     * @return the type; empty if there is none of that name
     */
    public static Optional<PredictionType> find(String name) {
        return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
    }

    /** Finds the type of prediction that a program asks for. */
    static PredictionType named(String name) throws ProtocolFault {
        return find(name).orElseThrow(() -> new ProtocolFault("asked for the prediction " + ProtocolFault.quote(name)
                + ": must be one of " + String.join(", ", labels())));
    }
}
