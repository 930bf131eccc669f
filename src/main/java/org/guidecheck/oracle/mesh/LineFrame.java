package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Frame of a law and class on the line at one resolution: a mesh, a time grid, and the differences of log-densities
 * between neighbouring points at the middle of each step. Any guidance along the classifier gradient can be solved on it
 * without evaluating the law again.
 *
 * <p>Guidance is given by its pushes: the integral of the added drift w g from each point to the next.
 */
final class LineFrame {
    /** Solutions of each step of the best guidance: a prediction and the solution. */
    private static final int ROUNDS = 2;
    /** Log of the least Z: larger values of h count as this many multiples of λ, which can only lower the least mean. */
    static final double LOWEST = -600;

    private final Mesh mesh;
    private final TimeGrid grid;
    private final BackwardEquationStepper stepper;
    private final double[] spacings;
    private final double[] lengths;
    /** 2∫ of the unguided drift between neighbours, a row for each step. */
    private final double[][] own;
    /** Differences of log p(c|·) between neighbours, a row for each step. */
    private final double[][] gradients;
    private final double[] endOdds;
    /** log π_c p(y|c) at the points, at the end. */
    private final double[] endOwn;

    /** Guidance at each step. */
    @FunctionalInterface
    interface Pushes {
        /** The pushes of step k, one fewer than points; not changed by the receiver. */
        double[] at(int k);
    }

    /**
     * Output of the process.
     *
     * @param masses  shares of the output at the points
     * @param prices  mean of ½∫ ‖w g‖² du over each step
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once by the callers
    record Output(double[] masses, double[] prices) {
        double price() {
            return Arrays.stream(prices).sum();
        }
    }

    LineFrame(LineLogOdds odds, NoiseLevel end, Mesh mesh, TimeGrid grid) {
        this.mesh = mesh;
        this.grid = grid;
        this.stepper = new BackwardEquationStepper(mesh);
        int n = mesh.size();
        this.spacings = new double[n - 1];
        Arrays.setAll(spacings, i -> mesh.points()[i + 1] - mesh.points()[i]);
        this.lengths = new double[grid.steps()];
        this.own = new double[grid.steps()][n - 1];
        this.gradients = new double[grid.steps()][n - 1];
        double[] potential = new double[n];
        double[] logOdds = new double[n];
        for (int k = 0; k < grid.steps(); k++) {
            double from = grid.level(k).logSignal();
            lengths[k] = grid.level(k + 1).logSignal() - from;
            odds.evaluate(mesh.points(), NoiseLevel.ofLogSignal(from + 0.5 * lengths[k]), potential, logOdds);
            for (int i = 0; i < n; i++) {
                logOdds[i] = -LineLogOdds.logReciprocal(logOdds[i]);
            }
            LineCoefficients.rises(mesh.points(), potential, own[k]);
            for (int i = 0; i < n - 1; i++) {
                gradients[k][i] = logOdds[i + 1] - logOdds[i];
            }
        }
        this.endOdds = new double[n];
        this.endOwn = new double[n];
        odds.evaluate(mesh.points(), end, endOwn, endOdds);
    }

    Mesh mesh() {
        return mesh;
    }

    TimeGrid grid() {
        return grid;
    }

    /** Log-odds of the class at the points, at the end. */
    double[] endOdds() {
        return endOdds;
    }

    /** log π_c p(y|c) at the points, at the end; not a copy. */
    double[] endOwn() {
        return endOwn;
    }

    /** Differences of log p(c|·) between neighbours at the middle of step k; not a copy. */
    double[] gradient(int k) {
        return gradients[k];
    }

    /** The pushes of a schedule. */
    Pushes pushes(GuidanceSchedule schedule) {
        return k -> {
            double w = schedule.meanWeight(grid.level(k), grid.level(k + 1));
            return Arrays.stream(gradients[k]).map(each -> w * each).toArray();
        };
    }

    /** Follows the masses of N(0, 1) to the end. */
    Output forward(Pushes pushes) {
        double[] masses = normalised(LineProcess.start(mesh));
        double[] prices = new double[grid.steps()];
        double[] none = new double[mesh.size()];
        for (int k = 0; k < grid.steps(); k++) {
            double[] push = pushes.at(k);
            double[] cost = cost(push);
            double before = mean(masses, cost);
            stepper.stepForward(rises(k, push), none, lengths[k], masses);
            prices[k] = 0.5 * lengths[k] * (before + mean(masses, cost));
        }
        return new Output(normalised(masses), prices);
    }

    /**
     * Means over the steps of the products of two differences along paths: E[a′ b′] du for each step, under the guidance
     * given.
     */
    double[] products(Pushes pushes, Pushes one, Pushes other) {
        double[] masses = normalised(LineProcess.start(mesh));
        double[] result = new double[grid.steps()];
        double[] none = new double[mesh.size()];
        for (int k = 0; k < grid.steps(); k++) {
            double[] product = product(one.at(k), other.at(k));
            double before = mean(masses, product);
            stepper.stepForward(rises(k, pushes.at(k)), none, lengths[k], masses);
            result[k] = 0.5 * lengths[k] * (before + mean(masses, product));
        }
        return result;
    }

