package org.guidecheck.oracle.path;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law.Component;

/** Class posterior of atoms, such as the points of a data set: conditional means do not move. */
final class AtomPosterior extends ComponentPosterior {
    /** Share below which an atom does not change the last digit of a mean. */
    private static final double NEGLIGIBLE = 1e-20;

    private final int dimension;
    /** Coordinates, one row for each dimension, so that inner loops run over atoms. */
    private final double[][] at;
    private final double[] logWeight;
    private final double diameter;
    private final double[] clean;
    private final double[] shares;
    private final double[] gap;

    /**
     * Prepares the atoms.
     *
     * @param sides class and rest
     * @param own   components of the class, of covariance 0
     * @param rest  components of the rest, of covariance 0
     */
    AtomPosterior(ClassVersusRest sides, List<Component> own, List<Component> rest) {
        super(own.size(), own.size() + rest.size());
        dimension = sides.dimension();
        at = new double[dimension][count];
        logWeight = GaussianPosterior.logWeights(sides.prior(), own, rest);
        for (int k = 0; k < count; k++) {
            Component part = k < ownCount ? own.get(k) : rest.get(k - ownCount);
            for (int i = 0; i < dimension; i++) {
                at[i][k] = part.gaussian().mean(i);
            }
        }
        clean = new double[dimension];
        shares = new double[count];
        gap = new double[dimension];
        diameter = largestDistance();
    }

    private double largestDistance() {
        double most = 0;
        for (int k = 0; k < ownCount; k++) {
            for (int j = ownCount; j < count; j++) {
                double square = 0;
                for (int i = 0; i < dimension; i++) {
                    double difference = at[i][k] - at[i][j];
                    square += difference * difference;
                }
                most = Math.max(most, square);
            }
        }
        return Math.sqrt(most);
    }

    @Override
    double diameter() {
        return diameter;
    }

    @Override
    public void place(double[] to) {
        Arrays.fill(norm, 0);
        for (int i = 0; i < dimension; i++) {
            clean[i] = to[i];
            double[] row = at[i];
            for (int k = 0; k < count; k++) {
                double difference = row[k] - to[i];
                norm[k] += difference * difference;
            }
        }
        for (int k = 0; k < count; k++) {
            norm[k] = Math.sqrt(norm[k]);
            far[k] = norm[k];
        }
    }

    @Override
    public void evaluate(double r, double[] v) {
        signal = r;
        double offset = 0;
        System.arraycopy(logWeight, 0, log, 0, count);
        for (int i = 0; i < dimension; i++) {
            double[] row = at[i];
            double factor = v[i];
            offset += clean[i] * factor;
            for (int k = 0; k < count; k++) {
                log[k] += row[k] * factor;
            }
        }
        for (int k = 0; k < count; k++) {
            log[k] -= offset + 0.5 * r * norm[k] * norm[k];
        }
        shares(log, shares);
        Arrays.fill(gap, 0);
        for (int k = 0; k < count; k++) {
            if (shares[k] > NEGLIGIBLE) {
                double share = k < ownCount ? shares[k] : -shares[k];
                for (int i = 0; i < dimension; i++) {
                    gap[i] += share * at[i][k];
                }
            }
        }
        double square = 0;
        for (double each : gap) {
            square += each * each;
        }
        squaredGap = square * squaredRest();
    }

    @Override
    public double closingBound(double[] w, TubeRadii.Radii tube) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double squaredGradient(double s, double[] w) {
        throw new IllegalStateException("s=" + s + ": atoms have no density");
    }
}
