package org.guidecheck.guard.guiders;

import static org.guidecheck.guard.guiders.PointFormula.product;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;

/**
 * Weights with which a guider acts at one noise level. At each scale the difference of the guided and the conditional
 * score is fitted by w times the difference of the two scores, w(s) = Σ⟨g − c, c − u⟩/Σ‖c − u‖² over all points, each
 * point in units of the rounding allowed in it.
 *
 * @param step  number of the step, from 0
 * @param level noise level
 * @param fits  one for each scale
 */
record LevelWeights(int step, NoiseLevel level, List<Fit> fits) {
    /** Weights known less well than this, relative to 1 + |s|, are not looked at. */
    private static final double LEAST_ACCURACY = 0.05;

    /**
     * Weight at one scale.
     *
     * @param scale  the scale as 1 + w, whatever the guider's convention
     * @param weight w that fits best
     * @param bound  rounding of the weight
     * @param misfit largest part of an answer beside c + w (c − u), in units of rounding
     * @param least  smallest weight of a single point
     * @param most   largest weight of a single point
     */
    record Fit(double scale, double weight, double bound, double misfit, double least, double most) {
        /** {@return w that the scale stands for} */
        double asked() {
            return scale - 1;
        }

        /** {@return whether the answers are c + w (c − u) up to rounding} */
        boolean isLinear() {
            return misfit <= 1;
        }

        /** {@return whether the weight is known well enough to speak of} */
        boolean isKnown() {
            return bound <= LEAST_ACCURACY * (1 + Math.abs(scale));
        }

        /** {@return whether the weight is a number, up to rounding} */
        boolean is(double other) {
            return Math.abs(weight - other) <= bound;
        }
    }

    /** Collects answers of one scale at one level. */
    static final class Sums {
        private final double scale;
        private final List<double[]> differences = new ArrayList<>();
        private final List<double[]> moves = new ArrayList<>();

        Sums(double scale) {
            this.scale = scale;
        }

        void add(ProbeBatch batch, double[] guided, double[] rounding) {
            int d = batch.dimension();
            for (int p = 0; p < batch.count(); p++) {
                double[] difference = new double[d];
                double[] move = new double[d];
                for (int i = 0; i < d; i++) {
                    int at = p * d + i;
                    difference[i] = (batch.conditional()[at] - batch.unconditional()[at]) / rounding[p];
                    move[i] = (guided[at] - batch.conditional()[at]) / rounding[p];
                }
                differences.add(difference);
                moves.add(move);
            }
        }

        Fit fit() {
            double product = 0;
            double square = 0;
            double size = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int p = 0; p < moves.size(); p++) {
                double own = product(differences.get(p), moves.get(p));
                double length = product(differences.get(p), differences.get(p));
                product += own;
                square += length;
                // Each coordinate of a move may be off by 1.
                double sum = 0;
                for (double each : differences.get(p)) {
                    sum += Math.abs(each);
                }
                size += sum;
                if (sum <= LEAST_ACCURACY * length) {
                    least = Math.min(least, own / length);
                    most = Math.max(most, own / length);
                }
            }
            double weight = square > 0 ? product / square : 0;
            double misfit = 0;
            for (int p = 0; p < moves.size(); p++) {
                for (int i = 0; i < moves.get(p).length; i++) {
                    double off = Math.abs(moves.get(p)[i] - weight * differences.get(p)[i]);
                    misfit = Math.max(misfit, off <= Double.MAX_VALUE ? off : Double.POSITIVE_INFINITY);
                }
            }
            return new Fit(scale, weight + 0.0, square > 0 ? size / square : Double.POSITIVE_INFINITY, misfit, least,
                    most);
        }
    }

    /** {@return whether the guider is linear here, c + w (c − u) with one w for all points, at every scale} */
    boolean isLinear() {
        return fits.stream().allMatch(Fit::isLinear);
    }

    /** {@return whether the weights are known well enough to speak of} */
    boolean isKnown() {
        return fits.stream().allMatch(Fit::isKnown);
    }

    /** {@return the fit at a scale, given as 1 + w} */
    Fit at(double scale) {
        return fits.stream().filter(fit -> fit.scale() == scale).findFirst().orElseThrow();
    }

    /**
     * The factor a of w(s) = a (s − 1), and its bound: from the scale nearest to 1 on the side of the unconditional
     * prediction, where no usual rule limits the weight; if there is none, from the scale above 1 nearest to it.
     */
    Fit slope() {
        Fit base = fits.stream().filter(fit -> fit.scale() == 0).findFirst().orElseGet(() -> fits.stream()
                .filter(fit -> fit.scale() != 1)
                .min((one, other) -> Double.compare(Math.abs(one.asked()), Math.abs(other.asked()))).orElseThrow());
        return new Fit(base.scale(), base.weight() / base.asked() + 0.0, base.bound() / Math.abs(base.asked()),
                base.misfit(), base.least(), base.most());
    }

    /** How far the weight at a scale is from a (s − 1), in units of rounding. */
    double disproportion(Fit fit) {
        Fit slope = slope();
        return Math.abs(fit.weight() - slope.weight() * fit.asked())
                / (fit.bound() + slope.bound() * Math.abs(fit.asked()));
    }

    /**
     * Whether a weight that is not a (s − 1) is one that the guider limits: nearer to 0, not 0, and the same at all
     * scales beyond.
     */
    boolean isLimited(Fit fit) {
        double proportional = slope().weight() * fit.asked();
        boolean isNearer = Math.abs(fit.weight()) < Math.abs(proportional)
                && fit.weight() * proportional > 0 && Math.abs(fit.weight()) > fit.bound();
        return isNearer && fits.stream().filter(other -> other.asked() * fit.asked() > 0
                && Math.abs(other.asked()) >= Math.abs(fit.asked()))
                .allMatch(other -> Math.abs(other.weight() - fit.weight()) <= other.bound() + fit.bound());
    }
}
