package org.guidecheck.law;

import java.util.List;
import org.hipparchus.CalculusFieldElement;

/** The logarithm of a sum of exponentials, without overflow or underflow. */
final class LogSumExp {
    private LogSumExp() {
    }

    static <T extends CalculusFieldElement<T>> T of(List<T> logs) {
        T max = logs.get(0);
        for (T log : logs) {
            max = log.getReal() > max.getReal() ? log : max;
        }
        if (!Double.isFinite(max.getReal())) {
            return max;
        }
        // The largest term is not exponentiated, so that the sum of a single term is exact.
        T rest = max.getField().getZero();
        boolean seen = false;
        for (T log : logs) {
            if (log == max && !seen) {
                seen = true;
            } else {
                rest = rest.add(log.subtract(max).exp());
            }
        }
        return max.add(rest.log1p());
    }
}
