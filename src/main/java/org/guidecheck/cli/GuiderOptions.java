package org.guidecheck.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.guiders.GuiderGuard;
import org.guidecheck.guard.guiders.GuiderSummary;
import org.guidecheck.guard.guiders.GuiderUnderTest;
import org.guidecheck.guard.guiders.GuiderUnderTest.Convention;
import org.guidecheck.guider.Guider;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of {@code guard} for guiders, and the verdicts on one. */
final class GuiderOptions {
    /** Options that say nothing about a guider, with what to give instead. */
    private static final Map<String, String> FOR_SAMPLERS = new LinkedHashMap<>();
    /** Options that say nothing about a sampler. */
    private static final Map<String, String> FOR_GUIDERS = new LinkedHashMap<>();
    private static final List<Integer> USUAL_STEPS = List.of(50);

    static {
        FOR_SAMPLERS.put("--weight", "give --scale");
        FOR_SAMPLERS.put("--rule", "give --like");
        for (String each : List.of("--schedule", "--starts-at", "--ends-at", "--steps-at-least", "--most-steps",
                "--no-single-step", "--precision", "--baseline", "--update-baseline", "--save-scheme", "--kernel")) {
            FOR_SAMPLERS.put(each, "leave it out");
        }
        FOR_GUIDERS.put("--scale", "give --weight");
        FOR_GUIDERS.put("--convention", "leave it out");
        FOR_GUIDERS.put("--parametrisation", "leave it out");
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--scale", paramLabel = "S", split = ",",
            description = "Guidance scales of a guider to test. Default: 2, 4 and 8.5, or those that it states.")
    private List<Double> scales;

    @Option(names = "--convention", paramLabel = "C", defaultValue = "scale",
            description = "What a guider's scale means: scale, where 1 is the conditional prediction (guidance_scale), or "
                    + "weight, where 0 is. Default: ${DEFAULT-VALUE}.")
    private String convention;

    @Option(names = "--parametrisation", paramLabel = "P",
            description = "Prediction that a guider is given, of those that it takes: epsilon, x0, v, score or flow. "
                    + "Default: the first.")
    private String prediction;

    /** Throws if an option was given that only makes sense for samplers. */
    void requireNoneForSamplers() {
        requireNone(FOR_SAMPLERS, "is for samplers, and this is a guider");
    }

    /** Throws if an option was given that only makes sense for guiders. */
    void requireNoneForGuiders() {
        requireNone(FOR_GUIDERS, "is for guiders, and this is a sampler");
    }

    private void requireNone(Map<String, String> options, String problem) {
        options.forEach((option, instead) -> {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InvalidInputException(option, problem + "; " + instead);
            }
        });
    }

    /**
     * The guider and how it is tested.
     *
     * @param like  name of the built-in guider that it must match, or null
     * @param steps numbers of steps, or null
     * @param law   a law of the user, if one is given
     */
    GuiderUnderTest candidate(Guider guider, String like, List<Integer> steps, LawSource law,
            DecidingOptions options) {
        Optional<Guider> reference =
                Optional.ofNullable(like).map(name -> TestedSource.builtInGuider("--like", name));
        if (scales != null) {
            GuardCommand.requireEachOnce("--scale", scales);
        }
        Guider given = prediction == null ? guider : given(guider);
        return BadInput.translate(() -> new GuiderUnderTest(given, reference, convention(),
                scales == null ? guider.scales() : scales, steps == null ? USUAL_STEPS : steps, options.seed(),
                options.effort(), law.withClassFirst()));
    }

    private Guider given(Guider guider) {
        Map<String, Guider> known = guider.byPrediction();
        if (!known.containsKey(prediction)) {
            throw BadInput.option("--parametrisation", prediction,
                    "must be a prediction that " + guider.name() + " takes: " + String.join(", ", known.keySet()));
        }
        return known.get(prediction);
    }

    private Convention convention() {
        return Arrays.stream(Convention.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(convention)).findFirst()
                .orElseThrow(() -> BadInput.option("--convention", convention, "must be scale or weight"));
    }

    /** Decides the claims, writes and shows the results, and returns the exit code. */
    static int decide(GuiderUnderTest candidate, DecidingOptions options) throws IOException {
        Map<String, Statement> statements = GuiderGuard.claims().stream()
                .collect(Collectors.toMap(Statement::id, each -> each, (one, other) -> one, LinkedHashMap::new));
        options.checkClaims(List.copyOf(statements.keySet()));
        ResultsBuilder findings = options.findings();
        int code = 0;
        try {
            GuiderGuard.decide(candidate, options.claims(), options.alpha(),
                    verdict -> findings.add(statements.get(verdict.claimId()), candidate.toString(),
                            Optional.of(Outcome.HOLDS), verdict));
            GuiderSummary summary = GuiderSummary.of(candidate);
            if (!summary.curves().isEmpty()) {
                findings.add(candidate.toString(), summary);
            }
            if (findings.isEmpty()) {
                throw BadInput.option("--claim", String.join(",", options.claims()),
                        "says nothing of " + candidate.guider().name());
            }
        } finally {
            // If the guider fails, the verdicts reached before are still reported.
            if (!findings.isEmpty()) {
                code = options.report(findings.results());
            }
        }
        return code;
    }
}
