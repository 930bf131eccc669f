package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Interval;

/**
 * Solver in the plane of the best guidance at a price (theory.md, "The price of guidance"): of all weights w(t, y) ≥ 0
 * that depend on noise level and point, those that make E^w[h(Y)] + λ ½E^w∫ ‖w g‖² du least.
 *
 * <p>The least value solves the Hamilton–Jacobi–Bellman equation
 *
 * <pre>  ∂_u V + ⟨y/2 + s(y|c), ∇V⟩ + ½ΔV + min over w ≥ 0 of ( w⟨g, ∇V⟩ + λ½w²‖g‖² ) = 0,  V = h at the end,  </pre>
 *
 * <p>whose best weight is −⟨g, ∇V⟩/(λ‖g‖²) or 0. For Z = e^{−V/λ} it is the linear equation of the class's own process with
 * the further drift ½R/λ, R the part of ∇V that the best weight leaves: all across g, and along g where V falls towards the
 * other classes. It is taken from a prediction of the solution. {@link LineControl} does the same on the line.
 */
public final class PlaneControl {
    private static final int ROUNDS = 2;
    private static final int VALUES = 5;
    /** Weights above this are cut: where g vanishes a weight does nothing, however large it is. */
    private static final double LARGEST = 1e3;

    private final GuidedProcess process;
    private final double largest;

    /**
     * The best guidance at a multiplier.
     *
     * @param least   least value of E^w[h] + λ·price of all weights of at least 0
     * @param price   ½E^w∫ ‖w g‖² du of the guidance that reaches it
     * @param benefit its E^w[h]
     * @param mean    its mean of the other function asked for
     * @param entropy differential entropy of its output, in nats
     */
    public record Best(Interval least, Interval price, Interval benefit, Interval mean, Interval entropy) {
        /** Nothing is known. */
        public static final Best UNKNOWN =
                new Best(Interval.ALL, Interval.ALL, Interval.ALL, Interval.ALL, Interval.ALL);
    }

    /**
     * Prepares a law and class.
     *
     * @param process guided process in two dimensions that {@link PlaneDifferences#supports}; its weights do not matter
     * @param largest largest weight that meshes are made for
     */
    public PlaneControl(GuidedProcess process, double largest) {
        this.process = process;
        this.largest = largest;
    }

    /**
     * The best guidance at a multiplier.
     *
     * @param multiplier λ, above 0
     * @param h          what to make small, of the log-odds of the class at the end; bounded
     * @param other      another function of the log-odds whose mean is wanted
     * @param precision  error wanted
     * @param limit      when no finer mesh is begun
     * @return intervals from three resolutions or more; the whole line where they or the time do not suffice
     */
    public Best best(double multiplier, DoubleUnaryOperator h, DoubleUnaryOperator other, double precision,
            TimeBudget limit) {
        List<Interval> found = PlaneDifferences.refined(process, largest, precision, limit,
                frame -> new Solution(frame, multiplier).solve(atEnd(frame, h), atEnd(frame, other)));
        return found.size() < VALUES ? Best.UNKNOWN
                : new Best(found.get(0), found.get(1), found.get(2), found.get(3), found.get(4));
    }

    private double[] atEnd(PlaneDifferences.Frame frame, DoubleUnaryOperator function) {
        frame.moveToEnd();
        return Arrays.stream(frame.densities().logReciprocal())
                .map(r -> function.applyAsDouble(-r - Math.log(-Math.expm1(-r)))).toArray();
    }

    /** The equation on one mesh. */
    private static final class Solution {
        private final PlaneDifferences.Frame frame;
        private final PlaneSteps steps;
        private final double multiplier;
        private final int across;
        private final double[] volumes;

        Solution(PlaneDifferences.Frame frame, double multiplier) {
            this.frame = frame;
            this.steps = frame.steps();
            this.multiplier = multiplier;
            this.across = frame.first().size();
            this.volumes = frame.volumes();
        }