    /**
     * Solves the backward equation of the mean of h at the end plus a multiple of the price, for given guidance.
     *
     * @param multiplier λ
     * @param h          final values, not changed
     * @return the solution at each level, the noisiest first
     */
    double[][] backward(Pushes pushes, double multiplier, double[] h) {
        double[][] values = new double[grid.steps() + 1][];
        values[grid.steps()] = h.clone();
        for (int k = grid.steps() - 1; k >= 0; k--) {
            values[k] = back(k, pushes.at(k), multiplier, values[k + 1]);
        }
        return values;
    }

    /**
     * The best guidance at a multiplier.
     *
     * @param pushes best pushes, a row for each step
     * @param least  least mean of h + λ·price
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once by the callers
    record Best(double[][] pushes, double least) {
    }

    /**
     * Solves the Hamilton–Jacobi–Bellman equation, ∂V + L⁰V + min over w ≥ 0 of ( w⟨g, V′⟩ + λ½w²g² ) = 0, for Z =
     * e^{−V/λ}. Where the best weight is above 0, or may have any sign, the equation of Z is the linear one of the class's
     * own process; elsewhere it has the further drift ½V′/λ, taken from a prediction of the solution.
     *
     * @param multiplier λ, above 0
     * @param h          final values, not changed
     * @param signed     whether weights must be at least 0
     */
    Best best(double multiplier, double[] h, boolean signed) {
        double[][] pushes = new double[grid.steps()][];
        double least = Arrays.stream(h).min().orElseThrow();
        // Values are counted from the least one: then Z is at most 1.
        double[] later = Arrays.stream(h).map(each -> Math.exp(Math.max(LOWEST, (least - each) / multiplier)))
                .toArray();
        double floor = Arrays.stream(later).min().orElseThrow();
        double[] none = new double[later.length];
        for (int k = grid.steps() - 1; k >= 0; k--) {
            double[] earlier = later;
            for (int round = 0; round < ROUNDS; round++) {
                double[] wanted = wanted(earlier, later);
                double[] rises = own[k].clone();
                for (int i = 0; i < rises.length && signed; i++) {
                    rises[i] -= wanted[i] * gradients[k][i] > 0 ? 0 : wanted[i];
                }
                earlier = later.clone();
                stepper.stepBack(rises, none, lengths[k], earlier);
                for (int i = 0; i < earlier.length; i++) {
                    earlier[i] = Math.max(floor, Math.min(1, earlier[i]));
                }
            }
            pushes[k] = wanted(earlier, later);
            for (int i = 0; i < pushes[k].length && signed; i++) {
                pushes[k][i] = pushes[k][i] * gradients[k][i] > 0 ? pushes[k][i] : 0;
            }
            later = earlier;
        }
        double[] start = normalised(LineProcess.start(mesh));
        double[] values = Arrays.stream(later).map(z -> -multiplier * Math.log(z)).toArray();
        return new Best(pushes, least + mean(start, values));
    }

    /** The push −ΔV/λ at the middle of a step. */
    private static double[] wanted(double[] earlier, double[] later) {
        double[] push = new double[earlier.length - 1];
        Arrays.setAll(push,
                i -> 0.5 * Math.log(earlier[i + 1] / earlier[i]) + 0.5 * Math.log(later[i + 1] / later[i]));
        return push;
    }

    private double[] back(int k, double[] push, double multiplier, double[] later) {
        double[] cost = cost(push);
        double[] values = new double[later.length];
        double half = 0.5 * lengths[k] * multiplier;
        Arrays.setAll(values, i -> later[i] + half * cost[i]);
        stepper.stepBack(rises(k, push), new double[values.length], lengths[k], values);
        for (int i = 0; i < values.length; i++) {
            values[i] += half * cost[i];
        }
        return values;
    }

    private double[] rises(int k, double[] push) {
        double[] rises = new double[push.length];
        Arrays.setAll(rises, i -> own[k][i] + 2 * push[i]);
        return rises;
    }

    /** ½‖w g‖² at the points. */
    private double[] cost(double[] push) {
        double[] cost = product(push, push);
        Arrays.setAll(cost, i -> 0.5 * cost[i]);
        return cost;
    }

    /** Product of two slopes at the points; each difference counts with its half of the point's volume. */
    private double[] product(double[] one, double[] other) {
        double[] result = new double[mesh.size()];
        double left = 0;
        for (int i = 0; i < result.length; i++) {
            double right = i < spacings.length ? one[i] * other[i] / spacings[i] : 0;
            result[i] = 0.5 * (left + right) / mesh.volumes()[i];
            left = right;
        }
        return result;
    }

    /** Divides masses by their sum, in place. */
    static double[] normalised(double[] masses) {
        double total = Arrays.stream(masses).sum();
        Arrays.setAll(masses, i -> masses[i] / total);
        return masses;
    }

    /** Mean of numbers at the points. A scheme of second order in time may give negative masses, which do not count. */
    static double mean(double[] masses, double[] values) {
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            sum += masses[i] > 0 ? masses[i] * values[i] : 0;
        }
        return sum;
    }
}
