package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.SchemeMatch.Difference;
import org.guidecheck.guard.identification.SchemeMatch.Made;
import org.guidecheck.guard.identification.SchemeSteps;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that a sampler which takes most of its steps as a known scheme does takes all of them so, or at least others that
 * keep a point mass as well. Its identified coefficients and the variance of its noise are compared, step by step, with
 * those of every known scheme on the same levels. A sampler that agrees with none is a scheme of its own, about which
 * the claim says nothing but which one is nearest.
 *
 * <p>The claim also asks that predictions are used where they are made: a sampler most of whose points do not depend on
 * the prediction just made takes the one of the step before.
 */
final class KnownScheme extends SamplerClaim {
    private static final int POINTS = 8192;
    private static final int DIMENSION = 8;
    /** Most numbers of one batch, whose points are all kept. */
    private static final int MOST_KEPT = 4_000_000;
    private static final int MOST_BATCHES = 8;
    /** Batches that tell the cause of what is refuted already. */
    private static final int FEW_BATCHES = 2;
    /** Factor of a prediction below which it does not enter a point, in units of the prediction. */
    private static final double UNUSED = 1e-9;

    /** Error of the mean of a point mass at distance 1 in one step that is not rounding. */
    private static final double SUM = 1e-4;
    private static final int MOST_RANGES = 3;
    /** Schemes that are named as near ones. */
    private static final int NAMED = 3;
    /** One part in so many of the differences must have a cause that is told for all. */
    private static final int MOST_CAUSES = 3;

    KnownScheme() {
        super("sampler.scheme", "a sampler that takes most steps of a known scheme takes no wrong ones",
                Departures.OF_MOMENTS);
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return !candidate.isCopyInJava();
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        double w = runs.candidate().lastWeight();
        Identified identified = runs.identified();
        Optional<Response> response = identified.isLinear(w) ? identified.response(w) : Optional.empty();
        if (response.isEmpty()) {
            return List.of(Evidence.of(Evidence.Kind.EXACT, "steps that differ from a known scheme", 0)
                    .by("not compared: the sampler is not linear in the predictions").decides(Requirement.NONE)
                    .saying("not compared with known schemes: the sampler is not linear in the predictions"));
        }
        return List.of(latest(response.get()), nearest(runs, response.get(), w, alpha));
    }

    /** The known scheme nearest to a scheme of its own, and where they differ first; empty if there is none to name. */
    static Optional<String> nearestInWords(RunCache runs, double w) {
        return runs.identified().nearestSchemes(w).stream().findFirst().filter(match -> !match.differences().isEmpty())
                .map(match -> "the nearest known scheme is "
                        + nameInWords(match, runs.identified().response(w).orElseThrow()));
    }

    private static String nameInWords(SchemeMatch match, Response response) {
        return match.scheme().name() + ", from which it differs first "
                + inWords(match.differences().get(0), match, response);
    }

    /** Evidence on calls whose prediction does not enter the next point. */
    private static Evidence latest(Response response) {
        int calls = response.calls();
        long unused = IntStream.range(0, calls).filter(k -> isUnused(response, k)).count();
        String first = IntStream.range(0, calls).filter(k -> isUnused(response, k)).boxed().findFirst()
                .map(k -> "; call " + (k + 1) + " is the first: " + (Double.isNaN(response.weight(k))
                        ? "is the prediction not used at all?"
                        : "is the prediction of the step before taken, or none but in the next step?"))
                .orElse("");
        boolean isMost = 2 * unused > calls;
        return Evidence.of(Evidence.Kind.EXACT, "calls whose prediction does not enter the next point",
                (double) unused).within(Interval.around((double) unused, 0)).by("coefficients of " + calls + " calls")
                .decides(
                        Requirement.atMost("must be at most half of " + calls + (isMost ? first : ""), calls / 2.0, 0));
    }

    private static boolean isUnused(Response response, int call) {
        return Math.abs(response.conditional()[call + 1][call]) <= UNUSED
                && Math.abs(response.unconditional()[call + 1][call]) <= UNUSED;
    }

    private static Evidence nearest(RunCache runs, Response response, double w, double alpha) {
        SamplerUnderTest candidate = runs.candidate();
        TimeGrid offered = runs.identified().grid(candidate.steps());
        double tolerance = runs.identified().roundingOfCoefficients();
        List<SchemeMatch> found = runs.identified().nearestSchemes(w);
        if (candidate.like().isEmpty() && (found.isEmpty() || !found.get(0).isMostlyAgreeing())) {
            Optional<Evidence> told = toldOtherLevels(response, offered, tolerance);
            if (told.isPresent()) {
                return told.get();
            }
        }
        if (found.isEmpty()) {
            return Evidence.of(Evidence.Kind.EXACT, "steps that differ from a known scheme", response.calls())
                    .by("levels of its calls").saying("a scheme of its own" + inWords(runs, w, Optional.empty()))
                    .decides(Requirement.NONE);
        }
        SchemeMatch first = found.get(0);
        if (!first.isMostlyAgreeing()) {
            String words = "a scheme of its own" + inWords(runs, w, Optional.of(first));
            return evidence(first).by(words).saying(words).decides(Requirement.NONE);
        }
        return like(SchemeMatch.withNoise(found, response, candidate.sampler(), w, offered,
                noises(candidate, response.calls()), Departures.quantile(alpha / response.calls())), response,
                offered);
    }

