package org.guidecheck.oracle.path;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law.Component;

/**
 * Class posterior of atoms, such as the points of a data set. Their conditional means do not move, so that atoms at about
 * the same distance from X_0 have nearly the same bounds: these are those of rings about X_0 on either side, each with
 * the likelihood of its atoms together and the distance of the farthest.
 */
final class AtomPosterior extends ComponentPosterior {
    /** Rings on either side; the first is X_0 itself. */
    private static final int RINGS = 48;
    /** Logarithm of the share in its ring below which an atom does not change the last digit. */
    private static final double NEGLIGIBLE = -50;
    /** Share of a side below which atoms together do not change the last digit of a mean. */
    private static final double LEAST_SHARE = 1e-18;

    private final int dimension;
    private final int atoms;
    private final int ownAtoms;
    /** Coordinates by dimension and by atom: inner loops run over the second index. */
    private final double[][] byDimension;
    private final double[][] byAtom;
    private final double[] logWeight;
    private final double diameter;
    private final double[] clean;
    private final double[] square;
    private final int[] ring;
    private final double[] likelihood;
    private final double[] sums;
    private final double[] ringShares;
    private final double[] gap;
    /** Atoms that have a share, and ± their shares. */
    private final double[][] near;
    private final double[] nearShare;

    /**
     * Prepares the atoms.
     *
     * @param sides class and rest
     * @param own   components of the class, of covariance 0
     * @param rest  components of the rest, of covariance 0
     */
    AtomPosterior(ClassVersusRest sides, List<Component> own, List<Component> rest) {
        super(RINGS, 2 * RINGS);
        dimension = sides.dimension();
        ownAtoms = own.size();
        atoms = own.size() + rest.size();
        byDimension = new double[dimension][atoms];
        byAtom = new double[atoms][dimension];
        for (int k = 0; k < atoms; k++) {
            Component part = k < ownAtoms ? own.get(k) : rest.get(k - ownAtoms);
            for (int i = 0; i < dimension; i++) {
                byDimension[i][k] = part.gaussian().mean(i);
                byAtom[k][i] = part.gaussian().mean(i);
            }
        }
        logWeight = GaussianPosterior.logWeights(sides.prior(), own, rest);
        diameter = largestDistance();
        clean = new double[dimension];
        square = new double[atoms];
        ring = new int[atoms];
        likelihood = new double[atoms];
        sums = new double[count];
        ringShares = new double[count];
        gap = new double[dimension];
        near = new double[atoms][];
        nearShare = new double[atoms];
    }

    private double largestDistance() {
        double most = 0;
        for (int k = 0; k < ownAtoms; k++) {
            for (int j = ownAtoms; j < atoms; j++) {
                double sum = 0;
                for (int i = 0; i < dimension; i++) {
                    double difference = byAtom[k][i] - byAtom[j][i];
                    sum += difference * difference;
                }
                most = Math.max(most, sum);
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
        begin();
        System.arraycopy(to, 0, clean, 0, dimension);
        double most = 0;
        for (int k = 0; k < atoms; k++) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                double difference = byAtom[k][i] - to[i];
                sum += difference * difference;
            }
            square[k] = sum;
            most = Math.max(most, sum);
        }
        Arrays.fill(norm, 0);
        double width = Math.sqrt(most) / (RINGS - 1);
        for (int k = 0; k < atoms; k++) {
            double distance = Math.sqrt(square[k]);
            int within = distance == 0 ? 0 : 1 + (int) Math.min(RINGS - 2, distance / width);
            ring[k] = k < ownAtoms ? within : RINGS + within;
            norm[ring[k]] = Math.max(norm[ring[k]], distance);
        }
        System.arraycopy(norm, 0, far, 0, count);
    }

    @Override
    public void evaluate(double r, double[] v) {
        double offset = 0;
        System.arraycopy(logWeight, 0, likelihood, 0, atoms);
        for (int i = 0; i < dimension; i++) {
            offset += clean[i] * v[i];
        }
        add(likelihood, byDimension, v, dimension);
        Arrays.fill(log, Double.NEGATIVE_INFINITY);
        Arrays.fill(sums, 0);
        for (int k = 0; k < atoms; k++) {
            likelihood[k] -= offset + 0.5 * r * square[k];
            log[ring[k]] = Math.max(log[ring[k]], likelihood[k]);
        }
        for (int k = 0; k < atoms; k++) {
            double below = likelihood[k] - log[ring[k]];
            likelihood[k] = below > NEGLIGIBLE ? Math.exp(below) : 0;
            sums[ring[k]] += likelihood[k];
        }
        for (int b = 0; b < count; b++) {
            log[b] += sums[b] > 0 ? Math.log(sums[b]) : 0;
        }
        shares(log, ringShares);
        measureGap();
    }

    /** Adds the first n rows, each times its factor; four at once, so that sums are read and written less often. */
    private static void add(double[] sums, double[][] rows, double[] factors, int n) {
        int j = 0;
        for (; j + 3 < n; j += 4) {
            double[] a = rows[j];
            double[] b = rows[j + 1];
            double[] c = rows[j + 2];
            double[] d = rows[j + 3];
            double ofA = factors[j];
            double ofB = factors[j + 1];
            double ofC = factors[j + 2];
            double ofD = factors[j + 3];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += a[i] * ofA + b[i] * ofB + (c[i] * ofC + d[i] * ofD);
            }
        }
        for (; j < n; j++) {
            double[] row = rows[j];
            double factor = factors[j];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i] * factor;
            }
        }
    }

    private void measureGap() {
        int n = 0;
        for (int k = 0; k < atoms; k++) {
            int b = ring[k];
            double share = ringShares[b] * (likelihood[k] / sums[b]);
            if (share > LEAST_SHARE) {
                near[n] = byAtom[k];
                nearShare[n++] = k < ownAtoms ? share : -share;
            }
        }
        Arrays.fill(gap, 0);
        add(gap, near, nearShare, n);
        double sum = 0;
        for (double each : gap) {
            sum += each * each;
        }
        squaredGap = sum * squaredRest();
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
