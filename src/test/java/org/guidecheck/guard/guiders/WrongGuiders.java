package org.guidecheck.guard.guiders;

import static org.guidecheck.guard.guiders.Written.batch;
import static org.guidecheck.guard.guiders.Written.clean;
import static org.guidecheck.guard.guiders.Written.deviation;
import static org.guidecheck.guard.guiders.Written.dot;
import static org.guidecheck.guard.guiders.Written.half;
import static org.guidecheck.guard.guiders.Written.minus;
import static org.guidecheck.guard.guiders.Written.mix;
import static org.guidecheck.guard.guiders.Written.plus;
import static org.guidecheck.guard.guiders.Written.point;
import static org.guidecheck.guard.guiders.Written.projected;
import static org.guidecheck.guard.guiders.Written.rescaled;
import static org.guidecheck.guard.guiders.Written.score;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.guider.Guider;

/** Wrong rules, each with a claim that must refute it and words of the reason. */
final class WrongGuiders {
    private WrongGuiders() {
    }

    /**
     * Wrong rule.
     *
     * @param guider the rule
     * @param claim  claim that must refute it
     * @param words  part of the reason that is given
     * @param like   name of the built-in rule that it is declared to be; empty if there is none
     */
    record Wrong(Guider guider, String claim, String words, String like) {
        Wrong(Guider guider, String claim, String words) {
            this(guider, claim, words, "");
        }

        @Override
        public String toString() {
            return guider.name();
        }
    }

    static Stream<Wrong> all() {
        return Stream.of(scales(), differences(), batches(), finite(), states(), predictions(), declared(), parts())
                .flatMap(List::stream);
    }

    private static List<Wrong> scales() {
        String claim = "guider.scale-convention";
        return List.of(
                new Wrong(point("w on the unconditional prediction", (level, s, x, c, u) -> mix(s - 1, c, u)), claim,
                        "off by one"),
                new Wrong(point("weight 2 % off", (level, s, x, c, u) -> plus(c, 1.02 * (s - 1), minus(c, u))), claim,
                        "1.020 times scale - 1"),
                new Wrong(point("s for w", (level, s, x, c, u) -> plus(c, s, minus(c, u))), claim,
                        "already guides with w = 1"),
                new Wrong(point("cap that turns", (level, s, x, c, u) -> plus(c, s > 5 ? -1 : s - 1, minus(c, u))),
                        claim, "does a limit turn it?"),
                new Wrong(point("swapped at negative scales", (level, s, x, c, u) -> s < 0 ? mix(s, u, c)
                        : mix(s, c, u)), claim, "swapped at negative scales"),
                new Wrong(point("whole scale", (level, s, x, c, u) -> mix((double) (long) s, c, u)), claim,
                        "cut to a whole number"),
                new Wrong(point("square of the weight", (level, s, x, c, u) -> mix(1 + (s - 1) * Math.abs(s - 1), c,
                        u)), claim, "it is the square of scale - 1, with its sign"),
                new Wrong(point("half precision", (level, s, x, c, u) -> plus(c, s - 1, minus(half(c), half(u)))),
                        claim, "half precision"),
                new Wrong(point("ignored", (level, s, x, c, u) -> c), claim, "ignored at every level"),
                new Wrong(point("gated", (level, s, x, c, u) -> s > 1 ? mix(s, c, u) : c), claim, "gated"),
                new Wrong(point("gated to the unconditional", (level, s, x, c, u) -> s > 1 ? mix(s, c, u) : u), claim,
                        "unconditional prediction"),
                new Wrong(point("sign", (level, s, x, c, u) -> mix(2 - s, c, u)), claim, "is a sign wrong"),
                new Wrong(point("sign of projection", (level, s, x, c, u) -> score(level, x, plus(clean(level, x, c),
                        1 - s, projected(0, 2.5, minus(clean(level, x, c), clean(level, x, u)), clean(level, x, c))))),
                        claim, "away from the class"),
                new Wrong(point("noise prediction", (level, s, x, c, u) -> Arrays.stream(mix(s, c, u)).map(v -> -v
                        * Math.sqrt(level.noise())).toArray()), claim, "noise prediction"),
                new Wrong(point("clean prediction", (level, s, x, c, u) -> clean(level, x, mix(s, c, u))), claim,
                        "clean prediction"),
                new Wrong(point("projected onto the unconditional", (level, s, x, c, u) -> score(level, x, plus(
                        clean(level, x, u), s - 1, projected(0, Double.POSITIVE_INFINITY, minus(clean(level, x, c),
                                clean(level, x, u)), clean(level, x, c))))),
                        claim, "is guidance added to that one?"));
    }

