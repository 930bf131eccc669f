package org.guidecheck.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/**
 * Guidance field: the term e(Y) that guidance adds to the drift of the class's own reverse process, dY = (Y/2 + s(Y|c)
 * + e(Y)) du + dB with u = log t. Classifier-free guidance has e = w g. See theory.md, "Rules and the cone condition".
 */
public interface GuidanceField {
    /** {@return a new evaluator of the field, for use by one thread} */
    Evaluator evaluator();

    /** {@return the guidance weight w behind the field, as a function of the noise level} */
    GuidanceSchedule weights();

    /**
     * {@return noise levels at which the field jumps for other reasons than its weights; empty if there are none}
     * Time grids put a level on each.
     */
    default List<NoiseLevel> jumps() {
        return List.of();
    }

    /** Evaluates the field on blocks of points. */
    @FunctionalInterface
    interface Evaluator {
        /**
         * Evaluates the field at up to {@link BlockPosterior#BLOCK} points. Arrays are coordinate-major: coordinate i
         * of point p is at {@code i * BLOCK + p}.
         *
         * @param level    noise level of the points
         * @param x        the points, d × BLOCK
         * @param count    number of points in use
         * @param own      s(x|c) of the law that is sampled, d × BLOCK
         * @param gradient g = s(x|c) − s(x) of that law, d × BLOCK
         * @param e        receives the field, d × BLOCK
         */
        void evaluate(NoiseLevel level, double[] x, int count, double[] own, double[] gradient, double[] e);

        /**
         * Evaluates the field at any number of points on the line. Block by block unless overridden by fields that are
         * costly to ask.
         *
         * @param level    noise level of the points
         * @param x        n points
         * @param own      s(x|c), n numbers
         * @param gradient g, n numbers
         * @param e        receives the field, n numbers
         */
        default void evaluateOnLine(NoiseLevel level, double[] x, double[] own, double[] gradient, double[] e) {
            int block = BlockPosterior.BLOCK;
            double[] values = new double[block];
            for (int from = 0; from < x.length; from += block) {
                int count = Math.min(block, x.length - from);
                evaluate(level, Arrays.copyOfRange(x, from, from + block), count,
                        Arrays.copyOfRange(own, from, from + block), Arrays.copyOfRange(gradient, from, from + block),
                        values);
                System.arraycopy(values, 0, e, from, count);
            }
        }
    }

    /**
     * Field of a guidance rule under a schedule.
     *
     * @param rule    the rule
     * @param weights w at every noise level
     */
    record OfRule(GuidanceRule rule, GuidanceSchedule weights) implements GuidanceField {
        @Override
        public List<NoiseLevel> jumps() {
            return rule.jumps();
        }

        @Override
        public Evaluator evaluator() {
            return (level, x, count, own, gradient, e) -> {
                int d = x.length / BlockPosterior.BLOCK;
                double w = weights.weight(level);
                for (int p = 0; p < count; p++) {
                    double[] point = new double[d];
                    double[] conditional = new double[d];
                    double[] unconditional = new double[d];
                    for (int i = 0; i < d; i++) {
                        int at = i * BlockPosterior.BLOCK + p;
                        point[i] = x[at];
                        conditional[i] = own[at];
                        unconditional[i] = own[at] - gradient[at];
                    }
                    double[] guided = rule.guided(level, w, point, conditional, unconditional);
                    for (int i = 0; i < d; i++) {
                        e[i * BlockPosterior.BLOCK + p] = guided[i] - conditional[i];
                    }
                }
            };
        }
    }

    /**
     * Field of a classifier made for another law, e = w ∇log p̃(c|x).
     *
     * @param believed the class and the rest as that classifier models them
     * @param weights  w at every noise level
     */
    record WrongClassifier(ClassVersusRest believed, GuidanceSchedule weights) implements GuidanceField {
        @Override
        public Evaluator evaluator() {
            BlockPosterior model = new BlockPosterior(believed);
            return (level, x, count, own, gradient, e) -> {
                model.setLevel(level);
                model.evaluate(x, count);
                double w = weights.weight(level);
                for (int p = 0; p < count; p++) {
                    double restPosterior = 1 / (1 + Math.exp(model.logOdds()[p]));
                    for (int at = p; at < x.length; at += BlockPosterior.BLOCK) {
                        double difference = model.ownScore()[at] - model.restScore()[at];
                        e[at] = restPosterior == 0 ? 0 : w * restPosterior * difference;
                    }
                }
            };
        }
    }

