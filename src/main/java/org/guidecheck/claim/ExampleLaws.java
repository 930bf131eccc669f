package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Streams;

/** Random laws and numbers for the examples of claims about laws of one kind. All numbers are hundredths. */
public final class ExampleLaws {
    private final UniformRandomProvider random;

    /**
     * Source of random laws.
     *
     * @param seed seed of the random choice
     */
    public ExampleLaws(long seed) {
        random = new Streams(seed).derived("examples").stream(0);
    }

    /**
     * Settings of random laws and constant weights, guided towards the first class.
     *
     * @param count number of settings
     * @param seed  seed of the random choice; setting i has the seed {@code seed + i}
     * @param law   draws the law of a setting
     * @param least smallest weight
     * @param most  largest weight
     * @return the settings
     */
    public static List<Setting> settings(int count, long seed, Draw law, double least, double most) {
        ExampleLaws random = new ExampleLaws(seed);
        List<Setting> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(Setting.of(law.from(random, i), 0, GuidanceSchedule.constant(random.between(least, most)),
                    seed + i));
        }
        return result;
    }

    /** Draws the law of a setting. */
    @FunctionalInterface
    public interface Draw {
        /**
         * Draws a law.
         *
         * @param random source of its numbers
         * @param index  index of the setting, from 0
         * @return a labelled law
         */
        LabelledLaw from(ExampleLaws random, int index);
    }

    /**
     * Draws a number.
     *
     * @param low  smallest
     * @param high largest
     * @return uniform between the two, rounded to hundredths
     */
    public double between(double low, double high) {
        return Math.rint(100 * (low + (high - low) * random.nextDouble())) / 100;
    }

    /**
     * Draws a whole number.
     *
     * @param most largest
     * @return from 1 to most, equally likely
     */
    public int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    /**
     * Draws a point.
     *
     * @param dimension d ≥ 1
     * @param reach     largest size of a coordinate
     * @return d coordinates between −reach and reach
     */
    public double[] point(int dimension, double reach) {
        double[] x = new double[dimension];
        Arrays.setAll(x, i -> between(-reach, reach));
        return x;
    }

    /**
     * Classes with these laws: a random prior for the first, the remainder in equal shares for the others.
     *
     * @param laws at least two
     * @return classes c0, c1, …
     */
    public LabelledLaw labelled(List<? extends Law> laws) {
        double prior = between(0.1, 0.9);
        List<LabelledClass> classes = new ArrayList<>();
        for (int i = 0; i < laws.size(); i++) {
            classes.add(new LabelledClass("c" + i, i == 0 ? prior : (1 - prior) / (laws.size() - 1), laws.get(i)));
        }
        return new LabelledLaw(classes);
    }

    /**
     * Isotropic Gaussians of one variance, with means at most 2 from 0 in each coordinate.
     *
     * @param classes   number of classes
     * @param dimension d ≥ 1
     * @param variance  common variance
     * @return one Gaussian for each class
     */
    public LabelledLaw gaussians(int classes, int dimension, double variance) {
        List<Gaussian> laws = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            laws.add(Gaussian.isotropic(point(dimension, 2), variance));
        }
        return labelled(laws);
    }

    /**
     * Two classes, each a mixture of one to three Gaussians with standard deviations between 0.4 and 1.
     *
     * @param dimension d ≥ 1
     * @return the law
     */
    public LabelledLaw mixtures(int dimension) {
        return labelled(List.of(mixture(dimension), mixture(dimension)));
    }

    private Mixture mixture(int dimension) {
        int n = upTo(3);
        List<Gaussian> parts = new ArrayList<>();
        double[] weights = new double[n];
        for (int k = 0; k < n; k++) {
            double deviation = between(0.4, 1);
            parts.add(Gaussian.isotropic(point(dimension, 2), deviation * deviation));
            weights[k] = 1.0 / n;
        }
        return new Mixture(weights, parts);
    }
}