    private static List<Wrong> differences() {
        String claim = "guider.follows-difference";
        return List.of(
                new Wrong(point("constant bias", (level, s, x, c, u) -> Arrays.stream(mix(s, c, u))
                        .map(v -> v + 0.01 * (s - 1)).toArray()), claim, "not a multiple of their difference"),
                new Wrong(point("absolute difference", (level, s, x, c, u) -> {
                    double[] result = c.clone();
                    for (int i = 0; i < c.length; i++) {
                        result[i] += (s - 1) * Math.abs(c[i] - u[i]) * Math.signum(c[i]);
                    }
                    return result;
                }), claim, "absolute value"),
                new Wrong(point("last coordinate left out", (level, s, x, c, u) -> {
                    double[] result = mix(s, c, u);
                    result[c.length - 1] = c.length > 1 ? c[c.length - 1] : result[c.length - 1];
                    return result;
                }), claim, "coordinate 2 of 2"),
                new Wrong(Written.of("the difference of the step before", (grid, s) -> {
                    double[][] kept = {null};
                    return call -> {
                        double[] now = minus(call.conditional(), call.unconditional());
                        double[] used = kept[0] == null ? now : kept[0];
                        kept[0] = now;
                        return plus(call.conditional(), s - 1, used);
                    };
                }), claim, "stored before it is used"),
                new Wrong(batch("rows after 1,024", (call, s) -> {
                    double[] result = mix(s, call.conditional(), call.unconditional());
                    Arrays.fill(result, Math.min(result.length, 1024 * call.dimension()), result.length, 7);
                    return result;
                }), "guider.batch-independent", "rows "),
                new Wrong(point("sign in a narrow band", (level, s, x, c, u) -> level.sigma() > 1 && level.sigma() < 1.1
                        ? mix(2 - s, c, u) : mix(s, c, u)), "guider.scale-convention", "is a sign wrong"));
    }

    private static List<Wrong> batches() {
        String claim = "guider.batch-independent";
        return List.of(
                new Wrong(batch("deviation over the batch", (call, s) -> rescaled(0.7, mix(s, call.conditional(),
                        call.unconditional()), deviation(call.conditional()))), claim, "over the whole batch"),
                new Wrong(batch("length over the batch", (call, s) -> {
                    double[] difference = minus(call.conditional(), call.unconditional());
                    double length = Math.sqrt(dot(difference, difference));
                    return plus(call.conditional(), (s - 1) * Math.min(1, 2.5 / length), difference);
                }), claim, "rows 1, "),
                new Wrong(batch("one point to keep away from for all", (call, s) -> {
                    double[] result = mix(s, call.conditional(), call.unconditional());
                    for (int i = 0; call.negative().isPresent() && i < result.length; i++) {
                        result[i] -= call.negative().get()[i % call.dimension()];
                    }
                    return result;
                }), claim, "rows "),
                new Wrong(batch("first half only", (call, s) -> {
                    double[] result = mix(s, call.conditional(), call.unconditional());
                    int from = call.count() / 2 * call.dimension();
                    System.arraycopy(call.conditional(), from, result, from, result.length - from);
                    return result;
                }), claim, "rows "),
                new Wrong(batch("one row for all", (call, s) -> {
                    double[] difference = minus(call.conditional(), call.unconditional());
                    for (int i = 0; i < difference.length; i++) {
                        difference[i] = difference[i % call.dimension()];
                    }
                    return plus(call.conditional(), s - 1, difference);
                }), claim, "rows "));
    }

