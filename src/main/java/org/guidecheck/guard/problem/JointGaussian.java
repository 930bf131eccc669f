package org.guidecheck.guard.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.sampler.StepPlan;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Joint Gaussian law of a linear sampler's present point and of its remembered evaluations, step after step, in one
 * coordinate of two linear scores. Every point is an affine function of earlier ones and of fresh normals.
 *
 * <p>Instead of the covariance matrix its square root is kept, the factors of independent normals in each point,
 * which stays accurate where large terms cancel. The rounding error of the last point is bounded by the sum of those
 * of the steps, each times its effect on the last point.
 */
final class JointGaussian {
    /** Distance from the mean, in standard deviations, that no point exceeds. */
    private static final double REACH = 6;
    /** Number of successive floating-point operations of a step. */
    private static final double OPERATIONS = 32;

    private final ScorePair pair;
    private final int coordinate;
    private final double w;
    private final StepPlan plan;
    /** Means of the variables: number 0 is the present point, number 1 + i the point of the evaluation in place i. */
    private double[] means;
    /** Factors of the independent normals in each variable. */
    private double[][] factors;
    /** New form of each variable after each step; null if the step leaves it. */
    private final List<Form[]> moves = new ArrayList<>();
    /** Scores of the evaluations in their places. */
    private final ScorePair.Linear[] scores;
    /** Points of the present step's evaluations in their places; null for earlier evaluations. */
    private final Form[] points;
    /** Number of normals that the present step has drawn. */
    private int fresh;

    /**
     * A point as an affine function of the variables and of the step's normals, with the rounding error of this step.
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read here, and not changed
    private record Form(double[] ofVariables, double[] ofNormals, double constant, double rounding) {
    }

    /** Starts from one standard normal. */
    JointGaussian(ScorePair pair, int coordinate, double w, StepPlan plan) {
        this.pair = pair;
        this.coordinate = coordinate;
        this.w = w;
        this.plan = plan;
        means = new double[1 + plan.memory()];
        factors = new double[means.length][1];
        factors[0][0] = 1;
        scores = new ScorePair.Linear[plan.memory()];
        points = new Form[plan.memory()];
    }

    /** The law of the last point. */
    GaussianLaw.Coordinate end() {
        for (int k = 0; k < plan.steps(); k++) {
            step(k);
        }
        double variance = 0;
        for (double factor : factors[0]) {
            variance += factor * factor;
        }
        return new GaussianLaw.Coordinate(means[0], variance, rounding());
    }

    /**
     * Sums the rounding errors of the steps, backwards, each times the derivative of the last point by its variable.
     */
    private double rounding() {
        double rounding = 0;
        double[] weights = new double[means.length];
        weights[0] = 1;
        for (int k = plan.steps() - 1; k >= 0; k--) {
            double[] before = new double[means.length];
            for (int v = 0; v < means.length; v++) {
                Form form = moves.get(k)[v];
                if (form == null) {
                    before[v] += weights[v];
                } else {
                    rounding += Math.abs(weights[v]) * form.rounding;
                    add(before, weights[v], form.ofVariables);
                }
            }
            weights = before;
        }
        return rounding;
    }

    private void step(int k) {
        StepTable table = plan.table(k);
        int stages = table.stages().size();
        Form[] next = new Form[means.length];
        fresh = 0;
        for (int j = 0; j < stages; j++) {
            Stage stage = table.stages().get(j);
            int place = plan.evaluation(k, j) % plan.memory();
            Form point = form(k, stage.point());
            points[place] = point;
            scores[place] = pair.guided(coordinate, stage.level(), w);
            next[1 + place] = plan.isRemembered(plan.evaluation(k, j)) ? point : null;
        }
        next[0] = form(k, table.result());
        for (int j = 0; j < stages; j++) {
            points[plan.evaluation(k, j) % plan.memory()] = null;
        }
        move(next);
    }

