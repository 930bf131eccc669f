package org.guidecheck.claim;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.Vectors;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64Field;

/** What is said of one law: its noised log-density, its score and its draws. Tests say wrong things of it. */
class Subject {
    private final String name;
    private final Distribution law;

    Subject(String name, Distribution law) {
        this.name = name;
        this.law = law;
    }

    /** Which law of the setting it is. */
    final String name() {
        return name;
    }

    /** The law itself: its dimension, scales and cost. */
    final Distribution law() {
        return law;
    }

    final int dimension() {
        return law.dimension();
    }

    /** log p_τ(x). */
    <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return law.logDensity(x, level);
    }

    /** ∇ log p_τ(x). */
    <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        return law.score(x, level);
    }

    /** An exact draw of X_0. */
    double[] draw(UniformRandomProvider random) {
        return law.draw(random);
    }

    final double logDensity(double[] x, NoiseLevel level) {
        return logDensity(Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    final double[] score(double[] x, NoiseLevel level) {
        return Vectors.toDoubles(score(Vectors.elements(x), level.in(Binary64Field.getInstance())));
    }

    /** An exact draw of √t X_0 + √τ Z. */
    final double[] noised(UniformRandomProvider random, NoiseLevel level) {
        return level.noised(draw(random), ZigguratSampler.NormalizedGaussian.of(random));
    }
}
