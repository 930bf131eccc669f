package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.SamplerSummary.Earlier;
import org.guidecheck.guard.SamplerSummary.MassPoint;
import org.guidecheck.guard.SamplerSummary.Pair;
import org.guidecheck.guard.identification.NoiseChain;
import org.guidecheck.guard.identification.PointMassStatistics;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.StepCoefficients;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Verdict;

/**
 * Summary of the runs of one guard, made after its claims were decided. It takes what they identified, and adds short
 * runs alone.
 */
final class SummaryOfRuns {
    private static final String NOISE = "sampler.noise";
    /** Variance of noise that counts as none. */
    private static final double NO_NOISE = 1e-9;
    private static final String NOT_TRIED = "no claim that was decided looked at the coefficients";

    private final RunCache runs;
    private final Identified identified;
    private final double alpha;
    private final double w;
    private final int steps;

    private SummaryOfRuns(RunCache runs, double alpha) {
        this.runs = runs;
        this.identified = runs.identified();
        this.alpha = alpha;
        this.w = runs.candidate().lastWeight();
        this.steps = runs.candidate().steps();
    }

    /**
     * Makes the summary.
     *
     * @param runs     of the guard
     * @param verdicts its verdicts
     * @param alpha    false-alarm rate of the intervals of each part
     */
    static SamplerSummary of(RunCache runs, List<Verdict> verdicts, double alpha) {
        return new SummaryOfRuns(runs, alpha).make(verdicts);
    }

    /** Whether a claim identified the sampler of these runs. */
    static boolean isIdentified(RunCache runs) {
        return runs.candidate().weights().stream().anyMatch(w -> runs.identified().known(w).isPresent());
    }

    private SamplerSummary make(List<Verdict> verdicts) {
        Optional<Response> response = linear(w);
        Optional<PointMassStatistics> mass = pointMass();
        return new SamplerSummary(response.isPresent() ? "" : reason(),
                response.flatMap(found -> coefficients(found, mass)), massPoints(response, mass),
                identified.knownLadders().entrySet().stream().filter(each -> !each.getValue().laws().isEmpty())
                        .map(each -> errors(each.getKey(), each.getValue())).toList(),
                weights(), checks(verdicts), alpha);
    }

    /** The response at a weight, if it was identified and describes the sampler. */
    private Optional<Response> linear(double weight) {
        try {
            return identified.known(weight).filter(found -> identified.isLinear(weight));
        } catch (SamplerFailure e) {
            // What a sampler cannot do is in the verdicts.
            return Optional.empty();
        }
    }

    private String reason() {
        return identified.known(w).isPresent() ? "the sampler is not linear in the predictions"
                : Optional.ofNullable(identified.reason(w)).orElse(NOT_TRIED);
    }

    /** Statistics of the start and noise: those of the claims, or of a few points; empty if nothing was identified. */
    private Optional<PointMassStatistics> pointMass() {
        Optional<PointMassStatistics> known = runs.knownPointMass(steps);
        if (known.isEmpty() && identified.known(w).isPresent()) {
            try {
                known = Optional.of(runs.pointMassOfFewPoints(steps));
            } catch (SamplerFailure e) {
                // What a sampler cannot do is in the verdicts.
                return Optional.empty();
            }
        }
        return known.filter(PointMassStatistics::isRegular);
    }

    private Optional<SamplerSummary.Coefficients> coefficients(Response response, Optional<PointMassStatistics> mass) {
        Optional<NoiseChain> chain;
        try {
            chain = identified.noiseChain(w, steps);
        } catch (SamplerFailure e) {
            return Optional.empty();
        }
        Optional<PointMassStatistics> measured = mass.filter(found -> found.calls() == response.calls());
        return chain.map(found -> {
            List<StepCoefficients> own = StepCoefficients.of(response, found, measured,
                    identified.roundingOfCoefficients());
            double error = measured.map(each -> Math.sqrt(0.5 / each.moments(0).numbers())).orElse(0.0);
            Optional<Comparison> nearest = identified.nearestSchemes(w).stream()
                    .map(match -> Comparison.of(match, own, StepCoefficients.of(match, response, own),
                            2 * Departures.quantile(alpha / response.calls()) * error))
                    .min(Comparator.comparingLong(Comparison::differing));
            return new SamplerSummary.Coefficients(w, nearest.map(each -> each.match().scheme().name()), error,
                    IntStream.range(0, own.size()).mapToObj(i -> step(response, found, own.get(i), i, nearest))
                            .toList());
        });
    }

    /** A scheme beside the sampler, and which steps differ. */
    private record Comparison(SchemeMatch match, List<StepCoefficients> scheme, List<Boolean> differs) {
        static Comparison of(SchemeMatch match, List<StepCoefficients> own, List<StepCoefficients> scheme,
                double error) {
            return new Comparison(match, scheme, IntStream.range(0, own.size())
                    .mapToObj(i -> match.differences().stream().anyMatch(d -> d.point() == i + 1)
                            || isOtherNoise(own.get(i).deviation(), scheme.get(i).deviation(), error))
                    .toList());
        }

