package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.distribution.NoiseLevel;

/** Levels with fewer digits than they need. Noisy ones stay noisy: a denoiser is not asked at clean data. */
final class Rounded {
    private static final double LEAST_HALF = 0x1p-24;
    private static final double HALF_BELOW_1 = 1 - 0x1p-11;

    private Rounded() {
    }

    /** Each signal with the eleven digits of half precision. */
    static List<NoiseLevel> toHalf(List<NoiseLevel> levels) {
        List<NoiseLevel> result = new ArrayList<>();
        for (NoiseLevel level : levels) {
            double unit = 0x1p42 * Math.ulp(level.signal());
            double rounded = unit * Math.rint(level.signal() / unit);
            result.add(level.isClean() ? level
                    : NoiseLevel.ofSignal(Math.min(Math.max(rounded, LEAST_HALF), HALF_BELOW_1)));
        }
        return result;
    }

    /** Each signal as a product of α in single precision, from the last level backwards. */
    static List<NoiseLevel> byProducts(List<NoiseLevel> levels) {
        List<NoiseLevel> result = new ArrayList<>(levels);
        float product = (float) levels.get(levels.size() - 1).signal();
        for (int k = levels.size() - 2; k >= 0; k--) {
            product *= (float) (levels.get(k).signal() / levels.get(k + 1).signal());
            result.set(k, NoiseLevel.ofSignal(Math.min(product, Math.nextDown(1f))));
        }
        return result;
    }
}
