package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.Baseline;
import org.guidecheck.guard.Candidate;
import org.guidecheck.guard.Guard;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Outcome;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code guard}: holds a sampler, built in, of one's own, or a program behind a pipe, against what its output must be. */
@Command(name = "guard", mixinStandardHelpOptions = true,
        description = "Holds a sampler against the exact law: its steps, its output, its weight, its order, its independence.",
        footer = {"", "Example: guidecheck guard --command \"python3 my_sampler.py\" --like ddpm --steps 50"})
final class GuardCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private SamplerSource source;

    @Mixin
    private DecidingOptions options;

    @Option(names = "--like", paramLabel = "NAME",
            description = "The built-in sampler that it is meant to be, step for step: euler-maruyama, ddpm, ddim, ddim:ETA, "
                    + "heun, multistep, multistep:3 (default: itself where built in, else a scheme of its own).")
    private String like;

    @Option(names = "--steps", paramLabel = "N", split = ",", defaultValue = "50",
            description = "Numbers of steps to try (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps;

    @Option(names = "--weight", paramLabel = "W", split = ",", defaultValue = "0,1,3",
            description = "Guidance weights w, that is guidance_scale - 1 (default: ${DEFAULT-VALUE}).")
    private List<Double> weights;

    @Mixin
    private Patience patience;

    @Option(names = "--baseline", paramLabel = "F.json",
            description = "Also report what has changed since this baseline was made.")
    private Path baseline;

    @Option(names = "--update-baseline",
            description = "Write the baseline, to --baseline or reports/baseline/NAME-STEPS.json, and decide nothing.")
    private boolean update;

    @Override
    public Integer call() throws IOException {
        options.check();
        if (baseline != null && steps.size() > 1) {
            throw new IllegalArgumentException("--baseline and --steps=" + steps + ": a baseline is of one number of steps");
        }
        Optional<LinearSampler> known = Optional.ofNullable(like).map(Samplers::byName);
        try (PipedSampler program = source.start(patience)) {
            GuidedSampler sampler = program != null ? program : source.named().orElseThrow();
            Optional<LinearSampler> meant = known.isPresent() ? known : source.builtIn();
            List<Candidate> candidates = steps.stream()
                    .map(n -> new Candidate(sampler, meant, n, weights, options.seed(), options.backend())).toList();
            return update ? update(candidates) : decide(candidates);
        }
    }

    private int update(List<Candidate> candidates) throws IOException {
        for (Candidate candidate : candidates) {
            Path file = baseline != null ? baseline : Path.of("reports", "baseline",
                    candidate.sampler().name().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + candidate.steps() + ".json");
            Baseline.of(candidate).write(file);
            System.err.println("guidecheck: wrote " + file);
        }
        return 0;
    }

    private int decide(List<Candidate> candidates) throws IOException {
        Optional<Baseline> before = baseline == null ? Optional.empty() : Optional.of(Baseline.read(baseline));
        Findings findings = options.findings();
        Map<String, Statement> statements = Guard.claims().stream().collect(Collectors.toMap(Statement::id, each -> each));
        int code = 0;
        try {
            for (Candidate candidate : candidates) {
                Guard.decide(candidate, options.claims(), options.alpha() / candidates.size(), verdict -> findings.add(
                        statements.get(verdict.claimId()), candidate.sampler().name() + ", " + candidate.steps() + " steps",
                        Optional.of(Outcome.HOLDS), verdict));
                before.ifPresent(known -> findings.add(Baseline.says(), candidate.sampler().name() + ", since " + baseline.getFileName(),
                        Optional.of(Outcome.HOLDS), known.verdictOn(candidate)));
            }
        } finally {
            // A sampler that fails on the way does not take the verdicts before with it.
            if (!findings.isEmpty()) {
                code = options.report(findings.results());
            }
        }
        return code;
    }
}