        /** Whether two variances of noise differ by more than the measurement's relative error explains. */
        private static boolean isOtherNoise(double found, double expected, double error) {
            double is = found * found;
            double must = expected * expected;
            return Math.abs(is - must) > error * Math.max(is, must) + NO_NOISE;
        }

        long differing() {
            return differs.stream().filter(each -> each).count();
        }
    }

    private SamplerSummary.Step step(Response response, NoiseChain chain, StepCoefficients own, int i,
            Optional<Comparison> nearest) {
        Optional<StepCoefficients> scheme = nearest.map(each -> each.scheme().get(i));
        List<Earlier> earlier = new ArrayList<>();
        double tolerance = identified.roundingOfCoefficients();
        for (int k = i - 1; k >= 0; k--) {
            int call = k;
            Pair factor = pair(own.predictions()[k], scheme.map(each -> each.predictions()[call]));
            if (Math.abs(factor.found()) > tolerance || Math.abs(factor.scheme()) > tolerance) {
                earlier.add(new Earlier(k + 1, factor));
            }
        }
        return new SamplerSummary.Step(response.levels().get(i), chain.levels().get(i + 1),
                pair(own.keep(), scheme.map(StepCoefficients::keep)),
                pair(own.latest(), scheme.map(StepCoefficients::latest)), earlier,
                pair(own.deviation(), scheme.map(StepCoefficients::deviation)),
                nearest.isPresent() && nearest.get().differs().get(i));
    }

    private static Pair pair(double found, Optional<Double> scheme) {
        return new Pair(found, scheme.orElse(Double.NaN));
    }

    private List<MassPoint> massPoints(Optional<Response> response, Optional<PointMassStatistics> mass) {
        int calls = response.map(Response::calls).or(() -> mass.map(PointMassStatistics::calls)).orElse(-1);
        // Without the same calls the two parts have nothing in common to be drawn over.
        Optional<PointMassStatistics> measured = mass.filter(found -> found.calls() == calls);
        List<MassPoint> points = new ArrayList<>();
        for (int m = 0; m <= calls; m++) {
            int point = m;
            NoiseLevel level = m == calls ? identified.grid(steps).end()
                    : response.map(found -> found.levels().get(point)).orElseGet(() -> mass.get().level(point));
            NoiseLevel start = response.map(found -> found.levels().get(0)).orElseGet(() -> mass.get().level(0));
            double root = Math.sqrt(level.signal());
            double variance = Double.NaN;
            Interval bounds = Interval.ALL;
            if (measured.isPresent() && !level.isClean()) {
                PointMassStatistics.Moments moments = measured.get().moments(m);
                double radius = Departures.quantile(alpha / (calls + 1)) * Math.sqrt(2.0 / moments.numbers());
                variance = moments.variance() / level.noise();
                bounds = Double.isFinite(10 * variance)
                        ? new Interval(variance / (1 + radius), variance / Math.max(0.1, 1 - radius)) : Interval.ALL;
            }
            points.add(new MassPoint(m + 1, level, response.map(found -> found.signal(point) - root).orElse(Double.NaN),
                    new Interval(-Math.sqrt(level.noise() / start.noise() * start.signal()), 0), variance, bounds,
                    new Interval(1, 1 / start.noise())));
        }
        return points;
    }

    private SamplerSummary.Errors errors(double weight, Ladder ladder) {
        boolean isKnown = ladder.limit().isPresent();
        return new SamplerSummary.Errors(weight, isKnown ? ladder.order(identified.rounding()) : Double.NaN,
                isKnown ? ladder.orderOfFirst() : Double.NaN, ladder.laws().stream()
                        .map(law -> new SamplerSummary.LawError(law.steps(), law.worst(), law.firstOrder())).toList());
    }

    private List<SamplerSummary.Weights> weights() {
        return runs.candidate().weights().stream().flatMap(asked -> linear(asked)
                .map(found -> new SamplerSummary.Weights(asked, identified.weights(found).numbers())).stream())
                .toList();
    }

    /** Correlations and moments of the noise, as the claim measured them. */
    private static List<SamplerSummary.NoiseCheck> checks(List<Verdict> verdicts) {
        return verdicts.stream().filter(each -> each.claimId().equals(NOISE))
                .flatMap(each -> each.evidence().stream())
                .filter(each -> each.kind() == Evidence.Kind.EXACT_SAMPLING && each.samples() > 0)
                .flatMap(each -> each.requirement().allowed().stream().map(allowed -> new SamplerSummary.NoiseCheck(
                        each.quantity(), each.value(), each.bounds(), allowed)))
                .toList();
    }
}
