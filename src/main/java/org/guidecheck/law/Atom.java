package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.CalculusFieldElement;

/** Point mass. Its noised law is N(√t·at, τI). */
public final class Atom extends Law {
    private final Gaussian gaussian;

    /**
     * Creates a point mass.
     *
     * @param at the point, d finite coordinates
     */
    public Atom(double... at) {
        super(LawFamily.ATOM);
        this.gaussian = Gaussian.isotropic(Vectors.requireFinite("at", at), 0);
    }

    /**
     * {@return a coordinate of the point}
     *
     * @param i from 0 to d − 1
     */
    public double at(int i) {
        return gaussian.mean(i);
    }

    @Override
    public int dimension() {
        return gaussian.dimension();
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return gaussian.logDensity(x, level);
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        return gaussian.score(x, level);
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        return at();
    }

    private double[] at() {
        double[] x = new double[dimension()];
        Arrays.setAll(x, this::at);
        return x;
    }

    @Override
    public double narrowestScale() {
        return 0;
    }

    @Override
    public double reach() {
        return gaussian.reach();
    }

    @Override
    public OptionalDouble supportReach() {
        return gaussian.supportReach();
    }

    @Override
    public double cost() {
        return dimension();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return gaussian.gaussianComponents();
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Atom(Vectors.moved(at(), factor, by));
    }

    @Override
    public double[] centre() {
        return at();
    }

    @Override
    public Law scaled(double... factors) {
        return new Atom(Vectors.scaled(at(), factors));
    }

    @Override
    public List<LineFeature> features() {
        return gaussian.features();
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return gaussian.accept(visitor);
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("at", at());
    }
}
