package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.NormalForm;

/**
 * Guidance weights on the line that depend on the point, at one noise level.
 *
 * @param logSnr  λ = log(t/τ)
 * @param points  coordinates of noised points in the units of the process, ascending
 * @param weights weights there, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // owned by the receiver
public record LineWeights(double logSnr, double[] points, double[] weights) {
    private static final int LEVELS = 32;
    private static final int POINTS = 64;

    /** Some of the weights whose pushes are given, the noisiest level first. */
    static List<LineWeights> of(LineFrame frame, double[][] pushes, NormalForm form) {
        List<LineWeights> rows = new ArrayList<>();
        for (int j = 0; j < LEVELS; j++) {
            int k = (int) ((j + 0.5) * frame.grid().steps() / LEVELS);
            NoiseLevel level = frame.grid().level(k);
            // In units of the process σ is larger by the scale.
            NoiseLevel own = NoiseLevel.ofLogSnr(level.logSnr() - 2 * Math.log(form.scale()));
            double[] points = new double[POINTS];
            double[] weights = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                int edge = (int) ((i + 0.5) * pushes[k].length / POINTS);
                double middle = 0.5 * (frame.mesh().points()[edge] + frame.mesh().points()[edge + 1]);
                points[i] = Math.sqrt(own.signal())
                        * (form.centre()[0] + form.scale() * middle / Math.sqrt(level.signal()));
                double gradient = frame.gradient(k)[edge];
                weights[i] = pushes[k][edge] == 0 ? 0 : pushes[k][edge] / gradient;
            }
            rows.add(new LineWeights(own.logSnr(), points, weights));
        }
        return rows;
    }
}
