package org.guidecheck.oracle.mesh;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Interval;

/**
 * Means under the tilted law on the line, whose density is proportional to p(x|c)^{1+w} p(x)^{−w}, by the trapezoidal
 * rule on two meshes.
 */
public final class TiltedLaw1D {
    private static final int POINTS_PER_SCALE = 64;

    private TiltedLaw1D() {
    }

    /**
     * Mean of a functional.
     *
     * @param process    guided process in one dimension under one constant weight, at least 0, for which the tilted
     *                   density is integrable; the densities are taken at the noise where it stops
     * @param functional φ
     * @return the mean, within the difference of the two meshes
     */
    public static Interval mean(GuidedProcess process, Functional functional) {
        double coarse = mean(process, functional, POINTS_PER_SCALE);
        double fine = mean(process, functional, 2 * POINTS_PER_SCALE);
        return Interval.around(fine, Math.abs(fine - coarse) + 1e-12 * Math.abs(fine));
    }

    private static double mean(GuidedProcess process, Functional functional, int points) {
        LineLogOdds odds = new LineLogOdds(process);
        NoiseLevel end = process.end();
        double w = process.guidance().largest();
        Mesh mesh = Mesh.of(odds, end, 0, points);
        double[] logOwn = new double[mesh.size()];
        double[] logOdds = new double[mesh.size()];
        odds.evaluate(mesh.points(), end, logOwn, logOdds);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logOwn.length; i++) {
            // p(x|c)^{1+w} p(x)^{−w} is p(x|c) p(c|x)^w up to a constant.
            logOwn[i] -= w * LineLogOdds.logReciprocal(logOdds[i]);
            largest = Math.max(largest, logOwn[i]);
        }
        double mass = 0;
        double sum = 0;
        for (int i = 0; i < logOwn.length; i++) {
            double share = Math.exp(logOwn[i] - largest) * mesh.volumes()[i];
            mass += share;
            sum += share * functional.at(mesh.points()[i], logOdds[i]);
        }
        return sum / mass;
    }
}
