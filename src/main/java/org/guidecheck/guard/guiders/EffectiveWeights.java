package org.guidecheck.guard.guiders;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;

/**
 * Effective weights ⟨g, e⟩/‖g‖² of a guider at many points of many laws: the weight with which it acts along the
 * classifier gradient g, where e is what it adds to s(x|c). Classifier-free guidance has w everywhere. The grade of a
 * rule is 1 + 2 times the least of them (theory.md, "Guarding a guidance rule").
 *
 * <p>Points are those of runs with the guider in the loop and, unless it has memory, as many noised draws of the class
 * and of all data, a quarter of them with tripled noise.
 */
final class EffectiveWeights {
    /** Rounding of an answer in single precision, as a share of the numbers that it is computed from. */
    static final double ROUNDING = 1e-6;
    private static final int POINTS = 256;
    private static final int MOST_STEPS = 50;
    private static final double FAR = 1e6;
    private static final double TRIPLED = 3;
    private static final double NEAR = 1e-3;

    private final GuiderUnderTest candidate;
    private final double scale;
    private final boolean hasMemory;
    private Extreme least = new Extreme(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, "", "");
    private Extreme leastOfFirst = least;
    private Extreme largest = new Extreme(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, "", "");
    private int points;
    /** Sums of ⟨g, e⟩ du and ‖g‖² du over the run on the present law. */
    private double alongRun;
    private double ofRun;
    /** The quotients, by law. */
    private final Map<LabelledLaw, Double> ofRuns = new LinkedHashMap<>();

    /**
     * An extreme effective weight.
     *
     * @param weight the effective weight
     * @param bound  the nearest to the other weights that it can be, rounding included
     * @param place  noise level and point, after the law in few words
     * @param law    the law so that it can be used again
     */
    record Extreme(double weight, double bound, String place, String law) {
    }

    private EffectiveWeights(GuiderUnderTest candidate, double scale, boolean hasMemory) {
        this.candidate = candidate;
        this.scale = scale;
        this.hasMemory = hasMemory;
    }

    /**
     * Searches points of a law.
     *
     * @param candidate the guider
     * @param scale     number that it is given
     * @param hasMemory whether its answers depend on earlier calls, so that only points of its own runs say something
     * @param law       the law
     * @return what is found on this law
     */
    static EffectiveWeights on(LabelledLaw law, GuiderUnderTest candidate, double scale, boolean hasMemory) {
        EffectiveWeights found = new EffectiveWeights(candidate, scale, hasMemory);
        found.search(law);
        found.leastOfFirst = found.least;
        found.ofRuns.put(law, found.alongRun / found.ofRun);
        return found;
    }

    /** What is found on some laws, at least one, taken together in their order. */
    static EffectiveWeights together(List<EffectiveWeights> parts) {
        EffectiveWeights all = new EffectiveWeights(parts.get(0).candidate, parts.get(0).scale, parts.get(0).hasMemory);
        for (EffectiveWeights part : parts) {
            all.points += part.points;
            all.ofRuns.putAll(part.ofRuns);
            all.least = part.least.bound() < all.least.bound() ? part.least : all.least;
            all.largest = part.largest.bound() > all.largest.bound() ? part.largest : all.largest;
            all.leastOfFirst = all.leastOfFirst.bound() < 0 ? all.leastOfFirst : all.least;
        }
        return all;
    }

    /** The least effective weight on the first law where one is below 0; on all laws if there is none. */
    Extreme leastOfFirst() {
        return leastOfFirst;
    }

    /**
     * The average effective weights of the run on each law, ∫E⟨g, e⟩ du / ∫E‖g‖² du. Below −½ the mean log-probability of
     * the class falls along the run. Not a number where the gradient is lost in rounding.
     */
    Map<LabelledLaw, Double> ofRuns() {
        return ofRuns;
    }

    /** The least effective weight. */
    Extreme least() {
        return least;
    }

    /** The largest effective weight. */
    Extreme largest() {
        return largest;
    }

    /** Number of points at which the gradient is not lost in rounding. */
    int points() {
        return points;
    }

    /** Whether one weight explains the guider at every point, up to rounding. */
    boolean areEqual() {
        return points > 0 && largest.bound() <= least.bound();
    }

    /** A guider that acts alike everywhere, in words; empty if it does not. */
    String words() {
        return areEqual() ? "acts as scale " + LawWords.number(1 + least.weight()) + " at every point"
                + (is(-1) ? ": it gives the unconditional prediction and does not guide"
                        : is(0) ? ": it gives the conditional prediction and does not guide" : "")
                : "";
    }