    private static List<Wrong> finite() {
        String claim = "guider.finite";
        return List.of(
                new Wrong(point("0/0 for equal predictions", (level, s, x, c, u) -> {
                    double[] difference = minus(c, u);
                    double length = Math.sqrt(dot(difference, difference));
                    return plus(c, (s - 1) * Math.min(length, 2.5) / length, difference);
                }), claim, "length of their difference"),
                new Wrong(point("0/0 for equal coordinates", (level, s, x, c, u) -> {
                    double[] g = mix(s, c, u);
                    double factor = 0.7 * deviation(c) / deviation(g) + 0.3;
                    return Arrays.stream(g).map(v -> factor * v).toArray();
                }), claim, "standard deviation"),
                new Wrong(batch("0/0 for one point", (call, s) -> plus(mix(s, call.conditional(),
                        call.unconditional()), 0.0 / (call.count() - 1), call.points())), claim, "NaN"),
                new Wrong(
                        point("0/0 for predictions of 0", (level, s, x, c, u) -> plus(mix(s, c, u), 0 / dot(c, c), x)),
                        claim, "predictions of 0"),
                new Wrong(point("0/0 in single precision", (level, s, x, c, u) -> plus(mix(s, c, u),
                        0 / (c[0] - (float) c[0]), x)), claim, "in single precision"),
                new Wrong(batch("one number too few", (call, s) -> Arrays.copyOf(mix(s, call.conditional(),
                        call.unconditional()), call.count() == 1 ? call.dimension() : call.points().length - 1)), claim,
                        "must be "),
                new Wrong(batch("0/0 of a class to keep away from", (call, s) -> call.negative().isEmpty()
                        ? mix(s, call.conditional(), call.unconditional()) : plus(mix(s, call.conditional(),
                                call.unconditional()), 0.0 / (call.step() - 3), call.negative().get())),
                        claim,
                        "NaN"),
                new Wrong(batch("0/0 of a difference to keep across", (call, s) -> {
                    double[] difference = minus(call.conditional(), call.unconditional());
                    return call.negative().isEmpty() ? mix(s, call.conditional(), call.unconditional())
                            : plus(call.conditional(), dot(difference, call.negative().get())
                                    / dot(difference, difference), difference);
                }), claim, "length of their difference"),
                new Wrong(point("overflow near clean data", (level, s, x, c, u) -> level.noise() < 1e-5
                        ? plus(c, Double.POSITIVE_INFINITY, c) : mix(s, c, u)), claim, "Infinity"));
    }

    private static List<Wrong> states() {
        String claim = "guider.stateless-between-runs";
        double[][] kept = new double[1][];
        int[] calls = {0};
        double[] last = {0};
        int[] open = {0};
        double[] one = {0};
        return List.of(
                new Wrong(batch("momentum from the run before", (call, s) -> {
                    double[] difference = minus(call.conditional(), call.unconditional());
                    kept[0] = kept[0] == null || kept[0].length != difference.length ? difference
                            : plus(difference, 0.5, kept[0]);
                    return plus(call.conditional(), s - 1, kept[0]);
                }), claim, "answers change from step 1 on"),
                new Wrong(batch("number of calls", (call, s) -> mix(1 + (s - 1) * Math.pow(0.999, calls[0]++),
                        call.conditional(), call.unconditional())), claim, "number of calls"),
                new Wrong(Written.of("scale of the run before", (grid, s) -> {
                    double before = last[0];
                    last[0] = s;
                    return call -> mix(before, call.conditional(), call.unconditional());
                }), claim, "kept from the run before"),
                new Wrong(Written.of("not reset after an aborted run", (grid, s) -> {
                    int before = open[0];
                    return call -> {
                        open[0] = call.step() + 1 == grid.steps() ? 0 : call.step() + 1;
                        return mix(before == 0 ? s : 1, call.conditional(), call.unconditional());
                    };
                }), claim, "kept from the run before"),
                new Wrong(batch("single points remembered", (call, s) -> {
                    one[0] = call.count() == 1 ? 1 : one[0];
                    return plus(mix(s, call.conditional(), call.unconditional()), one[0], call.points());
                }), claim, "kept from the run before"));
    }

    private static List<Wrong> predictions() {
        Guider scores = point("factors that do not sum to 1",
                (level, s, x, c, u) -> plus(ScoresOf.scaled(1 + s, c), -s + 0.1, u));
        return List.of(new Wrong(new ScoresOf(scores), "guider.parametrisation", "sum to 1.100 in score"));
    }

