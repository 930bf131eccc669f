package org.guidecheck.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;

/** Programs with one fault each, in {@code src/test/python/faults.py}, and what a message must say of it. */
final class PythonFaults {
    private static final int STEPS = 20;
    private static final List<Double> WEIGHTS = List.of(3.0);
    private static final Map<String, Expectation> EXPECTED = new TreeMap<>(Map.ofEntries(
            Map.entry("corr-0.2", Expectation.inAll("correlation of neighbouring coordinates")),
            Map.entry("corr-0.05", Expectation.inAll("correlation of neighbouring coordinates")),
            Map.entry("heavy-tails", Expectation.inAll("kurtosis")),
            Map.entry("uniform-noise", Expectation.inAll("kurtosis")),
            Map.entry("antithetic", Expectation.ofRun("correlation of points half a batch apart")),
            Map.entry("repeated-1000", Expectation.ofRun("some rows")),
            Map.entry("first-noise-is-start", Expectation.from(1, "noise is that of the start again")),
            Map.entry("noise-stream-restarts", Expectation.from(6, "noise is that of step 1 again")),
            Map.entry("unseeded", Expectation.ofRun("one seed|same seed")),
            Map.entry("variance-2-low", Expectation.inAll("0\\.9[89]\\d* times as much in each")),
            Map.entry("churn-1.28", Expectation.inAll("1\\.2[78]\\d* times as much in each")),
            Map.entry("variance-2-low-last-3", Expectation.from(17, "0\\.9[89]\\d* times as much")),
            Map.entry("wrong-beyond-200", Expectation.ofRun("1000 steps")),
            Map.entry("wrong-from-4d", Expectation.inAll("coordinate|dimension")),
            Map.entry("batch-not-power-of-two", Expectation.ofRun("batch|points")),
            Map.entry("sqrt-beta-as-variance", Expectation.inAll("variance taken")),
            Map.entry("weight-1-off", Expectation.inAll("3\\.04\\d* in calls")),
            Map.entry("guidance-below", Expectation.inAll("0\\.0+ in calls \\d+ to 12, 3\\.0+ in calls 13 to 20")),
            Map.entry("wrong-above-w5", Expectation.inAll("asked for 7\\.5.*5\\.0+ in calls")),
            Map.entry("weight-is-scale", Expectation.inAll("w taken for the guidance_scale")),
            Map.entry("ignores-weight", Expectation.inAll("0\\.0+ in calls \\d+ to 20")),
            Map.entry("wrong-class-1pct", Expectation.ofRun("some rows")),
            Map.entry("condition-dropped-rows", Expectation.ofRun("some rows")),
            Map.entry("rescaled-output", Expectation.ofRun("rescale")),
            Map.entry("previous-prediction", Expectation.inAll("step before")),
            Map.entry("far-mode-never-visited", Expectation.ofRun("clip")),
            Map.entry("clip-at-3", Expectation.ofRun("clip")),
            Map.entry("linearised", Expectation.ofRun("mix points")),
            Map.entry("sign-of-noise-step", Expectation.from(20, "sign")),
            Map.entry("level-half-percent", Expectation.inAll("told another level")),
            Map.entry("start-0.98", Expectation.ofRun("start has deviation 0\\.9[78]")),
            Map.entry("start-too-clean", Expectation.ofRun("first level")),
            Map.entry("last-step-skipped", Expectation.from(20, "last step skipped")),
            Map.entry("returns-noise", Expectation.ofRun("calls"))));
    private static final String OTHER_LEVELS =
            "DDPM on other levels: coefficients and denoiser use the same rounded ones";
    /** Programs that keep the law, and why. */
    private static final Map<String, String> KEEP_LAW = new TreeMap<>(Map.of("levels-bfloat16", OTHER_LEVELS,
            "levels-float16", OTHER_LEVELS,
            "corrector-row-lost", "a right scheme of order 1; its error is reported beside that of known schemes"));

    private PythonFaults() {
    }

    /**
     * A program.
     *
     * @param name     its name
     * @param expected what a message must say of the fault; empty if the program keeps the law
     * @param keepsLaw why it keeps the law; empty if it does not
     */
    record Program(String name, Optional<Expectation> expected, Optional<String> keepsLaw) {
    }

    /** {@return the programs, by name} */
    static List<Program> all() {
        return Stream.concat(EXPECTED.keySet().stream(), KEEP_LAW.keySet().stream()).sorted()
                .map(name -> new Program(name, Optional.ofNullable(EXPECTED.get(name)),
                        Optional.ofNullable(KEEP_LAW.get(name))))
                .toList();
    }

    /** The first claim that refutes a program, at effort quick or else normal. */
    static MutantTable.Guarded guard(String name) {
        long begin = System.nanoTime();
        try (PipedSampler sampler =
                PipedSampler.start("python3 src/test/python/faults.py " + name, Duration.ofMinutes(1))) {
            SamplerUnderTest candidate = new SamplerUnderTest(sampler, Optional.empty(), STEPS, WEIGHTS, 1);
            MutantTable.Guarded quick = MutantTable.guard(candidate.at(Effort.QUICK), begin);
            return quick.found().isPresent() ? quick : MutantTable.guard(candidate, begin);
        }
    }
}
