package org.guidecheck.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.guidecheck.guard.identification.Foretold;
import org.guidecheck.guard.identification.NoiseChain;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.Superposition;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;

/** What identification found of the sampler under test, by weight and number of steps. Not thread-safe. */
final class Identified {
    /** Relative rounding of a run in double precision, with coefficients that are differences. */
    private static final double DOUBLE = 1e-8;
    /** The same in single precision, which programs often use. */
    private static final double SINGLE = 1e-3;
    /** Rounding of one factor in single precision, whose digits the points of a run share. */
    private static final double SINGLE_COEFFICIENT = 2e-5;
    /** Rounding of one difference of two points, in units of a prediction. */
    private static final double SINGLE_UNIT = 1e-6;
    private static final double DOUBLE_UNIT = 1e-14;
    /** Steps in single precision up to which those roundings hold; beyond, they grow like the root of the steps. */
    private static final double FEW_STEPS = 100;
    /** Roundings in which a clean point is computed from noise, and back: four in each of the two stages of a step. */
    private static final int ROUNDINGS = 8;
    /** Factor by which weights, which are quotients of coefficients, are known less well in double precision. */
    private static final double QUOTIENT = 10;

    /** Points that show whether the sampler is linear. */
    private static final int SEEN = 40;
    private static final int FORETOLD = 512;
    /** Most points times the square of the calls. */
    private static final double WORK = 2e7;

    private final SamplerUnderTest candidate;
    private final Map<Key, Optional<Response>> responses = new HashMap<>();
    private final Map<Double, List<SchemeMatch>> nearest = new HashMap<>();
    private final Map<Double, Ladder> ladders = new HashMap<>();
    private final Map<Key, Optional<NoiseChain>> chains = new HashMap<>();
    private final Map<Size, Superposition> superpositions = new HashMap<>();
    private final Map<Key, String> reasons = new HashMap<>();

    private record Key(double w, int steps, TestProblem problem) {
        Key(double w, int steps) {
            this(w, steps, TestProblem.PAIR);
        }
    }

    private record Size(double w, int points, int dimension) {
    }

    Identified(SamplerUnderTest candidate) {
        this.candidate = candidate;
    }

    /** Relative rounding of the sampler's runs. */
    double rounding() {
        return candidate.isSingle() ? SINGLE * accumulated() : DOUBLE;
    }

    /** Growth of rounding in long runs: that of steps is independent and adds up like the root of their number. */
    private double accumulated() {
        return Math.sqrt(Math.max(1, candidate.steps() / FEW_STEPS));
    }

    /** Rounding of a factor of a prediction. */
    double roundingOfCoefficients() {
        return candidate.isSingle() ? SINGLE_COEFFICIENT : DOUBLE;
    }

    /** Rounding of a prediction, relative to the point at which it is made. */
    private double unit() {
        return ROUNDINGS * 0.5 * (candidate.isSingle() ? Math.ulp(1.0f) : Math.ulp(1.0));
    }

    /** Weights of the calls, so far as they are known to {@link #roundingOfWeights}. */
    CallWeights weights(Response response) {
        return CallWeights.of(response, candidate.isSingle() ? SINGLE_UNIT * accumulated() : DOUBLE_UNIT, unit(),
                roundingOfWeights());
    }

    /** Rounding of the weight of a call, relative to 1 + w. */
    double roundingOfWeights() {
        return candidate.isSingle() ? SINGLE * accumulated() : QUOTIENT * DOUBLE;
    }

    /** The response at the usual number of steps; empty if the sampler cannot be identified. */
    Optional<Response> response(double w) {
        return response(w, candidate.steps());
    }

    /** The response at a number of steps. */
    Optional<Response> response(double w, int steps) {
        return responses.computeIfAbsent(new Key(w, steps), this::identify);
    }

    /** The response at the usual number of steps if it was identified already. */
    Optional<Response> known(double w) {
        return responses.getOrDefault(new Key(w, candidate.steps()), Optional.empty());
    }

    /** The closed laws that were computed already, by weight. */
    SortedMap<Double, Ladder> knownLadders() {
        return new TreeMap<>(ladders);
    }

