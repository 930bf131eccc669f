package org.guidecheck.law;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.guidecheck.text.InvalidInputException;

/**
 * Uniform law on an axis-parallel box. The noised density of a coordinate is a difference of two normal distribution
 * functions.
 *
 * <p>Its edges are sharp, so processes must stop before clean data. Accuracy of the noised log-density and score: 1e-12
 * relative, out to 40 standard deviations.
 */
public final class Box extends Separable<NoisedLineLaw.Uniform> {

    /**
     * Creates a box from two opposite corners.
     *
     * @param low  d coordinates
     * @param high d coordinates; high_i − low_i must be positive and finite
     */
    public Box(double[] low, double[] high) {
        super(LawFamily.BOX, lines(Vectors.requireFinite("low", low), Vectors.requireFinite("high", high)));
    }

    private static List<NoisedLineLaw.Uniform> lines(double[] low, double[] high) {
        if (low.length != high.length) {
            throw new InvalidInputException("high", high.length, "must have the dimension of low (" + low.length + ")");
        }
        for (int i = 0; i < low.length; i++) {
            if (!(high[i] > low[i] && high[i] - low[i] < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("high[" + i + "]", high[i], "must be above low[" + i + "] = " + low[i]);
            }
        }
        return IntStream.range(0, low.length).mapToObj(i -> new NoisedLineLaw.Uniform(low[i], high[i])).toList();
    }

    /**
     * {@return the lower end of a side}
     *
     * @param i coordinate, from 0 to d − 1
     */
    public double low(int i) {
        return line(i).low();
    }

    /**
     * {@return the upper end of a side}
     *
     * @param i coordinate, from 0 to d − 1
     */
    public double high(int i) {
        return line(i).high();
    }

    @Override
    public OptionalDouble supportReach() {
        double square = 0;
        for (int i = 0; i < dimension(); i++) {
            double most = Math.max(Math.abs(low(i)), Math.abs(high(i)));
            square += most * most;
        }
        return OptionalDouble.of(Math.sqrt(square));
    }

    @Override
    public double narrowestScale() {
        return 0;
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Box(Vectors.moved(each(NoisedLineLaw.Uniform::low), factor, by),
                Vectors.moved(each(NoisedLineLaw.Uniform::high), factor, by));
    }

    @Override
    public Law scaled(double... factors) {
        return new Box(Vectors.scaled(each(NoisedLineLaw.Uniform::low), factors),
                Vectors.scaled(each(NoisedLineLaw.Uniform::high), factors));
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.numbers("low", each(NoisedLineLaw.Uniform::low));
        out.numbers("high", each(NoisedLineLaw.Uniform::high));
    }
}
