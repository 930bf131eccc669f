package org.guidecheck.sampler.pipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Type of prediction that a program may ask for: noise, clean point, velocity, score or flow velocity. At y = √t x_0 +
 * √τ z each is affine in y and in what the denoiser answers, so guiding predictions is the same as guiding scores. That
 * is the clean point x̂_0 where t ≤ ½ and the score s(y) elsewhere: at the ends of the scale the other form would divide
 * a difference of nearly equal numbers. All forms are defined at pure noise and at clean data, where they are the limits.
 */
enum PredictionType {
    /** The noise ε = (y − √t x̂_0)/√τ = −√τ s. */
    EPSILON {
        @Override
        Form form(ScaledLevel level) {
            return level.isNoisy() ? new Form(-level.root() / level.rootOfNoise(), 1 / level.rootOfNoise())
                    : new Form(-level.rootOfNoise(), 0);
        }
    },
    /** The clean point x̂_0 = (y + τ s)/√t (Tweedie's formula). */
    X0 {
        @Override
        Form form(ScaledLevel level) {
            return level.isNoisy() ? new Form(1, 0)
                    : new Form(level.noiseLevel().noise() / level.root(), 1 / level.root());
        }
    },
    /**
     * The velocity √t ε − √τ x̂_0 = (√t y − x̂_0)/√τ = −√(τ/t) (s + y), since t + τ = 1 (Salimans and Ho, <i>Progressive
     * distillation</i>, ICLR 2022).
     */
    V {
        @Override
        Form form(ScaledLevel level) {
            double ratio = level.rootOfNoise() / level.root();
            return level.isNoisy() ? new Form(-1 / level.rootOfNoise(), level.root() / level.rootOfNoise())
                    : new Form(-ratio, -ratio);
        }
    },
    /** The score in the program's own scale, s/r = (√t x̂_0 − y)/(τ r). */
    SCORE {
        @Override
        Form form(ScaledLevel level) {
            double scaledNoise = level.noiseLevel().noise() * level.factor();
            return level.isNoisy() ? new Form(level.root() / scaledNoise, -1 / scaledNoise)
                    : new Form(1 / level.factor(), 0);
        }
    },
    /** The velocity of flow matching, the prediction ε − x̂_0 of z − x_0. */
    FLOW {
        @Override
        Form form(ScaledLevel level) {
            Form noise = EPSILON.form(level);
            Form clean = X0.form(level);
            return new Form(noise.answerFactor - clean.answerFactor, noise.pointFactor - clean.pointFactor);
        }
    };

    /** The prediction as answerFactor times the denoiser's answer plus pointFactor·y. */
    record Form(double answerFactor, double pointFactor) {
    }

    abstract Form form(ScaledLevel level);

    /**
     * Writes the prediction at every point over the denoiser's answer, since allocating an array would cost more than
     * the pass.
     *
     * @param level  noise level, and scale of x
     * @param answer n·d numbers, at y = x/r: the clean point if the level is noisy, else the score
     * @param x      n·d numbers, the points in the program's scale
     */
    void overwrite(ScaledLevel level, double[] answer, double[] x) {
        Form form = form(level);
        double xFactor = form.pointFactor / level.factor();
        for (int i = 0; i < x.length; i++) {
            answer[i] = form.answerFactor * answer[i] + xFactor * x[i];
        }
    }

    /** Finds the type with a name, in lower case. */
    static PredictionType named(String name) throws ProtocolFault {
        List<String> names = Arrays.stream(values()).map(q -> q.name().toLowerCase(Locale.ROOT)).toList();
        if (!names.contains(name)) {
            throw new ProtocolFault("asked for the prediction " + ProtocolFault.quote(name) + ": must be one of "
                    + String.join(", ", names));
        }
        return values()[names.indexOf(name)];
    }
}