        double[] solve(double[] h, double[] other) {
            double low = Arrays.stream(h).min().orElseThrow();
            double[] later =
                    Arrays.stream(h).map(each -> Math.exp(Math.max(LineFrame.LOWEST, (low - each) / multiplier)))
                            .toArray();
            double floor = Arrays.stream(later).min().orElseThrow();
            double[][] weights = new double[frame.grid().steps()][];
            for (int k = weights.length - 1; k >= 0; k--) {
                frame.moveToStep(k, false);
                double[][] log = gradient(frame.densities().logReciprocal());
                double[] earlier = later;
                for (int round = 0; round < ROUNDS; round++) {
                    double[][] added = gradient(middle(earlier, later));
                    best(log, added);
                    earlier = later.clone();
                    steps.drift(added);
                    steps.stepBack(frame.length(k), earlier);
                    for (int i = 0; i < earlier.length; i++) {
                        earlier[i] = Math.max(floor, Math.min(1, earlier[i]));
                    }
                }
                weights[k] = best(log, gradient(middle(earlier, later)));
                later = earlier;
            }
            double[] masses = LineFrame.normalised(frame.start());
            double least =
                    low + LineFrame.mean(masses, Arrays.stream(later).map(z -> -multiplier * Math.log(z)).toArray());
            double price = 0;
            for (int k = 0; k < weights.length; k++) {
                frame.moveToStep(k, false);
                double[] cost = cost(weights[k], gradient(frame.densities().logReciprocal()));
                double before = LineFrame.mean(masses, cost);
                steps.unkilled(weights[k]);
                steps.stepForward(frame.length(k), masses);
                price += 0.5 * frame.length(k) * (before + LineFrame.mean(masses, cost));
            }
            LineFrame.normalised(masses);
            return new double[] {least, price, LineFrame.mean(masses, h), LineFrame.mean(masses, other),
                PlaneDifferences.entropy(masses, volumes)};
        }

        /** V/λ at the middle of a step. */
        private static double[] middle(double[] earlier, double[] later) {
            double[] values = new double[later.length];
            Arrays.setAll(values, i -> -0.5 * (Math.log(earlier[i]) + Math.log(later[i])));
            return values;
        }

        /**
         * The best weights.
         *
         * @param log −g, the gradient of log 1/p(c|·)
         * @param of  gradient of V/λ; half of what the best weights leave of it afterwards
         */
        private static double[] best(double[][] log, double[][] of) {
            double[] weights = new double[log[0].length];
            for (int at = 0; at < weights.length; at++) {
                double square = log[0][at] * log[0][at] + log[1][at] * log[1][at];
                double along = log[0][at] * of[0][at] + log[1][at] * of[1][at];
                double weight = along > 0 && square > 0 ? Math.min(LARGEST, along / square) : 0;
                for (int i = 0; i < 2; i++) {
                    of[i][at] = 0.5 * (of[i][at] - weight * log[i][at]);
                }
                weights[at] = weight;
            }
            return weights;
        }

        /** ½‖w g‖² at the points. */
        private static double[] cost(double[] weights, double[][] log) {
            double[] cost = new double[weights.length];
            Arrays.setAll(cost, at -> 0.5 * weights[at] * weights[at]
                    * (log[0][at] * log[0][at] + log[1][at] * log[1][at]));
            return cost;
        }

        /** Both coordinates of the gradient at the points, of second order. */
        private double[][] gradient(double... values) {
            return new double[][] {slopes(values, frame.first(), 1), slopes(values, frame.second(), across)};
        }

        private static double[] slopes(double[] values, Mesh mesh, int stride) {
            double[] points = mesh.points();
            double[] slopes = new double[values.length];
            for (int at = 0; at < values.length; at++) {
                int i = at / stride % points.length;
                if (i > 0 && i + 1 < points.length) {
                    double left = points[i] - points[i - 1];
                    double right = points[i + 1] - points[i];
                    slopes[at] = ((values[at + stride] - values[at]) / right * left
                            + (values[at] - values[at - stride]) / left * right) / (left + right);
                } else {
                    int step = i == 0 ? stride : -stride;
                    slopes[at] = (values[at + step] - values[at]) / (i == 0 ? points[1] - points[0]
                            : points[i - 1] - points[i]);
                }
            }
            return slopes;
        }
    }
}