    /** The error of a scheme of its own, and from which known scheme it may be a departure. */
    private static String inWords(RunCache runs, double w, Optional<SchemeMatch> nearest) {
        Optional<Resemblance> alike = runs.identified().resemblance(w).filter(Resemblance::isKnown);
        List<String> names = alike.map(found -> List.of(found.match().scheme().name()))
                .orElseGet(() -> runs.identified().nearestNames(w, NAMED));
        String difference = alike.map(Resemblance::toString)
                .or(() -> nearest.map(match -> "nearest is "
                        + nameInWords(match, runs.identified().response(w).orElseThrow())))
                .orElse("no known one calls the denoiser at these levels");
        return ErrorBeside.of(runs, w).map(errors -> ", " + errors).orElse("") + "; " + difference
                + (names.isEmpty() ? "" : "; if it is meant to be a known scheme, say which with --like, as "
                        + String.join(" or ", names));
    }

    /** Evidence on a sampler that takes a known scheme's steps and tells the denoiser other levels in a few calls. */
    private static Optional<Evidence> toldOtherLevels(Response response, TimeGrid offered, double tolerance) {
        return Resemblance.toldOtherLevels(response, offered, tolerance).flatMap(found -> {
            List<NoiseLevel> meant = SchemeSteps.levels(found.match().scheme(), found.match().grid());
            List<Integer> wrong = Resemblance.wrong(meant, response, tolerance).stream()
                    .filter(k -> Math.abs(Math.sqrt(meant.get(k).signal())
                            - Math.sqrt(response.levels().get(k).signal())) > SUM)
                    .toList();
            boolean isSystematic = found.words().contains(Resemblance.OFF_BY_ONE);
            return wrong.isEmpty() || (!isSystematic && 2 * wrong.size() > response.calls()) ? Optional.empty()
                    : Optional.of(Evidence.of(Evidence.Kind.EXACT, "calls told another level than those of "
                            + found.match().scheme().name(), wrong.size()).within(Interval.around(wrong.size(), 0))
                            .by("levels of " + response.calls() + " calls, coefficients step by step")
                            .decides(Requirement.exactly("must be 0; " + found, 0)));
        });
    }

    /**
     * The steps of a copy that are not the scheme's, and the likely cause; empty if none is.
     *
     * @param matches comparisons of factors
     */
    static Optional<String> faults(List<SchemeMatch> matches, RunCache runs, Response response, double w,
            double alpha) {
        SamplerUnderTest candidate = runs.candidate();
        SchemeMatch match = SchemeMatch.withNoise(matches, response, candidate.sampler(), w,
                runs.identified().grid(candidate.steps()), noises(candidate, response.calls()).subList(0, FEW_BATCHES),
                Departures.quantile(alpha / response.calls()));
        TimeGrid offered = runs.identified().grid(candidate.steps());
        return match.differences().isEmpty() ? skipped(match, offered)
                : Optional.of(faults(match.differences(), match, response, offered));
    }

    /** Which steps are wrong and why, such as "this is ddpm but for step 3: …". */
    private static String faults(List<Difference> wrong, SchemeMatch match, Response response, TimeGrid offered) {
        return "this is " + match.scheme().name() + " but for " + ranges(wrong, match) + ": "
                + inWords(telling(wrong, match, response), match, response)
                + skipped(match, offered).map(words -> "; " + words).orElse("");
    }

    /** Which step is left out; empty if none is. */
    private static Optional<String> skipped(SchemeMatch match, TimeGrid offered) {
        boolean isFirst = match.grid().steps() + 1 == offered.steps()
                && match.grid().level(0).equals(offered.level(1));
        return match.grid().steps() >= offered.steps() ? Optional.empty()
                : Optional.of("it takes " + match.grid().steps() + " steps, asked for " + offered.steps() + ": is "
                        + (isFirst ? "step 1, the first," : "step " + offered.steps() + ", the last,") + " skipped?");
    }

