package org.guidecheck.guard.guiders;

import static org.guidecheck.guard.guiders.Written.clean;
import static org.guidecheck.guard.guiders.Written.deviation;
import static org.guidecheck.guard.guiders.Written.minus;
import static org.guidecheck.guard.guiders.Written.mix;
import static org.guidecheck.guard.guiders.Written.plus;
import static org.guidecheck.guard.guiders.Written.point;
import static org.guidecheck.guard.guiders.Written.rescaled;
import static org.guidecheck.guard.guiders.Written.score;
import static org.guidecheck.guard.guiders.Written.single;
import static org.guidecheck.guard.guiders.Written.thresholded;
import static org.guidecheck.guard.guiders.Written.zeroStar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.guider.Guider;

/** Right rules as authors write them, which no claim may refute. */
final class RightGuiders {
    private RightGuiders() {
    }

    /** The built-in rules that some of them are, by name. */
    static Map<String, String> likes() {
        Map<String, String> likes = new LinkedHashMap<>();
        likes.put("cfg", "cfg");
        likes.put("cfg of clean points in single precision", "cfg");
        likes.put("interval", "interval:0.3:5");
        likes.put("limit", "limit:3");
        likes.put("rescale", "rescale:0.7");
        likes.put("rescale of clean points", "rescale-x0:0.7");
        likes.put("cfg-zero-star", "cfg-zero-star:0.998");
        likes.put("cfg-zero-star by steps", "cfg-zero-star-steps:2");
        likes.put("apg", "apg:0:2.5:-0.75");
        likes.put("projected", "projected:0");
        likes.put("momentum", "momentum:0.5");
        likes.put("cfg++", "cfg++");
        likes.put("power", "power:0.5");
        likes.put("threshold", "threshold:99.5");
        return likes;
    }

    static List<Guider> all() {
        return List.of(
                point("cfg", (level, s, x, c, u) -> mix(s, c, u)),
                point("cfg in single precision", (level, s, x, c, u) -> {
                    double[] result = new double[c.length];
                    for (int i = 0; i < c.length; i++) {
                        result[i] = (float) u[i] + (float) s * ((float) c[i] - (float) u[i]);
                    }
                    return result;
                }),
                point("cfg of clean points in single precision", (level, s, x, c, u) -> score(level, x, single(mix(s,
                        single(clean(level, x, c)), single(clean(level, x, u)))))),
                point("interval", (level, s, x, c, u) -> level.sigma() > 0.3 && level.sigma() <= 5 ? mix(s, c, u) : c),
                point("limit", (level, s, x, c, u) -> mix(Math.min(s, 4), c, u)),
                point("schedule", (level, s, x, c, u) -> mix(1 + (s - 1) * level.noise(), c, u)),
                point("rescale", (level, s, x, c, u) -> rescaled(0.7, mix(s, c, u), deviation(c))),
                point("rescale of clean points", (level, s, x, c, u) -> score(level, x, rescaled(0.7,
                        clean(level, x, mix(s, c, u)), deviation(clean(level, x, c))))),
                point("cfg-zero-star", (level, s, x, c, u) -> level.noise() > 0.998
                        ? plus(minus(x, x), -1, x) : zeroStar(s, x, c, u)),
                Written.of("cfg-zero-star by steps", (grid, s) -> {
                    Guider.Run moving = point("moving", (level, scale, x, c, u) -> zeroStar(scale, x, c, u))
                            .begin(grid, s);
                    return call -> call.step() < 2 ? plus(minus(call.points(), call.points()), -1, call.points())
                            : moving.guided(call);
                }),
                Written.apg("apg", 0, 2.5, -0.75),
                Written.apg("projected", 0, Double.POSITIVE_INFINITY, 0),
                Written.apg("momentum", 1, Double.POSITIVE_INFINITY, 0.5),
                Written.of("cfg++", (grid, s) -> call -> mix(s / (1 - grid.level(call.step() + 1).sigma()
                        / call.level().sigma()), call.conditional(), call.unconditional())),
                point("power", (level, s, x, c, u) -> {
                    double[] difference = minus(c, u);
                    double length = Math.sqrt(Written.dot(difference, difference));
                    return plus(c, (s - 1) * Math.pow(length, 0.5), difference);
                }),
                point("threshold", (level, s, x, c, u) -> thresholded(level, x, mix(s, c, u), 0.995)),
                // Lin et al. rescale the output of their model, a velocity.
                point("rescale of velocities", (level, s, x, c, u) -> plus(rescaled(0.7, plus(x, 1, mix(s, c, u)),
                        deviation(plus(x, 1, c))), -1, x)),
                point("tangential damping", (level, s, x, c, u) -> mix(s, c, alongFirst(u, c))),
                Written.of("beta density in time, root of the length", (grid, s) -> call -> {
                    double time = (call.step() + 0.5) / grid.steps();
                    return point("", (level, scale, x, c, u) -> {
                        double[] difference = minus(c, u);
                        double length = Math.sqrt(Written.dot(difference, difference));
                        return length > 0 ? plus(c, 6 * time * (1 - time) * (s - 1) / Math.sqrt(length), difference)
                                : c;
                    }).begin(grid, s).guided(call);
                }),
                point("none where nearly parallel", (level, s, x, c, u) -> Written.dot(c, u) > 0.9999
                        * Math.sqrt(Written.dot(c, c) * Written.dot(u, u)) ? c : mix(s, c, u)),
                Written.of("cosine in the step", (grid, s) -> call -> mix(1 + (s - 1) * (1 - Math.cos(Math.PI
                        * (call.step() + 0.5) / grid.steps())), call.conditional(), call.unconditional())),
                Written.of("difference of every second step", (grid, s) -> {
                    double[][] kept = {{}};
                    return call -> {
                        kept[0] = call.step() % 2 == 0 ? minus(call.conditional(), call.unconditional()) : kept[0];
                        return plus(call.conditional(), s - 1, kept[0]);
                    };
                }));
    }

    /**
     * The part of u along the first right singular vector of the matrix with the rows c and u, which lies in their plane:
     * tangential damping of classifier-free guidance.
     */
    private static double[] alongFirst(double[] u, double[] c) {
        double a = Written.dot(c, c);
        double b = Written.dot(c, u);
        double d = Written.dot(u, u);
        // The first left singular vector (p, q) of the two rows; the right one is along p c + q u.
        double angle = 0.5 * Math.atan2(2 * b, a - d);
        double[] first = plus(mix(Math.cos(angle), c, minus(c, c)), Math.sin(angle), u);
        double square = Written.dot(first, first);
        return square > 0 ? mix(Written.dot(u, first) / square, first, minus(u, u)) : u;
    }
}
