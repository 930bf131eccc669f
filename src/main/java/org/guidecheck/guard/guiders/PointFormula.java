package org.guidecheck.guard.guiders;

import java.util.Arrays;
import org.guidecheck.guider.GuidanceCall;

/** Guidance rule at one point, and the arithmetic of vectors that such rules are written with. */
@FunctionalInterface
interface PointFormula {

    /** The guided score from the point and the conditional and unconditional score, each of d numbers. */
    double[] of(double[] x, double[] conditional, double[] unconditional);

    /** The guided scores at all points of a call, with other unconditional scores than its own. */
    default double[] atEach(GuidanceCall call, double[] unconditional) {
        int d = call.dimension();
        double[] result = new double[call.points().length];
        for (int from = 0; from < result.length; from += d) {
            System.arraycopy(of(Arrays.copyOfRange(call.points(), from, from + d),
                    Arrays.copyOfRange(call.conditional(), from, from + d),
                    Arrays.copyOfRange(unconditional, from, from + d)), 0, result, from, d);
        }
        return result;
    }

    /** The guided scores at all points of a call. */
    default double[] atEach(GuidanceCall call) {
        return atEach(call, call.unconditional());
    }

    /** Inner product. */
    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** a + factor · b. */
    static double[] sum(double[] a, double factor, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }

    /** A number in a guider's name, or another one where it is left out; {@code inf} is a number. */
    static double number(String[] parts, int index, double other) {
        return index < parts.length ? Double.parseDouble(parts[index].replace("inf", "Infinity")) : other;
    }
}