    private static List<Wrong> declared() {
        String claim = "guider.as-declared";
        return List.of(
                new Wrong(point("interval open above", (level, s, x, c, u) -> level.sigma() > 0.3 && level.sigma() < 5
                        ? mix(s, c, u) : c), claim, "open where it must be closed", "interval:0.3:5"),
                new Wrong(point("interval closed below", (level, s, x, c, u) -> level.sigma() >= 0.3
                        && level.sigma() <= 5 ? mix(s, c, u) : c), claim, "closed where it must be open",
                        "interval:0.3:5"),
                new Wrong(point("interval elsewhere", (level, s, x, c, u) -> level.sigma() > 0.3
                        && level.sigma() <= 4 ? mix(s, c, u) : c), "guider.interval", "must be at σ = 5.00000",
                        "interval:0.3:5"),
                new Wrong(point("rescaled by the unconditional deviation", (level, s, x, c, u) -> rescaled(0.7,
                        mix(s, c, u), deviation(u))), claim, "deviation is that of the unconditional", "rescale:0.7"),
                new Wrong(point("rescaled by the complement", (level, s, x, c, u) -> rescaled(0.3, mix(s, c, u),
                        deviation(c))), claim, "swapped", "rescale:0.7"),
                new Wrong(point("rescaled clean points", (level, s, x, c, u) -> score(level, x, rescaled(0.7,
                        clean(level, x, mix(s, c, u)), deviation(clean(level, x, c))))), claim, "rescale-x0:0.7",
                        "rescale:0.7"),
                new Wrong(point("rescaled by lengths", (level, s, x, c, u) -> {
                    double[] g = mix(s, c, u);
                    return mix(0.7 * Math.sqrt(dot(c, c) / dot(g, g)) + 0.3, g, minus(g, g));
                }), claim, "the length is taken where the standard deviation is meant", "rescale:0.7"),
                new Wrong(Written.of("cut before the sum", (grid, s) -> {
                    double[][] sum = new double[1][];
                    return call -> {
                        double[] clean = clean(call.level(), call.points(), call.conditional());
                        double[] update = minus(clean, clean(call.level(), call.points(), call.unconditional()));
                        int d = call.dimension();
                        for (int from = 0; from < update.length; from += d) {
                            double[] one = Arrays.copyOfRange(update, from, from + d);
                            double cut = Math.min(1, 2.5 / Math.sqrt(dot(one, one)));
                            System.arraycopy(mix(cut, one, minus(one, one)), 0, update, from, d);
                        }
                        sum[0] = sum[0] == null ? update : plus(update, -0.75, sum[0]);
                        double[] guided = clean.clone();
                        for (int from = 0; from < clean.length; from += d) {
                            double[] base = Arrays.copyOfRange(clean, from, from + d);
                            System.arraycopy(plus(base, s - 1, projected(0, Double.POSITIVE_INFINITY,
                                    Arrays.copyOfRange(sum[0], from, from + d), base)), 0, guided, from, d);
                        }
                        return score(call.level(), call.points(), guided);
                    };
                }), claim, "cut to its length before momentum is added", "apg:0:2.5:-0.75"),
                new Wrong(Written.of("averaged differences", (grid, s) -> {
                    double[][] average = new double[1][];
                    return call -> {
                        double[] clean = clean(call.level(), call.points(), call.conditional());
                        double[] update = minus(clean, clean(call.level(), call.points(), call.unconditional()));
                        double[] before = average[0] == null ? minus(update, update) : average[0];
                        average[0] = mix(0.2, update, before);
                        return score(call.level(), call.points(), plus(clean, s - 1, average[0]));
                    };
                }), claim, "differences are averaged", "momentum:0.8"),
                new Wrong(point("divided by the other square", (level, s, x, c, u) -> {
                    double[] vc = plus(x, 1, c);
                    double[] base = mix(dot(vc, plus(x, 1, u)) / dot(vc, vc), plus(x, 1, u), minus(x, x));
                    return plus(mix(s, vc, base), -1, x);
                }), claim, "divided by the square of the conditional one", "cfg-zero-star:1"),
                new Wrong(point("scores projected", (level, s, x, c, u) -> {
                    double[] base = mix(dot(c, u) / dot(u, u), u, minus(u, u));
                    return mix(s, c, base);
                }), claim, "where the velocity is meant", "cfg-zero-star:1"),
                new Wrong(Written.of("level at the end of the step", (grid, s) -> call -> {
                    double sigma = grid.level(call.step() + 1).sigma();
                    return sigma > 0.3 && sigma <= 5 ? mix(s, call.conditional(), call.unconditional())
                            : call.conditional();
                }), claim, "at the end of the step is taken", "interval:0.3:5"),
                new Wrong(Written.of("conditional noise added again", (grid, s) -> call -> mix(1 + (s - 1)
                        / (1 - grid.level(call.step() + 1).sigma() / call.level().sigma()), call.conditional(),
                        call.unconditional())), claim, "the conditional noise is added again", "cfg++"),
                new Wrong(point("projected on the score", (level, s, x, c, u) -> score(level, x, plus(clean(level, x,
                        c), s - 1, projected(0, 2.5, minus(clean(level, x, c), clean(level, x, u)), c)))), claim,
                        "score or noise prediction", "projected:0:2.5"),
                new Wrong(Written.apg("parallel and perpendicular swapped", 1, 2.5, 0), claim, "swapped",
                        "projected:0:2.5"),
                new Wrong(Written.apg("no cap", 0, Double.POSITIVE_INFINITY, 0), claim, "limit missing",
                        "projected:0:2.5"),
                new Wrong(Written.apg("no momentum", 0, 2.5, 0), claim, "momentum missing", "apg"),
                new Wrong(Written.apg("sign of momentum", 0, 2.5, 0.75), claim, "sign wrong", "apg:0:2.5:-0.75"),
                new Wrong(point("projected onto the unconditional, s - 1", (level, s, x, c, u) -> score(level, x, plus(
                        clean(level, x, u), s - 1, projected(0, 2.5, minus(clean(level, x, c), clean(level, x, u)),
                                clean(level, x, c))))),
                        claim, "added to the unconditional prediction", "projected:0:2.5"),
                new Wrong(point("scale off by one", (level, s, x, c, u) -> mix(s + 1, c, u)), claim, "one too large",
                        "cfg"),
                new Wrong(batch("deviation over the batch, declared", (call, s) -> rescaled(0.7, mix(s,
                        call.conditional(), call.unconditional()), deviation(call.conditional()))), claim,
                        "over the whole batch", "rescale:0.7"),
                new Wrong(point("no zero-init", (level, s, x, c, u) -> Written.zeroStar(s, x, c, u)), claim, "left out",
                        "cfg-zero-star:0.998"));
    }

