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
     */
    record Wrong(Guider guider, String claim, String words) {
        @Override
        public String toString() {
            return guider.name();
        }
    }

    static Stream<Wrong> all() {
        return Stream.of(scales(), batches(), finite()).flatMap(List::stream);
    }

    private static List<Wrong> scales() {
        String claim = "guider.scale-convention";
        return List.of(
                new Wrong(point("w on the unconditional prediction", (level, s, x, c, u) -> mix(s - 1, c, u)), claim,
                        "off by one"),
                new Wrong(point("s for w", (level, s, x, c, u) -> plus(c, s, minus(c, u))), claim,
                        "already guides with w = 1"),
                new Wrong(point("cap that turns", (level, s, x, c, u) -> plus(c, s > 5 ? -1 : s - 1, minus(c, u))),
                        claim, "does a limit turn it?"),
                new Wrong(point("swapped at negative scales", (level, s, x, c, u) -> s < 0 ? mix(s, u, c)
                        : mix(s, c, u)), claim, "swapped at scale -1"),
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
                new Wrong(batch("one number too few", (call, s) -> Arrays.copyOf(mix(s, call.conditional(),
                        call.unconditional()), Math.max(0, call.points().length - 1))), claim, "must be "),
                new Wrong(point("overflow near clean data", (level, s, x, c, u) -> level.noise() < 1e-5
                        ? plus(c, Double.POSITIVE_INFINITY, c) : mix(s, c, u)), claim, "Infinity"));
    }
}
