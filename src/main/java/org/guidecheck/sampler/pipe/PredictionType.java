package org.guidecheck.sampler.pipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Type of prediction that a program may ask for: noise, clean point, velocity, score or flow velocity. At y = √t x_0 +
 * √τ z each is affine in the score s(y) and in y, so guiding predictions is the same as guiding scores.
 */
enum PredictionType {
    /** The noise ε = −√τ s. */
    EPSILON {
        @Override
        Form form(ScaledLevel level) {
            return new Form(-Math.sqrt(level.noiseLevel().noise()), 0);
        }
    },
    /** The clean point x̂_0 = (y + τ s)/√t (Tweedie's formula). */
    X0 {
        @Override
        Form form(ScaledLevel level) {
            double root = Math.sqrt(level.noiseLevel().signal());
            return new Form(level.noiseLevel().noise() / root, 1 / root);
        }
    },
    /**
     * The velocity √t ε − √τ x̂_0 = −√(τ/t) (s + y), since t + τ = 1 (Salimans and Ho, <i>Progressive distillation</i>,
     * ICLR 2022).
     */
    V {
        @Override
        Form form(ScaledLevel level) {
            double ratio = level.noiseLevel().sigma();
            return new Form(-ratio, -ratio);
        }
    },
    /** The score in the program's own scale, s/r. */
    SCORE {
        @Override
        Form form(ScaledLevel level) {
            return new Form(1 / level.factor(), 0);
        }
    },
    /** The velocity of flow matching, the prediction ε − x̂_0 of z − x_0. */
    FLOW {
        @Override
        Form form(ScaledLevel level) {
            Form noise = EPSILON.form(level);
            Form clean = X0.form(level);
            return new Form(noise.scoreFactor - clean.scoreFactor, -clean.pointFactor);
        }
    };

    /** The prediction as scoreFactor·s + pointFactor·y. */
    record Form(double scoreFactor, double pointFactor) {
    }

    abstract Form form(ScaledLevel level);

    /**
     * Writes the prediction at every point over the score, since allocating an array would cost more than the pass.
     *
     * @param level noise level, and scale of x
     * @param score n·d numbers, the score s at y = x/r
     * @param x     n·d numbers, the points in the program's scale
     */
    void overwrite(ScaledLevel level, double[] score, double[] x) {
        Form form = form(level);
        double xFactor = form.pointFactor / level.factor();
        for (int i = 0; i < x.length; i++) {
            score[i] = form.scoreFactor * score[i] + xFactor * x[i];
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
