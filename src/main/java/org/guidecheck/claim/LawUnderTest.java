package org.guidecheck.claim;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.Vectors;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64Field;

/** Law under test: its noised log-density, score and draws. Tests subclass it to plant errors. */
public class LawUnderTest {
    private final String name;
    private final Law law;

    /**
     * A law with correct density, score and draws.
     *
     * @param name which law of the setting it is, such as {@code class c}
     * @param law  the law
     */
    public LawUnderTest(String name, Law law) {
        this.name = name;
        this.law = law;
    }

    /** {@return which law of the setting it is, such as {@code class c}} */
    public final String name() {
        return name;
    }

    /** {@return the law, for its dimension, scales and cost} */
    public final Law law() {
        return law;
    }

    /** {@return the dimension d} */
    public final int dimension() {
        return law.dimension();
    }

    /** {@return the noised log-density log p_τ(x) at a point of d coordinates} */
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return law.logDensity(x, level);
    }

    /** {@return the score ∇log p_τ(x), d numbers} */
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        return law.score(x, level);
    }

    /** {@return an exact draw of a clean point X_0} */
    public double[] draw(UniformRandomProvider random) {
        return law.draw(random);
    }

    /** {@return the noised log-density log p_τ(x) at a point of d coordinates} */
    public final double logDensity(double[] x, NoiseLevel level) {
        return logDensity(Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /** {@return the score ∇log p_τ(x), d numbers} */
    public final double[] score(double[] x, NoiseLevel level) {
        return Vectors.toDoubles(score(Vectors.elements(x), level.in(Binary64Field.getInstance())));
    }

    /** {@return an exact draw of √t X_0 + √τ Z} */
    public final double[] noised(UniformRandomProvider random, NoiseLevel level) {
        return level.noised(draw(random), ZigguratSampler.NormalizedGaussian.of(random));
    }
}
