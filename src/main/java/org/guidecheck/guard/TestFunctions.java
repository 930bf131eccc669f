package org.guidecheck.guard;

import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.sampler.Streams;

/**
 * Functions from 0 to 1 of a point, by whose means two laws in any dimension are compared: the posterior of the class
 * that guidance aims at, and waves ½ + ½ cos(⟨k, y⟩ + a) in random directions at the scales of usual classes.
 */
final class TestFunctions {
    private static final double[] FREQUENCIES = {0.5, 1, 2, 4, 8};

    private final LabelledLaw law;
    private final NoiseLevel end;
    private final double[][] directions;
    private final double[] phases = new double[FREQUENCIES.length];

    /**
     * Functions for the output of a sampler.
     *
     * @param law     the labelled law, whose first class guidance aims at
     * @param streams random numbers for the directions and phases
     * @param end     noise level of the output
     */
    TestFunctions(LabelledLaw law, Streams streams, NoiseLevel end) {
        this.law = law;
        this.end = end;
        this.directions = new double[FREQUENCIES.length][law.dimension()];
        for (int j = 0; j < FREQUENCIES.length; j++) {
            UniformRandomProvider random = streams.stream(j);
            double length = 0;
            for (int i = 0; i < directions[j].length; i++) {
                directions[j][i] = 2 * random.nextDouble() - 1;
                length += directions[j][i] * directions[j][i];
            }
            for (int i = 0; i < directions[j].length; i++) {
                directions[j][i] *= FREQUENCIES[j] / Math.sqrt(length);
            }
            phases[j] = 2 * Math.PI * random.nextDouble();
        }
    }

    /** {@return the number of functions} */
    int count() {
        return 1 + FREQUENCIES.length;
    }

    /** {@return what function j is, for messages} */
    String name(int j) {
        return j == 0 ? "p(c|Y)" : String.format(Locale.ROOT, "wave of frequency %.1f", FREQUENCIES[j - 1]);
    }

    /**
     * Log-odds of the class at points.
     *
     * @param points row by row
     * @return one number a point
     */
    double[] logOdds(double[] points) {
        BlockPosterior model = new BlockPosterior(ClassVersusRest.of(law, 0));
        model.setLevel(end);
        return model.logOdds(points);
    }

    /**
     * The values at points.
     *
     * @param points row by row
     * @param odds   their log-odds
     * @return for each function, a number in [0, 1] for each point; NaN counts as 0, so that it moves a mean
     */
    double[][] values(double[] points, double... odds) {
        int d = law.dimension();
        double[][] values = new double[count()][odds.length];
        for (int p = 0; p < odds.length; p++) {
            values[0][p] = number(1 / (1 + Math.exp(-odds[p])));
            for (int j = 0; j < FREQUENCIES.length; j++) {
                double phase = phases[j];
                for (int i = 0; i < d; i++) {
                    phase += directions[j][i] * points[p * d + i];
                }
                values[j + 1][p] = number(0.5 + 0.5 * Math.cos(phase));
            }
        }
        return values;
    }

    private static double number(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