    private Form form(int k, Combination combination) {
        double[] ofVariables = new double[means.length];
        double[] ofNormals = new double[plan.table(k).stages().size() + 1];
        Form present = variable(0);
        add(ofVariables, combination.keep(), present.ofVariables);
        double constant = 0;
        double rounding = 0;
        double size = Math.abs(combination.keep()) * size(present);
        for (Term term : combination.terms()) {
            int place = plan.evaluation(k, term.evaluation()) % plan.memory();
            Form at = points[place] == null ? variable(1 + place) : points[place];
            ScorePair.Linear score = scores[place];
            double factor = term.point() - term.score() * score.slope();
            add(ofVariables, factor, at.ofVariables);
            add(ofNormals, factor, at.ofNormals);
            constant += factor * at.constant + term.score() * score.constant();
            rounding += Math.abs(factor) * at.rounding;
            double pointSize = size(at);
            size += Math.abs(term.point()) * pointSize + Math.abs(term.score()) * (1 + 2 * Math.abs(w))
                    * (Math.abs(score.slope()) * pointSize + Math.abs(score.constant()));
        }
        if (combination.deviation() > 0) {
            ofNormals[fresh++] = combination.deviation();
        }
        return combination.isPoint() ? present
                : new Form(ofVariables, ofNormals, constant, rounding + OPERATIONS * Math.ulp(1.0) * size);
    }

    private Form variable(int v) {
        double[] ofVariables = new double[means.length];
        ofVariables[v] = 1;
        return new Form(ofVariables, new double[0], 0, 0);
    }

    private static void add(double[] into, double factor, double[] terms) {
        for (int i = 0; i < terms.length; i++) {
            into[i] += factor * terms[i];
        }
    }

    private double mean(Form form) {
        double mean = form.constant;
        for (int v = 0; v < means.length; v++) {
            mean += form.ofVariables[v] * means[v];
        }
        return mean;
    }

    /** The factors of all earlier normals, then of this step's. */
    private double[] factors(Form form) {
        int before = factors[0].length;
        double[] result = new double[before + fresh];
        for (int v = 0; v < means.length; v++) {
            add(result, form.ofVariables[v], factors[v]);
        }
        System.arraycopy(form.ofNormals, 0, result, before, Math.min(fresh, form.ofNormals.length));
        return result;
    }

    /** A bound of the absolute value of a point. */
    private double size(Form form) {
        double variance = 0;
        for (double factor : factors(form)) {
            variance += factor * factor;
        }
        return Math.abs(mean(form)) + REACH * Math.sqrt(variance);
    }

    /** Replaces the variables that have a new form. */
    private void move(Form[] next) {
        double[] nextMeans = new double[means.length];
        double[][] nextFactors = new double[means.length][];
        for (int v = 0; v < means.length; v++) {
            Form form = next[v] == null ? variable(v) : next[v];
            nextMeans[v] = mean(form);
            nextFactors[v] = factors(form);
        }
        means = nextMeans;
        factors = nextFactors;
        moves.add(next);
        if (factors[0].length > means.length) {
            reduce();
        }
    }

    /** Rotates the normals (Givens) so that no more of them are needed than there are variables. */
    private void reduce() {
        for (int v = 0; v < means.length; v++) {
            for (int j = v + 1; j < factors[v].length; j++) {
                double radius = Math.hypot(factors[v][v], factors[v][j]);
                if (factors[v][j] != 0) {
                    rotate(v, j, factors[v][v] / radius, factors[v][j] / radius);
                }
            }
        }
        for (int v = 0; v < means.length; v++) {
            factors[v] = Arrays.copyOf(factors[v], means.length);
        }
    }

    private void rotate(int one, int other, double cosine, double sine) {
        for (double[] row : factors) {
            double first = row[one];
            row[one] = cosine * first + sine * row[other];
            row[other] = cosine * row[other] - sine * first;
        }
    }
}