    /** What a guider that has one effective weight on laws on the line samples there; empty if it has not. */
    String onLine() {
        return !areEqual() ? ""
                : is(-1) ? "on the line this rule samples the unconditional law: it does not guide"
                        : "on the line this rule " + words();
    }

    private boolean is(double weight) {
        return Math.abs(least.weight() - weight) < NEAR;
    }

    private void search(LabelledLaw law) {
        GuidedProcess process = GuidedProcess.of(law, 0, GuidanceSchedule.constant(0));
        int d = law.dimension();
        GuidedRun run = new GuidedRun(process, process.grid(Math.min(MOST_STEPS, candidate.steps().get(0))),
                candidate.guider(), scale);
        Streams streams = new Streams(candidate.seed()).derived("effective weights " + law);
        UniformRandomProvider random = streams.stream(1);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        Supplier<double[]> noise = GuidedRun.normals(streams, POINTS * d);
        GuidedRun.Step path = run.eulerMaruyama(noise);
        run.follow(noise.get(), (call, guided, k) -> {
            NoiseLevel before = run.grid().level(k);
            read(call, guided, law, run.grid().level(k + 1).logSignal() - before.logSignal());
            double[] next = path.next(call, guided, k);
            NoiseLevel level = run.grid().level(k + 1);
            for (int p = 0; p < POINTS; p++) {
                boolean far = Arrays.stream(next, p * d, (p + 1) * d).anyMatch(x -> !(Math.abs(x) < FAR));
                if (far || (!hasMemory && p >= POINTS / 2)) {
                    Law from = p % 2 == 0 ? process.classLaw() : law.marginal();
                    double[] draw = noised(from.draw(random), level, p % 4 == 3 ? TRIPLED : 1, normal);
                    System.arraycopy(draw, 0, next, p * d, d);
                }
            }
            return next;
        });
    }

    private static double[] noised(double[] clean, NoiseLevel level, double factor,
            ZigguratSampler.NormalizedGaussian normal) {
        double[] x = new double[clean.length];
        Arrays.setAll(x, i -> Math.sqrt(level.signal()) * clean[i]
                + factor * Math.sqrt(level.noise()) * normal.sample());
        return x;
    }

    private void read(GuidanceCall call, double[] guided, LabelledLaw law, double du) {
        int d = call.dimension();
        for (int p = 0; p < call.count(); p++) {
            double gradient = 0;
            double size = 0;
            for (int i = p * d; i < (p + 1) * d; i++) {
                double g = call.conditional()[i] - call.unconditional()[i];
                gradient += g * g;
                size = Math.max(size, Math.abs(call.conditional()[i]) + Math.abs(call.unconditional()[i])
                        + Math.abs(call.points()[i]) / call.level().noise());
            }
            double weight = weight(call, guided, p);
            double rounding = ROUNDING * (1 + Math.abs(scale)) * size * Math.sqrt(d / gradient);
            if (Double.isFinite(weight) && Double.isFinite(rounding)) {
                points++;
                alongRun += weight * gradient * du;
                ofRun += gradient * du;
                read(call, p, law, weight, rounding);
            }
        }
    }

    /** The effective weight at a point; not a number where the gradient is 0. */
    private static double weight(GuidanceCall call, double[] guided, int p) {
        int d = call.dimension();
        double product = 0;
        double gradient = 0;
        for (int i = p * d; i < (p + 1) * d; i++) {
            double g = call.conditional()[i] - call.unconditional()[i];
            product += g * (guided[i] - call.conditional()[i]);
            gradient += g * g;
        }
        return product / gradient;
    }

    /** The effective weights at the points of a call, those that are not finite left out. */
    static List<Double> of(GuidanceCall call, double[] guided) {
        return IntStream.range(0, call.count()).mapToDouble(p -> weight(call, guided, p)).filter(Double::isFinite)
                .boxed().toList();
    }

    private void read(GuidanceCall call, int p, LabelledLaw law, double weight, double rounding) {
        if (weight + rounding < least.bound()) {
            least = new Extreme(weight, weight + rounding, place(call, p, law), LawWords.whole(law));
        }
        if (weight - rounding > largest.bound()) {
            largest = new Extreme(weight, weight - rounding, place(call, p, law), LawWords.whole(law));
        }
    }

    private static String place(GuidanceCall call, int p, LabelledLaw law) {
        int d = call.dimension();
        return String.format(Locale.ROOT, "%s, step %d, sigma %s, point %s", LawWords.of(law), call.step(),
                LawWords.number(call.level().sigma()),
                LawWords.point(Arrays.copyOfRange(call.points(), p * d, (p + 1) * d)));
    }
}
