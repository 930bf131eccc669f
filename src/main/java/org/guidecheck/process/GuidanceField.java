package org.guidecheck.process;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/**
 * What guidance adds to the drift of the class's own reverse process: dY = (Y/2 + s(Y|c) + e(Y)) du + dB. For classifier-free
 * guidance e = w g. See properties/README.md, "Rules and the cone condition".
 */
public interface GuidanceField {
    /**
     * Room to evaluate the field in; an instance belongs to one thread.
     *
     * @return an evaluator
     */
    Evaluator evaluator();

    /**
     * The weights behind the field: how strong it is, and when.
     *
     * @return w at every noise level
     */
    GuidanceSchedule weights();

    /**
     * Where the field jumps apart from its weights, for grids to have a level there.
     *
     * @return noise levels; empty for a field that is continuous in the noise
     */
    default List<NoiseLevel> jumps() {
        return List.of();
    }

    /** Evaluates the field at blocks of points. */
    @FunctionalInterface
    interface Evaluator {
        /**
         * The field at up to {@link BlockPosterior#BLOCK} points, coordinate-major: coordinate i of point p stands at
         * {@code i * BLOCK + p} in each array.
         *
         * @param level    noise level
         * @param x        the points, d × BLOCK
         * @param count    points in use
         * @param own      s(x|c) of the law whose samples are wanted, d × BLOCK
         * @param gradient g = s(x|c) − s(x) of that law, d × BLOCK
         * @param e        filled with the field, d × BLOCK
         */
        void evaluate(NoiseLevel level, double[] x, int count, double[] own, double[] gradient, double[] e);
    }

    /**
     * What a rule adds under a schedule.
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
     * Guidance by a classifier that was made for other data, e = w ∇log p̃(c|x).
     *
     * @param believed the class and the rest as that classifier knows them
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
                    double other = 1 / (1 + Math.exp(model.logOdds()[p]));
                    for (int at = p; at < x.length; at += BlockPosterior.BLOCK) {
                        double difference = model.ownScore()[at] - model.restScore()[at];
                        e[at] = other == 0 ? 0 : w * other * difference;
                    }
                }
            };
        }
    }

    /**
     * Guidance by the classifier of the same data at another place, e(x) = w ∇log p(c|x − √t·shift).
     */
    final class ShiftedClassifier implements GuidanceField {
        private final ClassVersusRest sides;
        private final double[] shift;
        private final GuidanceSchedule weights;

        /**
         * Takes the data and how far it was moved.
         *
         * @param sides   the class and the rest
         * @param shift   from the data to what the classifier was made for, d coordinates of clean data
         * @param weights w at every noise level
         */
        public ShiftedClassifier(ClassVersusRest sides, double[] shift, GuidanceSchedule weights) {
            if (shift.length != sides.dimension()) {
                throw new IllegalArgumentException("shift=" + shift.length + ": must have the dimension of the law, "
                        + sides.dimension());
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
            Evaluator there = new WrongClassifier(sides, weights).evaluator();
            double[] moved = new double[shift.length * BlockPosterior.BLOCK];
            return (level, x, count, own, gradient, e) -> {
                double root = Math.sqrt(level.signal());
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = x[i] - root * shift[i / BlockPosterior.BLOCK];
                }
                there.evaluate(level, moved, count, own, gradient, e);
            };
        }
    }

    /**
     * Guidance by the classifier of another labelled law.
     *
     * @param believed the law that the classifier was made for
     * @param c        index of the class there
     * @param weights  w at every noise level
     * @return e = w ∇log p̃(c|x)
     */
    static GuidanceField ofLaw(LabelledLaw believed, int c, GuidanceSchedule weights) {
        return new WrongClassifier(ClassVersusRest.of(believed, c), weights);
    }

    /**
     * Guidance by a classifier that takes the classes to be more or less frequent than they are.
     *
     * @param process law, class and weights
     * @param priors  what the classifier takes the priors for, one a class, each in (0, 1), summing to 1
     * @return e = w ∇log p̃(c|x)
     */
    static GuidanceField ofPriors(GuidedProcess process, double[] priors) {
        LabelledLaw law = process.law();
        if (priors.length != law.classes().size()) {
            throw new IllegalArgumentException("priors=" + priors.length + ": must be one for each of the "
                    + law.classes().size() + " classes");
        }
        List<LabelledClass> classes = new ArrayList<>();
        for (int j = 0; j < priors.length; j++) {
            classes.add(new LabelledClass(law.classes().get(j).label(), priors[j], law.law(j)));
        }
        return ofLaw(new LabelledLaw(classes), process.c(), process.guidance());
    }

    /**
     * Guidance by the classifier of data with wrong labels, p̃(c|x) = Σ_j C_jc p(j|x): the classifier of the labelled law
     * in which what is called c is the mixture of all classes j with weights C_jc π_j.
     *
     * @param process law, class c and weights
     * @param called  C_jc, the chance that a point of class j carries the label c; one a class, in [0, 1], neither all 0
     *                nor all 1
     * @return e = w ∇log p̃(c|x)
     */
    static GuidanceField ofLabelNoise(GuidedProcess process, double[] called) {
        LabelledLaw law = process.law();
        int n = law.classes().size();
        if (called.length != n) {
            throw new IllegalArgumentException("called=" + called.length + ": must be one chance for each of the " + n
                    + " classes");
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
            throw new IllegalArgumentException("called=" + mass + " of all points: must be in (0, 1)");
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
