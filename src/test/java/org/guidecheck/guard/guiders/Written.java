package org.guidecheck.guard.guiders;

import java.util.Arrays;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/** Guiders as their authors write them, without use of the built-in ones. */
final class Written {
    private Written() {
    }

    /** Rule at one point, with a scale 1 + w. */
    @FunctionalInterface
    interface Rule {
        double[] of(NoiseLevel level, double scale, double[] x, double[] c, double[] u);
    }

    /** Rule on a whole batch, row-major. */
    @FunctionalInterface
    interface BatchRule {
        double[] of(GuidanceCall call, double scale);
    }

    /** Maker of a run. */
    @FunctionalInterface
    interface Maker {
        Guider.Run of(TimeGrid grid, double scale);
    }

    static Guider of(String name, Maker maker) {
        return new Guider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Run begin(TimeGrid grid, double scale) {
                return maker.of(grid, scale);
            }
        };
    }

    static Guider batch(String name, BatchRule rule) {
        return of(name, (grid, scale) -> call -> rule.of(call, scale));
    }

    static Guider point(String name, Rule rule) {
        return batch(name, (call, scale) -> {
            int d = call.dimension();
            double[] result = new double[call.points().length];
            for (int from = 0; from < result.length; from += d) {
                System.arraycopy(rule.of(call.level(), scale, Arrays.copyOfRange(call.points(), from, from + d),
                        Arrays.copyOfRange(call.conditional(), from, from + d),
                        Arrays.copyOfRange(call.unconditional(), from, from + d)), 0, result, from, d);
            }
            return result;
        });
    }

    /** u + s (c − u), in double precision. */
    static double[] mix(double s, double[] c, double[] u) {
        double[] result = new double[c.length];
        for (int i = 0; i < c.length; i++) {
            result[i] = u[i] + s * (c[i] - u[i]);
        }
        return result;
    }

    static double[] single(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    static double[] half(double[] values) {
        return Arrays.stream(values).map(value -> {
            double unit = Math.scalb(Math.ulp(value), 53 - 11);
            return unit * Math.rint(value / unit);
        }).toArray();
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    /** Scaled to a deviation, mixed by φ; only where there is one. */
    static double[] rescaled(double phi, double[] g, double to) {
        double own = deviation(g);
        double factor = own > 0 ? phi * to / own + 1 - phi : 1;
        return Arrays.stream(g).map(v -> v * factor).toArray();
    }

    static double[] clean(NoiseLevel level, double[] x, double[] s) {
        return level.cleanPoints(x, s);
    }

    static double[] score(NoiseLevel level, double[] x, double[] clean) {
        double[] s = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            s[i] = (Math.sqrt(level.signal()) * clean[i] - x[i]) / level.noise();
        }
        return s;
    }

    /** The update of APG from a difference of clean predictions: cut to a length, without its part along base. */
    static double[] projected(double eta, double longest, double[] difference, double[] base) {
        double length = Math.sqrt(dot(difference, difference));
        double cut = length > longest ? longest / length : 1;
        double square = dot(base, base);
        double along = square > 0 ? (1 - eta) * dot(difference, base) / square : 0;
        double[] result = new double[difference.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = cut * (difference[i] - along * base[i]);
        }
        return result;
    }

    static double[] minus(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    static double[] plus(double[] a, double factor, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] + factor * b[i];
        }
        return result;
    }

    /** Adaptive projected guidance with momentum, as its authors write it. */
    static Guider apg(String name, double eta, double longest, double beta) {
        return of(name, (grid, scale) -> {
            double[][] memory = new double[1][];
            return call -> {
                double[] c = clean(call.level(), call.points(), call.conditional());
                double[] update = minus(c, clean(call.level(), call.points(), call.unconditional()));
                memory[0] = memory[0] == null || beta == 0 ? update : plus(update, beta, memory[0]);
                int d = call.dimension();
                double[] guided = c.clone();
                for (int from = 0; from < c.length; from += d) {
                    double[] base = Arrays.copyOfRange(c, from, from + d);
                    double[] added = plus(base, scale - 1,
                            projected(eta, longest, Arrays.copyOfRange(memory[0], from, from + d), base));
                    System.arraycopy(added, 0, guided, from, d);
                }
                return score(call.level(), call.points(), guided);
            };
        });
    }

    /** CFG-Zero* on the velocity x + s, at rest where told. */
    static double[] zeroStar(double s, double[] x, double[] c, double[] u) {
        double[] vc = plus(x, 1, c);
        double[] vu = plus(x, 1, u);
        double square = dot(vu, vu);
        double star = square > 0 ? dot(vc, vu) / square : 1;
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = star * vu[i] + s * (vc[i] - star * vu[i]) - x[i];
        }
        return result;
    }

    static double[] thresholded(NoiseLevel level, double[] x, double[] score, double share) {
        double[] clean = clean(level, x, score);
        double[] sizes = Arrays.stream(clean).map(Math::abs).sorted().toArray();
        double rank = share * (sizes.length - 1);
        int below = (int) rank;
        double m = sizes[below] + (rank - below) * (sizes[Math.min(below + 1, sizes.length - 1)] - sizes[below]);
        return m > 1 ? score(level, x, Arrays.stream(clean).map(v -> Math.max(-m, Math.min(m, v)) / m).toArray())
                : score;
    }

}