    private Optional<Response> identify(Key key) {
        try {
            Optional<Response> found =
                    Response.of(candidate.sampler(), key.w(), candidate.grid(key.problem(), key.steps()),
                            n -> noise("response", n, 2));
            if (found.isEmpty()) {
                reasons.put(key, "the same seed leads to other calls of the denoiser, or there are none, or more than "
                        + Response.MOST_CALLS);
            }
            return found;
        } catch (SamplerFailure e) {
            reasons.put(key, e.getMessage());
            return Optional.empty();
        }
    }

    /** The start and noise at a number of steps; empty if they cannot be identified. */
    Optional<NoiseChain> noiseChain(double w, int steps) {
        return chains.computeIfAbsent(new Key(w, steps), key -> response(w, steps).flatMap(found -> NoiseChain
                .of(found, candidate.sampler(), w, grid(steps), n -> noise("chain", n, 2), rounding(), unit())));
    }

    /** Closed laws at rising numbers of steps. */
    Ladder ladder(double w) {
        return ladders.computeIfAbsent(w, key -> Ladder.of(
                n -> candidate.declaration().allows(n) ? ClosedLaw.of(this, w, n) : Optional.empty(), candidate.steps(),
                GuidedGaussian.RESOLUTION.at(candidate.effort()).size() - rounding()));
    }

    /** Comparison of the factors of predictions with those of a scheme; empty if they are not known, or calls differ. */
    Optional<SchemeMatch> comparison(LinearSampler scheme, double w, int steps) {
        return response(w, steps)
                .flatMap(found -> SchemeMatch.of(found, scheme, grid(steps), roundingOfCoefficients()));
    }

    /**
     * Comparisons with the scheme that the sampler copies, or else with the nearest known ones; none if its coefficients
     * are not known, or if it calls the denoiser at other levels.
     */
    List<SchemeMatch> nearestSchemes(double w) {
        return nearest.computeIfAbsent(w, key -> response(w).map(found -> SchemeMatch.nearest(found,
                candidate.like().map(List::of).orElse(Samplers.known()), grid(candidate.steps()),
                roundingOfCoefficients())).orElse(List.of()));
    }

    /** Names of the known schemes that come nearest; none if its coefficients are not known. */
    List<String> nearestNames(double w, int most) {
        return response(w).map(found -> SchemeMatch.nearestNames(found, Samplers.known(), grid(candidate.steps()),
                roundingOfCoefficients(), most)).orElse(List.of());
    }

    /** The known scheme that explains most steps; empty if none does. */
    Optional<Resemblance> resemblance(double w) {
        return response(w).flatMap(found -> Resemblance.of(found, grid(candidate.steps()), roundingOfCoefficients()));
    }

    /** Why the sampler cannot be identified. */
    String reason(double w) {
        return reasons.get(new Key(w, candidate.steps()));
    }

    /** Comparison with a run of random predictions; empty if the sampler cannot be identified. */
    Optional<Superposition> superposition(double w, int points, int dimension) {
        return response(w).map(found -> superpositions.computeIfAbsent(new Size(w, points, dimension),
                key -> Superposition.of(found, candidate.sampler(), w, grid(candidate.steps()),
                        (n, d) -> noise("superposition", n, d), points, dimension, rounding(), unit(),
                        streams("predictions").stream(0))));
    }

    /** Whether the sampler is linear in the predictions, as a few points show. */
    boolean isLinear(double w) {
        return superposition(w, SEEN, 2).filter(found -> found.departure() <= rounding()).isPresent();
    }

    /** Comparison of a run on a law with what the coefficients foretell; empty if they are not known. */
    Optional<Foretold> foretold(TestProblem problem, double w, int steps, Denoiser denoiser) {
        int d = problem.dimension();
        return responses.computeIfAbsent(new Key(w, steps, problem), this::identify)
                .map(found -> Foretold.of(found, candidate.sampler(), w, candidate.grid(problem, steps),
                        () -> noise("foretold", (int) Math.max(SEEN, Math.min(FORETOLD, WORK / (found.calls()
                                * (double) found.calls()))), d),
                        denoiser, unit() / rounding()));
    }

    TimeGrid grid(int steps) {
        return candidate.grid(TestProblem.PAIR, steps);
    }

    private Noise noise(String purpose, int n, int d) {
        return Starts.ofPointMass(candidate, Noise.of(streams(purpose), 0, d, n));
    }

    private Streams streams(String purpose) {
        return new Streams(candidate.seed()).derived("identification, " + purpose);
    }
}
