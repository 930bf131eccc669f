package org.guidecheck.report;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/**
 * Densities of the class and of the rest, each times its prior, at the noise at which the process is stopped.
 *
 * @param own  density of the class at each point
 * @param rest density of the rest at each point
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
record SideDensities(double[] own, double[] rest) {
    /** The densities at points, given as d coordinates of each in turn. */
    static SideDensities at(double[] points, ClassVersusRest sides, NoiseLevel end) {
        int n = points.length / sides.dimension();
        SideDensities densities = new SideDensities(new double[n], new double[n]);
        BlockPosterior model = new BlockPosterior(sides);
        model.setLevel(end);
        model.evaluateAll(points, (from, count) -> {
            for (int p = 0; p < count; p++) {
                densities.own[from + p] = sides.prior() * Math.exp(model.ownLogDensity()[p]);
                densities.rest[from + p] = (1 - sides.prior()) * Math.exp(model.restLogDensity()[p]);
            }
        });
        return densities;
    }
}