    /** Faults in a part of a run, along other axes, of a factor or in the length that a limit is on. */
    private static List<Wrong> parts() {
        String claim = "guider.as-declared";
        return List.of(
                new Wrong(Written.of("unconditional at the end", (grid, s) -> call -> call.step() + 1 == grid.steps()
                        ? call.unconditional() : mix(s, call.conditional(), call.unconditional())), claim,
                        "the unconditional prediction in the last step", "cfg"),
                new Wrong(batch("every second step", (call, s) -> call.step() % 2 == 0 ? mix(s, call.conditional(),
                        call.unconditional()) : call.conditional()), claim,
                        "without guidance, in every second step, from the second on", "cfg"),
                new Wrong(point("2 % more", (level, s, x, c, u) -> plus(c, 1.02 * (s - 1), minus(c, u))), claim,
                        "guidance is 1.020 times that of cfg", "cfg"),
                new Wrong(point("times the noise level", (level, s, x, c, u) -> plus(c, (s - 1) * level.sigma(),
                        minus(c, u))), claim, "multiplied by sigma", "cfg"),
                new Wrong(point("root of the weight", (level, s, x, c, u) -> plus(c, Math.signum(s - 1) * Math.sqrt(
                        Math.abs(s - 1)), minus(c, u))), claim, "root of the weight", "cfg"),
                new Wrong(point("other above scale 3", (level, s, x, c, u) -> mix(s > 3 ? s + 0.3 * x[0] : s, c, u)),
                        claim, "they depart at scales 4 of 1, 2, 4, in all steps", "cfg"),
                new Wrong(point("coordinates from the fourth on", (level, s, x, c, u) -> {
                    double[] result = mix(s, c, u);
                    for (int i = 3; i < c.length; i++) {
                        result[i] = mix(s, c, u)[i] + x[i];
                    }
                    return result;
                }), claim, "in coordinates 4 to 16 of 16 only", "cfg"),
                new Wrong(point("deviation of a sample", (level, s, x, c, u) -> {
                    double[] g = mix(s, c, u);
                    int d = c.length;
                    return rescaled(0.7, g, deviation(c) * (d == 1 ? 1 : Math.sqrt((d - 1.0) / d)));
                }), claim, "the guided prediction is divided by d - 1", "rescale:0.7"),
                new Wrong(point("limit on the square", (level, s, x, c, u) -> {
                    double[] difference = minus(clean(level, x, c), clean(level, x, u));
                    return score(level, x, plus(clean(level, x, c), (s - 1) * Math.min(1, 2.5 / dot(difference,
                            difference)), difference));
                }), claim, "the limit is on the square of the length", "projected:1:2.5"),
                new Wrong(batch("reversed batch", (call, s) -> {
                    double[] difference = minus(call.conditional(), call.unconditional());
                    double[] turned = new double[difference.length];
                    int d = call.dimension();
                    for (int i = 0; i < turned.length; i++) {
                        turned[i] = difference[(call.count() - 1 - i / d) * d + i % d];
                    }
                    return plus(call.conditional(), s - 1, turned);
                }), claim, "the batch comes in the reverse order", "cfg"));
    }
}
