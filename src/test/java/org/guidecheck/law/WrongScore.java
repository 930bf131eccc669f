package org.guidecheck.law;

import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.CalculusFieldElement;

/** Law whose score is off by a factor, so that it is not the gradient of its log-density. */
public final class WrongScore extends Law {
    private final Law right;
    private final double factor;

    /** The law with another score. */
    public WrongScore(Law right, double factor) {
        super(right.family());
        this.right = right;
        this.factor = factor;
    }

    @Override
    public int dimension() {
        return right.dimension();
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return right.logDensity(x, level);
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        T[] score = right.score(x, level);
        for (int i = 0; i < score.length; i++) {
            score[i] = score[i].multiply(factor);
        }
        return score;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        return right.draw(random);
    }

    @Override
    public double narrowestScale() {
        return right.narrowestScale();
    }

    @Override
    public double reach() {
        return right.reach();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return right.gaussianComponents();
    }

    @Override
    public double[] centre() {
        return right.centre();
    }

    @Override
    public Law moved(double multiple, double... by) {
        return new WrongScore(right.moved(multiple, by), factor);
    }

    @Override
    public Law scaled(double... factors) {
        return new WrongScore(right.scaled(factors), factor);
    }

    @Override
    public List<LineFeature> features() {
        return right.features();
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return right.accept(visitor);
    }

    @Override
    public void writeTo(ParameterWriter out) {
        right.writeTo(out);
    }

    @Override
    public double cost() {
        return right.cost();
    }
}
