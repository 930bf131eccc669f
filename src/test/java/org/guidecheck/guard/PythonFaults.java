package org.guidecheck.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;

/** Programs with one fault each, in {@code src/test/python/faults.py}, and what a message must say of it. */
final class PythonFaults {
    private static final int STEPS = 20;
    private static final List<Double> WEIGHTS = List.of(3.0);
    private static final Map<String, String> CAUSES = new TreeMap<>(Map.ofEntries(
            Map.entry("corr-0.2", "correlation of neighbouring coordinates"),
            Map.entry("corr-0.05", "correlation of neighbouring coordinates"),
            Map.entry("heavy-tails", "kurtosis"), Map.entry("uniform-noise", "kurtosis"),
            Map.entry("antithetic", "correlation of points half a batch apart"),
            Map.entry("repeated-1000", "some rows"),
            Map.entry("first-noise-is-start", "step 1 .*noise is that of the start again"),
            Map.entry("noise-stream-restarts", "step 6 .*noise is that of step 1 again"),
            Map.entry("unseeded", "one seed|same seed"),
            Map.entry("variance-2-low", "0\\.9[89]\\d* times as much in each"),
            Map.entry("churn-1.28", "1\\.2[78]\\d* times as much in each"),
            Map.entry("variance-2-low-last-3", "step 17 of 20.*0\\.9[89]\\d* times as much"),
            Map.entry("wrong-beyond-200", "1000 steps"), Map.entry("wrong-from-4d", "coordinate|dimension"),
            Map.entry("batch-not-power-of-two", "batch|points"), Map.entry("sqrt-beta-as-variance", "variance taken"),
            Map.entry("weight-1-off", "3\\.04\\d* in calls 1 to 20"),
            Map.entry("guidance-below", "0\\.0+ in calls 1 to \\d+, 3\\.0+ in calls"),
            Map.entry("wrong-above-w5", "asked for 7\\.5.*5\\.0+ in calls 1 to 20"),
            Map.entry("weight-is-scale", "w taken for the guidance_scale"),
            Map.entry("ignores-weight", "0\\.0+ in calls 1 to 20"), Map.entry("wrong-class-1pct", "some rows"),
            Map.entry("condition-dropped-rows", "some rows"), Map.entry("rescaled-output", "rescale"),
            Map.entry("previous-prediction", "step before"), Map.entry("far-mode-never-visited", "clip"),
            Map.entry("clip-at-3", "clip"), Map.entry("linearised", "mix points"),
            Map.entry("sign-of-noise-step", "step 20 .*sign"), Map.entry("levels-bfloat16", "level|rounded"),
            Map.entry("levels-float16", "level|rounded"), Map.entry("level-half-percent", "told another level"),
            Map.entry("start-0.98", "start has deviation 0\\.9[78]"), Map.entry("start-too-clean", "first level"),
            Map.entry("last-step-skipped", "last step skipped"),
            Map.entry("returns-noise", "calls"), Map.entry("corrector-row-lost", "not used|history")));

    private PythonFaults() {
    }

    /** {@return names of the programs} */
    static List<String> names() {
        return List.copyOf(CAUSES.keySet());
    }

    /** The first claim that refutes a program; empty if none does. */
    static Optional<MutantTable.Found> find(String name) {
        try (PipedSampler sampler =
                PipedSampler.start("python3 src/test/python/faults.py " + name, Duration.ofMinutes(1))) {
            SamplerUnderTest candidate = new SamplerUnderTest(sampler, Optional.empty(), STEPS, WEIGHTS, 1);
            return MutantTable.find(candidate.at(Effort.QUICK)).or(() -> MutantTable.find(candidate));
        }
    }

    /** Whether a message names the cause, and the step where there is one. */
    static boolean isNamed(String name, String message) {
        return Pattern.compile(CAUSES.get(name)).matcher(message).find();
    }
}
