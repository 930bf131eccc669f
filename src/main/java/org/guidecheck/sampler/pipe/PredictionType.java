package org.guidecheck.sampler.pipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a program may ask the denoiser for. With y = √t x_0 + √τ z the score s is the same knowledge as each of these: all are
 * affine in the score s of the project's points and in the points y themselves, so that guidance acts on each of them alike.
 */
enum PredictionType {
    /** The noise ε = −√τ s. */
    EPSILON {
        @Override
        Form form(Parametrisation scale) {
            return new Form(-Math.sqrt(scale.level().noise()), 0);
        }
    },
    /** The clean point x̂_0 = (y + τ s)/√t (Tweedie's formula). */
    X0 {
        @Override
        Form form(Parametrisation scale) {
            double root = Math.sqrt(scale.level().signal());
            return new Form(scale.level().noise() / root, 1 / root);
        }
    },
    /**
     * The velocity √t ε − √τ x̂_0 = −√(τ/t) (s + y), since t + τ = 1 (Salimans and Ho, <i>Progressive distillation</i>, ICLR
     * 2022).
     */
    V {
        @Override
        Form form(Parametrisation scale) {
            double ratio = scale.level().sigma();
            return new Form(-ratio, -ratio);
        }
    },
    /** The score in the program's own scale, s/r. */
    SCORE {
        @Override
        Form form(Parametrisation scale) {
            return new Form(1 / scale.factor(), 0);
        }
    },
    /** The velocity of flow matching, z − x_0 predicted as ε − x̂_0. */
    FLOW {
        @Override
        Form form(Parametrisation scale) {
            Form noise = EPSILON.form(scale);
            Form clean = X0.form(scale);
            return new Form(noise.ofScore - clean.ofScore, -clean.ofPoint);
        }
    };

    /** A quantity as ofScore·s + ofPoint·y, y the points in the project's scale. */
    record Form(double ofScore, double ofPoint) {
    }

    abstract Form form(Parametrisation scale);

    /**
     * The quantity at every point, written over the score: memory that is new costs more than the pass.
     *
     * @param scale the level and the scale of x
     * @param score n·d numbers, the score of the project's points
     * @param x     n·d numbers, the points in the program's scale
     */
    void overwrite(Parametrisation scale, double[] score, double[] x) {
        Form form = form(scale);
        double ofX = form.ofPoint / scale.factor();
        for (int i = 0; i < x.length; i++) {
            score[i] = form.ofScore * score[i] + ofX * x[i];
        }
    }

    /** The quantity called so. */
    static PredictionType named(String name) throws ProtocolFault {
        List<String> names = Arrays.stream(values()).map(q -> q.name().toLowerCase(Locale.ROOT)).toList();
        if (!names.contains(name)) {
            throw new ProtocolFault("asked for the prediction " + ProtocolFault.quote(name) + ": must be one of "
                    + String.join(", ", names));
        }
        return values()[names.indexOf(name)];
    }
}