    /** Field of the classifier of the same data moved by a shift, e(x) = w ∇log p(c|x − √t·shift). */
    final class ShiftedClassifier implements GuidanceField {
        private final ClassVersusRest sides;
        private final double[] shift;
        private final GuidanceSchedule weights;

        /**
         * Field of a shifted classifier.
         *
         * @param sides   the class and the rest
         * @param shift   from the data to the data that the classifier was made for, d coordinates at t = 1
         * @param weights w at every noise level
         * @throws IllegalArgumentException if the shift has another dimension than the law
         */
        public ShiftedClassifier(ClassVersusRest sides, double[] shift, GuidanceSchedule weights) {
            if (shift.length != sides.dimension()) {
                throw new IllegalArgumentException("shift.length=" + shift.length
                        + ": must be the dimension of the law, " + sides.dimension());
            }
            this.sides = sides;
            this.shift = shift.clone();
            this.weights = weights;
        }

        @Override
        public GuidanceSchedule weights() {
            return weights;
        }

        @Override
        public Evaluator evaluator() {
            Evaluator unshifted = new WrongClassifier(sides, weights).evaluator();
            double[] moved = new double[shift.length * BlockPosterior.BLOCK];
            return (level, x, count, own, gradient, e) -> {
                double root = Math.sqrt(level.signal());
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = x[i] - root * shift[i / BlockPosterior.BLOCK];
                }
                unshifted.evaluate(level, moved, count, own, gradient, e);
            };
        }
    }

    /**
     * Field of the classifier of another labelled law.
     *
     * @param believed the law that the classifier was made for
     * @param c        index of the class in that law
     * @param weights  w at every noise level
     * @return e = w ∇log p̃(c|x)
     */
    static GuidanceField ofLaw(LabelledLaw believed, int c, GuidanceSchedule weights) {
        return new WrongClassifier(ClassVersusRest.of(believed, c), weights);
    }

    /**
     * Field of a classifier with wrong class priors.
     *
     * @param process law, class and weights
     * @param priors  priors that the classifier assumes, one per class, each in (0, 1), summing to 1
     * @return e = w ∇log p̃(c|x)
     * @throws IllegalArgumentException if there is not one prior per class
     */
    static GuidanceField ofPriors(GuidedProcess process, double[] priors) {
        LabelledLaw law = process.law();
        if (priors.length != law.classes().size()) {
            throw new IllegalArgumentException("priors.length=" + priors.length + ": must be one prior per class, "
                    + law.classes().size());
        }
        List<LabelledClass> classes = new ArrayList<>();
        for (int j = 0; j < priors.length; j++) {
            classes.add(new LabelledClass(law.classes().get(j).label(), priors[j], law.law(j)));
        }
        return ofLaw(new LabelledLaw(classes), process.c(), process.guidance());
    }

    /**
     * Field of a classifier trained on data with wrong labels, p̃(c|x) = Σ_j C_jc p(j|x). This is the classifier of the
     * labelled law whose class c is the mixture of all classes j with weights C_jc π_j.
     *
     * @param process law, class c and weights
     * @param called  C_jc, the probability that a point of class j carries the label c; one per class, each in [0, 1],
     *                neither all 0 nor all 1
     * @return e = w ∇log p̃(c|x)
     * @throws IllegalArgumentException if a probability is missing or out of range
     */
    static GuidanceField ofLabelNoise(GuidedProcess process, double[] called) {
        LabelledLaw law = process.law();
        int n = law.classes().size();
        if (called.length != n) {
            throw new IllegalArgumentException("called.length=" + called.length
                    + ": must be one probability per class, " + n);
        }
        double[] own = new double[n];
        double[] rest = new double[n];
        double mass = 0;
        List<Law> laws = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            if (!(called[j] >= 0 && called[j] <= 1)) {
                throw new IllegalArgumentException("called[" + j + "]=" + called[j] + ": must be in [0, 1]");
            }
            own[j] = called[j] * law.prior(j);
            rest[j] = (1 - called[j]) * law.prior(j);
            mass += own[j];
            laws.add(law.law(j));
        }
        if (!(mass > 0 && mass < 1)) {
            throw new IllegalArgumentException("called: the share of all points labelled c is " + mass
                    + ": must be in (0, 1)");
        }
        double total = 0;
        for (double share : rest) {
            total += share;
        }
        for (int j = 0; j < n; j++) {
            own[j] /= mass;
            rest[j] /= total;
        }
        return new WrongClassifier(new ClassVersusRest(mass, new Mixture(own, laws), new Mixture(rest, laws)),
                process.guidance());
    }
}
