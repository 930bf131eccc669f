package org.guidecheck.guard.guiders;

import java.util.Map;
import java.util.TreeMap;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;

/** Guiders with a fault each, by name, for claims that are decided on laws. */
final class WrongOnLaws {
    private WrongOnLaws() {
    }

    /** All of them. */
    static Map<String, Guider> all() {
        Map<String, Guider> all = new TreeMap<>();
        all.put("sign", Guider.of("sign", (level, w, x, c, u) -> mixed(c, u, -w)));
        all.put("swapped", Guider.of("swapped", (level, w, x, c, u) -> mixed(u, c, w)));
        all.put("unconditional", Guider.of("unconditional", (level, w, x, c, u) -> u.clone()));
        all.put("projects, unconditional base", Guider.of("projects, unconditional base",
                (level, w, x, c, u) -> projected(level.noise(), w, x, c, u)));
        all.put("cap turns the weight negative", Guider.of("cap turns the weight negative",
                (level, w, x, c, u) -> mixed(c, u, Math.min(w, 2 - length(c, u)))));
        all.put("negative momentum grows", new Remembering());
        all.put("weight over steps", new OverSteps());
        return all;
    }

    /** c + w (c − u). */
    static double[] mixed(double[] c, double[] u, double w) {
        return GuidanceRule.plain().guided(NoiseLevel.CLEAN, w, c, c, u);
    }

    private static double length(double[] c, double[] u) {
        double square = 0;
        for (int i = 0; i < c.length; i++) {
            square += (c[i] - u[i]) * (c[i] - u[i]);
        }
        return Math.sqrt(square);
    }

    /** u + s (the part of c − u across the clean prediction). */
    private static double[] projected(double noise, double w, double[] x, double[] c, double[] u) {
        double along = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            double clean = x[i] + noise * c[i];
            along += clean * (c[i] - u[i]);
            square += clean * clean;
        }
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double clean = x[i] + noise * c[i];
            result[i] = u[i] + (1 + w) * (c[i] - u[i] - (square > 0 ? along / square : 0) * clean);
        }
        return result;
    }

    /** Its weight vanishes as steps are added; at 50 it is right. */
    private static final class OverSteps implements Guider {
        @Override
        public String name() {
            return "weight over steps";
        }

        @Override
        public Run begin(TimeGrid grid, double scale) {
            return call -> mixed(call.conditional(), call.unconditional(), (scale - 1) * 50 / grid.steps());
        }
    }

    /** Subtracts what it has seen before: after the first step it guides away from the class. */
    private static final class Remembering implements Guider {
        @Override
        public String name() {
            return "negative momentum grows";
        }

        @Override
        public Run begin(TimeGrid grid, double scale) {
            double[][] sum = {null};
            return call -> {
                double[] result = call.conditional().clone();
                double[] now = new double[result.length];
                for (int i = 0; i < result.length; i++) {
                    double g = call.conditional()[i] - call.unconditional()[i];
                    now[i] = g - 0.9 * (sum[0] == null ? 0 : sum[0][i]) - 2 * (sum[0] == null ? 0 : g);
                    result[i] += (scale - 1) * now[i];
                }
                sum[0] = now;
                return result;
            };
        }
    }
}
