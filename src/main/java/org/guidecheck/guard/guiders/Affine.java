package org.guidecheck.guard.guiders;

import org.guidecheck.law.NoiseLevel;

/**
 * Kind of prediction at one noise level, as a multiple of a sum of score and point: factor · (s + shift · x).
 *
 * @param factor length of the prediction for one of s + shift · x, above 0; its sign is left out
 * @param shift  multiple of the point
 */
record Affine(double factor, double shift) {
    /** Kinds of predictions. */
    enum Kind {
        NOISE("noise"), CLEAN("clean"), VELOCITY("velocity"), SCORE("score"), FLOW("flow");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** {@return its name as an adjective of a prediction} */
        String words() {
            return words;
        }

        /** This kind at a noise level that has both signal and noise. */
        Affine at(NoiseLevel level) {
            double root = Math.sqrt(level.signal());
            double noise = Math.sqrt(level.noise());
            return switch (this) {
                case NOISE -> new Affine(noise, 0);
                case CLEAN -> new Affine(level.noise() / root, 1 / level.noise());
                case VELOCITY -> new Affine(level.sigma(), 1);
                case SCORE -> new Affine(1, 0);
                case FLOW -> new Affine(noise + level.noise() / root,
                        1 / (root * noise + level.noise()));
            };
        }
    }

    /** s + shift · x of some coordinates, which a prediction is a multiple of. */
    double[] base(double[] score, double[] x) {
        double[] result = score.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += shift * x[i];
        }
        return result;
    }
}
