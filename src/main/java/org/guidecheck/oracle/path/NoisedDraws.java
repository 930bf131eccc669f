package org.guidecheck.oracle.path;

import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.sampler.NormalBlock;
import org.guidecheck.sampler.Streams;

/** Block of clean draws, noised from level to level by exact Gaussian transitions. */
final class NoisedDraws {
    /** The points, coordinate-major. */
    final double[] points;

    private final int dimension;
    private final NormalBlock normals;
    private final double[] z;
    private NoiseLevel level = NoiseLevel.CLEAN;

    /** Draws the points of index first to first + count − 1 of a run. */
    NoisedDraws(Law law, Streams streams, long first, int count) {
        dimension = law.dimension();
        points = new double[dimension * BlockPosterior.BLOCK];
        z = new double[points.length];
        normals = streams.normals(first, count);
        for (int p = 0; p < count; p++) {
            double[] draw = law.draw(streams.stream(first + p));
            for (int i = 0; i < dimension; i++) {
                points[i * BlockPosterior.BLOCK + p] = draw[i];
            }
        }
    }

    /** Moves the points to a noisier level. */
    void noise(NoiseLevel next) {
        double log = next.logSignal() - level.logSignal();
        double keep = Math.exp(0.5 * log);
        double add = Math.sqrt(-Math.expm1(log));
        normals.next(z, dimension);
        for (int i = 0; i < points.length; i++) {
            points[i] = keep * points[i] + add * z[i];
        }
        level = next;
    }
}
