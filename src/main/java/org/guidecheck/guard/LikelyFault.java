package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;

/**
 * Likely fault of a Java class that must match a built-in sampler, from its identified coefficients. It explains what
 * other claims have found, and by itself refutes nothing.
 */
final class LikelyFault {
    /** False-alarm rate of a deviation of noise that is blamed. */
    private static final double ALPHA = 1e-6;
    /** Factor of a prediction that is none. */
    private static final double NONE = 1e-9;
    /** Relative difference of numbers that are taken for equal. */
    private static final double CLOSE = 1e-3;

    private final RunCache runs;
    private final double w;
    private final Response response;

    private LikelyFault(RunCache runs, double w, Response response) {
        this.runs = runs;
        this.w = w;
        this.response = response;
    }

    /** Evidence of a claim; what refutes a Java class that must match a built-in sampler says the likely fault too. */
    static List<Evidence> explained(List<Evidence> evidence, RunCache runs) {
        boolean isRefuted = evidence.stream().anyMatch(e -> e.outcome() == Outcome.REFUTED);
        Optional<String> fault = isRefuted && runs.candidate().isCopyInJava() ? of(runs) : Optional.empty();
        return fault.map(words -> evidence.stream().map(e -> e.outcome() == Outcome.REFUTED
                ? e.decides(e.requirement().saying(e.rule() + "; " + words)) : e).toList()).orElse(evidence);
    }

    /** The fault in words; empty if it is not known. */
    static Optional<String> of(RunCache runs) {
        double w = runs.candidate().lastWeight();
        try {
            return runs.identified().response(w).filter(found -> runs.identified().isLinear(w))
                    .flatMap(found -> new LikelyFault(runs, w, found).inWords());
        } catch (SamplerFailure e) {
            // What a sampler cannot do is in the verdicts.
            return Optional.empty();
        }
    }

    private Optional<String> inWords() {
        return ofStart().or(this::ofPredictions).or(this::ofSteps).or(this::severalWeights).or(this::partlyGuided)
                .or(this::ofWeights);
    }

    /** A start that is not the given normals, up to a sign. */
    private Optional<String> ofStart() {
        RecordedRun run = runs.pair(w);
        Optional<Noise> given = runs.given(TestProblem.PAIR, w, runs.candidate().steps(), RunCache.PAIR, runs.points());
        if (run.calls().isEmpty() || given.isEmpty()) {
            return Optional.empty();
        }
        double[] x = run.calls().get(0).points();
        double[] z = given.get().next();
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            product += x[i] * z[i];
            square += z[i] * z[i];
        }
        double factor = product / square;
        boolean isMultiple = IntStream.range(0, x.length).allMatch(i -> Math.abs(x[i] - factor * z[i]) <= NONE);
        return isMultiple && Math.abs(Math.abs(factor) - 1) <= NONE ? Optional.empty()
                : Optional.of(isMultiple
                        ? String.format(Locale.ROOT, "the start has deviation %.4f, must be 1", Math.abs(factor))
                        : "the start is not the given normals: is it not normal, or are other numbers used?");
    }

    /** A fault in how the two predictions enter: one of them does not, or a call has several weights. */
    private Optional<String> ofPredictions() {
        if (w == 0) {
            return Optional.empty();
        }
        int calls = response.calls();
        boolean isOnlyDifference = IntStream.range(0, calls).allMatch(k -> Math.abs(response.both(k + 1, k)) <= NONE)
                && IntStream.range(0, calls).anyMatch(k -> Math.abs(response.conditional()[k + 1][k]) > NONE);
        if (isOnlyDifference) {
            return Optional.of("in calls 1 to " + calls + " the difference of the two predictions enters alone: is the "
                    + "conditional prediction itself left out?");
        }
        boolean isIgnored =
                IntStream.range(0, calls).allMatch(k -> Math.abs(response.unconditional()[k + 1][k]) <= NONE);
        if (isIgnored && ofSteps().isPresent()) {
            return Optional.of(String.format(Locale.ROOT,
                    "in calls 1 to %d the unconditional prediction does not enter, "
                            + "and the conditional one has another factor than unguided: is the unconditional one ignored?",
                    calls));
        }
        return Optional.empty();
    }

    /** A call whose prediction enters two points with two weights. */
    private Optional<String> severalWeights() {
        if (w == 0 || response.hasOneWeightPerCall(runs.identified().rounding())) {
            return Optional.empty();
        }
        for (int k = 0; k < response.calls(); k++) {
            double first = weight(k + 1, k);
            for (int m = k + 2; m <= response.calls(); m++) {
                if (Math.abs(weight(m, k) - first) > CLOSE * (1 + w)) {
                    return Optional.of(String.format(Locale.ROOT,
                            "the prediction of call %d enters point %d with weight "
                                    + "%.4g and point %d with weight %.4g, asked for %.4g: is a kept prediction of a step before "
                                    + "guided otherwise?",
                            k + 1, k + 2, first, m + 1, weight(m, k), w));
                }
            }
        }
        return Optional.empty();
    }

    private double weight(int m, int call) {
        double both = response.both(m, call);
        return Math.abs(both) <= NONE ? w : -response.unconditional()[m][call] / both;
    }

    /** Whether a step of clean point and noise guides but one of them. */
    private Optional<String> partlyGuided() {
        TimeGrid grid = runs.identified().grid(runs.candidate().steps());
        if (w == 0 || response.calls() != grid.steps()) {
            return Optional.empty();
        }
        int clean = 0;
        int noise = 0;
        int known = 0;
        for (int k = 0; k < grid.steps() - 1; k++) {
            StepTable table = runs.reference().step(grid, k);
            if (table.stages().size() != 1 || table.history() > 0 || table.result().terms().size() != 1) {
                return Optional.empty();
            }
            StepTable.Term term = table.result().terms().get(0);
            NoiseLevel level = grid.level(k);
            double root = Math.sqrt(level.signal());
            double keep = table.result().keep() + term.point() - term.score() / level.noise();
            double factor = term.score() * root / level.noise();
            double share = keep * root / factor;
            if (!Double.isNaN(response.weight(k))) {
                known++;
                clean += isClose(response.weight(k), w * (1 + share)) ? 1 : 0;
                noise += isClose(response.weight(k), -w * share) ? 1 : 0;
            }
        }
        String part = clean == known ? "predicted clean point is guided, and the predicted noise is not guided"
                : noise == known ? "predicted noise is guided, and the predicted clean point is not guided" : "";
        return known == 0 || part.isEmpty() ? Optional.empty()
                : Optional.of("in steps 1 to " + grid.steps() + " the " + part);
    }

    private static boolean isClose(double one, double other) {
        return Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other));
    }

    private Optional<String> ofWeights() {
        return w == 0 ? Optional.empty()
                : runs.identified().weights(response).fault(w, runs.identified().roundingOfWeights() * (1 + w));
    }

    /** Steps that are not the built-in sampler's. */
    private Optional<String> ofSteps() {
        List<SchemeMatch> matches = runs.identified().nearestSchemes(w);
        if (matches.isEmpty()) {
            return Resemblance.toldOtherLevels(response, runs.identified().grid(runs.candidate().steps()),
                    runs.identified().roundingOfCoefficients(), List.of(runs.reference())).map(Resemblance::words);
        }
        return KnownScheme.faults(matches, runs, response, w, ALPHA);
    }
}
