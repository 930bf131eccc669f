package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;

/** Noise levels in low precision. Noisy levels stay noisy, since denoisers are not evaluated at clean data. */
final class Rounded {
    /** Significant binary digits of half precision. */
    static final int HALF = 11;
    /** Those of the format with the range of single precision in half of its length. */
    static final int BRAIN = 8;

    private static final double LEAST = 0x1p-24;

    private Rounded() {
    }

    /** Each signal to so many binary digits. */
    static List<NoiseLevel> toDigits(int digits, List<NoiseLevel> levels) {
        List<NoiseLevel> result = new ArrayList<>();
        double largest = 1 - Math.scalb(1, -digits);
        for (NoiseLevel level : levels) {
            double unit = Math.scalb(Math.ulp(level.signal()), 53 - digits);
            double rounded = Math.min(Math.max(unit * Math.rint(level.signal() / unit), LEAST), largest);
            result.add(level.isClean() ? level : NoiseLevel.ofSignal(rounded));
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