    /**
     * The difference that is told: the first of those that have the cause which most of them have, so far as it is
     * known, or else the first of all. The coefficients of the first steps are not known one by one, and next to pure
     * noise neighbouring steps look alike.
     */
    private static Difference telling(List<Difference> wrong, SchemeMatch match, Response response) {
        List<Difference> first = wrong.stream().map(Difference::point).distinct().map(point -> firstAt(point, match))
                .toList();
        Map<String, List<Difference>> byCause = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (Difference difference : first) {
            Cause cause = Cause.of(difference, match, response);
            if (cause.isOfForm()) {
                byCause.computeIfAbsent(cause.relation(), key -> new ArrayList<>()).add(difference);
                if (cause.isKnown()) {
                    known.add(cause.relation());
                }
            }
        }
        long factors = first.stream().filter(difference -> !difference.isNoise()).count();
        return byCause.entrySet().stream().filter(each -> (long) MOST_CAUSES * each.getValue().size() >= factors)
                .max(Comparator.comparing((Map.Entry<String, List<Difference>> each) -> known.contains(each.getKey()))
                        .thenComparing(each -> each.getValue().size()))
                .map(each -> each.getValue().get(0)).orElse(first.get(0));
    }

    private static List<Noise> noises(SamplerUnderTest candidate, int calls) {
        int n = Math.max(2, Math.min(POINTS, MOST_KEPT / (calls * DIMENSION)));
        return IntStream.range(0, MOST_BATCHES).mapToObj(batch -> Starts
                .ofPointMass(candidate, Noise.of(new Streams(candidate.seed()).derived("scheme, batch " + batch), 0,
                        DIMENSION, n)))
                .toList();
    }

    private static Evidence evidence(SchemeMatch match) {
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "steps that differ from " + match.scheme().name(),
                match.differing()).within(Interval.around(match.differing(), 0))
                .by("coefficients and variances of noise, step by step");
    }

    /** Evidence on a sampler most of whose steps have the factors of a known scheme. */
    private static Evidence like(SchemeMatch match, Response response, TimeGrid offered) {
        String scheme = match.scheme().name();
        List<Difference> wrong = match.differences().stream().filter(d -> breaksPointMass(d, match, response)).toList();
        if (!wrong.isEmpty()) {
            return evidence(match)
                    .decides(Requirement.exactly("must be 0; " + faults(wrong, match, response, offered), 0));
        }
        return match.differences().isEmpty()
                ? evidence(match).decides(Requirement.exactly("must be 0: this is " + scheme, 0))
                : evidence(match).saying("like " + scheme + " but for " + ranges(match.differences(), match)
                        + ", which keep a point mass too").decides(Requirement.NONE);
    }

    /** Whether a point mass does not keep its mean or its variance in a step that differs. */
    private static boolean breaksPointMass(Difference difference, SchemeMatch match, Response response) {
        if (difference.isNoise()) {
            return true;
        }
        Made made = match.made().get(difference.point() - 1);
        NoiseLevel to = made.stage() == 0 ? match.grid().level(made.step())
                : response.levels().get(difference.point());
        double root = Math.sqrt(match.grid().level(made.step() - 1).signal());
        // Where the form of the step is not known, its factors together are, up to the signal that the start lacks.
        return made.found().map(form -> Math.abs(form.mean(root) - Math.sqrt(to.signal())) > SUM)
                .orElse(Math.abs(difference.sum()) > SUM + Math.sqrt(response.levels().get(0).signal()));
    }

    /** The first difference of a point: that of a factor, if one differs. */
    private static Difference firstAt(int point, SchemeMatch match) {
        return match.differences().stream().filter(d -> d.point() == point).findFirst().orElseThrow();
    }

    /** The steps that differ, such as "steps 3 to 5, step 8". */
    private static String ranges(List<Difference> differences, SchemeMatch match) {
        List<Integer> points = differences.stream()
                .map(d -> d.point() == 0 ? 0 : match.made().get(d.point() - 1).step()).distinct().toList();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            int first = points.get(i);
            while (first > 0 && i + 1 < points.size() && points.get(i + 1) == points.get(i) + 1) {
                i++;
            }
            parts.add(first == 0 ? "the start"
                    : first == points.get(i) ? "step " + first : "steps " + first + " to " + points.get(i));
        }
        return parts.size() <= MOST_RANGES ? String.join(", ", parts) : points.size() + " steps from " + parts.get(0)
                + " on";
    }

    private static String inWords(Difference difference, SchemeMatch match, Response response) {
        if (difference.point() == 0) {
            return Cause.of(difference, match, response).words();
        }
        Made made = match.made().get(difference.point() - 1);
        NoiseLevel from = match.grid().level(made.step() - 1);
        NoiseLevel to = match.grid().level(made.step());
        return String.format(Locale.ROOT, "in step %d of %d (τ %s to %s)%s %s", made.step(), match.grid().steps(),
                Digits.of(from.noise(), to.noise()), Digits.of(to.noise(), from.noise()),
                made.stage() > 1 ? ", at its call " + made.stage() + "," : "",
                Cause.of(difference, match, response).words())
                + (Math.abs(difference.sum()) > SUM
                        ? String.format(Locale.ROOT, "; it moves data at distance 1 by %.2g", difference.sum()) : "");
    }
}
