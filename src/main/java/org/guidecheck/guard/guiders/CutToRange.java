package org.guidecheck.guard.guiders;

import java.util.Arrays;

/**
 * Clean predictions cut to a range, as by dynamic thresholding: x̂_0 → clip(r x̂_0, −m, m) with numbers r in (0, 1] and
 * m for each point. Such an answer depends on the conditional prediction alone.
 */
final class CutToRange {
    private CutToRange() {
    }

    /** The conditional prediction of a batch, cut with the numbers that the answer shows. */
    static double[] of(ProbeBatch batch, double[] guided) {
        int d = batch.dimension();
        double[] clean = batch.level().cleanPoints(batch.points(), batch.conditional());
        double[] answer = batch.level().cleanPoints(batch.points(), guided);
        double[] expected = new double[clean.length];
        for (int from = 0; from < clean.length; from += d) {
            double[] own = Arrays.copyOfRange(answer, from, from + d);
            double most = Arrays.stream(own).map(Math::abs).max().orElseThrow();
            int inner = from;
            for (int i = from; i < from + d; i++) {
                inner = Math.abs(clean[i]) < Math.abs(clean[inner]) ? i : inner;
            }
            double factor = clean[inner] == 0 ? 1 : Math.max(0, Math.min(1, answer[inner] / clean[inner]));
            for (int i = from; i < from + d; i++) {
                double cut = Math.max(-most, Math.min(most, factor * clean[i]));
                expected[i] = (Math.sqrt(batch.level().signal()) * cut - batch.points()[i]) / batch.level().noise();
            }
        }
        return expected;
    }
}
