package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.SchemeMatch.Difference;
import org.guidecheck.guard.identification.SchemeMatch.Reading;
import org.guidecheck.guard.identification.SchemeSteps;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;

/**
 * Known scheme from which a sampler's steps all differ in one way, or whose levels it does not tell the denoiser. It
 * explains what another claim has found; by itself it refutes nothing, as a right scheme may differ so too.
 *
 * @param match      comparison with the scheme
 * @param explained  number of points that agree or differ in that one way
 * @param words      in what way
 */
record Resemblance(SchemeMatch match, int explained, String words) {
    /** Share of the points that must agree or differ in one way. */
    private static final double MOST = 0.75;
    /** Difference of √t that shows. */
    private static final double VISIBLE = 1e-4;
    static final String OFF_BY_ONE = "; is an index off by one?";

    /** The scheme that explains most points; empty if none explains most. */
    static Optional<Resemblance> of(Response response, TimeGrid offered, double tolerance) {
        List<SchemeMatch> matches = Samplers.known().stream()
                .flatMap(scheme -> SchemeMatch.of(response, scheme, offered, tolerance).stream()).toList();
        if (matches.stream().anyMatch(match -> match.differences().isEmpty())) {
            // The factors of predictions are right; another scheme would explain nothing.
            return Optional.empty();
        }
        Stream<Resemblance> inOneWay = matches.stream().flatMap(match -> inOneWay(match, response).stream());
        return Stream.concat(inOneWay, toldOtherLevels(response, offered, tolerance).stream())
                .filter(each -> each.explained() >= MOST * each.match().known())
                .max(Comparator.comparing(Resemblance::isKnown).thenComparing(Resemblance::explained));
    }

    /** The scheme whose steps are taken while the denoiser is told other levels; empty if there is none. */
    static Optional<Resemblance> toldOtherLevels(Response response, TimeGrid offered, double tolerance) {
        return toldOtherLevels(response, offered, tolerance, Samplers.known());
    }

    /** The same among these schemes. */
    static Optional<Resemblance> toldOtherLevels(Response response, TimeGrid offered, double tolerance,
            List<LinearSampler> schemes) {
        List<TimeGrid> grids = Stream.concat(Stream.of(offered), SchemeSteps.ownLevels(response, offered).stream())
                .toList();
        return schemes.stream().flatMap(scheme -> grids.stream().flatMap(grid -> Stream.of(Reading.values())
                .flatMap(reading -> SchemeMatch.toldOtherLevels(response, scheme, grid, reading, tolerance)
                        .stream())))
                .filter(match -> match.agreeing() >= MOST * response.calls())
                .max(Comparator.comparingInt(SchemeMatch::agreeing))
                .map(match -> new Resemblance(match, match.agreeing(),
                        told(match.scheme(), response, match.grid(), tolerance)));
    }

    private static Optional<Resemblance> inOneWay(SchemeMatch match, Response response) {
        Map<String, List<Difference>> ways = new LinkedHashMap<>();
        Map<String, Cause> causes = new HashMap<>();
        for (Difference difference : match.differences()) {
            Cause cause = Cause.of(difference, match, response);
            if (cause.isOfForm()) {
                ways.computeIfAbsent(cause.relation(), key -> new ArrayList<>()).add(difference);
                causes.putIfAbsent(cause.relation(), cause);
            }
        }
        return ways.entrySet().stream().max(Comparator.comparingInt(each -> each.getValue().size())).map(way -> {
            int count = way.getValue().size();
            int step = match.made().get(way.getValue().get(0).point() - 1).step();
            return new Resemblance(match, match.agreeing() + count,
                    String.format(Locale.ROOT, "%d steps from step %d on differ in one way; in step %d %s", count, step,
                            step, causes.get(way.getKey()).words()));
        });
    }

    /** Whether the one way has a likely cause. */
    boolean isKnown() {
        return !words.endsWith(Cause.QUOTIENT);
    }

    /** Which calls are told other levels. */
    private static String told(LinearSampler scheme, Response response, TimeGrid grid, double tolerance) {
        List<NoiseLevel> meant = SchemeSteps.levels(scheme, grid);
        List<Integer> wrong = wrong(meant, response, tolerance);
        int call = wrong.stream().filter(k -> Math.abs(Math.sqrt(meant.get(k).signal())
                - Math.sqrt(response.levels().get(k).signal())) > VISIBLE).findFirst().orElse(wrong.get(0));
        double is = response.levels().get(call).noise();
        double must = meant.get(call).noise();
        return String.format(Locale.ROOT,
                "in %d of %d calls the denoiser is told another level, seen first in call %d (step "
                        + "%d): τ = %s, must be %s%s",
                wrong.size(), response.calls(), call + 1,
                step(scheme, grid, call), Digits.of(is, must), Digits.of(must, is),
                wrong.stream().allMatch(k -> k == 0 || response.levels().get(k).equals(meant.get(k - 1)))
                        ? ": that of the step before" + OFF_BY_ONE
                        : wrong.stream().allMatch(k -> k + 1 == meant.size()
                                || response.levels().get(k).equals(meant.get(k + 1)))
                                        ? ": that of the step after" + OFF_BY_ONE
                                        : ": is it rounded, or told in another unit?");
    }

    /** The calls that are told another level than the scheme's. */
    static List<Integer> wrong(List<NoiseLevel> meant, Response response, double tolerance) {
        return IntStream.range(0, meant.size()).filter(k -> Math
                .abs(meant.get(k).logSnr() - response.levels().get(k).logSnr()) > 10 * tolerance).boxed().toList();
    }

    private static int step(LinearSampler scheme, TimeGrid grid, int call) {
        int calls = 0;
        int k = -1;
        while (calls <= call) {
            k++;
            calls += scheme.step(grid, k).stages().size();
        }
        return k + 1;
    }

    @Override
    public String toString() {
        return "compared with " + match.scheme().name() + " " + words;
    }
}
