package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.Baseline;
import org.guidecheck.guard.Declaration;
import org.guidecheck.guard.DeclaredLevels;
import org.guidecheck.guard.Departures;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.IdentifiedScheme;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.guider.Guider;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.SchemeTableJson;
import org.guidecheck.sampler.pipe.PipedGuider;
import org.guidecheck.sampler.pipe.PipedProgram;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Outcome;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code guard}: tests a sampler or a guider, built in, a class of the user, or a program behind a pipe, on exactly known
 * laws.
 */
@Command(name = "guard", mixinStandardHelpOptions = true,
        description = "Tests a sampler on exactly known laws: steps, output, guidance weight, order, independence. Or "
                + "tests a guidance rule alone.",
        footer = {"", "Examples: guidecheck guard --command \"python3 my_sampler.py\" --like ddpm --steps 50",
            "          guidecheck guard --guider-command \"python3 my_rule.py\" --like rescale:0.7"})
final class GuardCommand implements Callable<Integer> {
    private static final int SHOWN_LINES = 10;
    private static final int USUAL_STEPS = 50;

    @ArgGroup(multiplicity = "1")
    private TestedSource source;

    @Mixin
    private DecidingOptions options;

    @Option(names = "--like", paramLabel = "NAME",
            description = "Built-in sampler that the tested one must match step by step: ddpm, ddim, euler, "
                    + "euler-ancestral, heun, edm, dpm2, dpmpp-2m, dpmpp-3m, dpmpp-2m-sde, unipc, deis, lms, plms, "
                    + "sa-solver, flow-euler or another one of schemes.md. Default: itself if it is built in, else "
                    + "none. For a guider: the built-in one that it must match call by call.")
    private String like;

    @Option(names = "--steps", paramLabel = "N", split = ",",
            description = "Numbers of steps to test. Default: 50, or the number of levels of a --schedule from a file.")
    private List<Integer> steps;

    @Option(names = "--weight", paramLabel = "W", split = ",", defaultValue = "0,1,3",
            description = "Guidance weights w = guidance_scale - 1 to test. Default: ${DEFAULT-VALUE}.")
    private List<Double> weights;

    @Mixin
    private LawSource law;

    @Mixin
    private GuiderOptions guiders;

    @Mixin
    private DeclarationOptions declarations;

    @Mixin
    private TimeoutOption timeout;

    @Option(names = "--baseline", paramLabel = "F.json",
            description = "Also compare with this baseline, and report what has changed since it was written.")
    private Path baseline;

    @Option(names = "--update-baseline",
            description = "Write the baseline and decide nothing. Its file is --baseline. Default: "
                    + "reports/baseline/NAME-STEPS.json.")
    private boolean update;

    @Option(names = "--save-scheme", paramLabel = "F.json",
            description = "Also write the coefficients of the sampler's steps, as a table that --sampler can read.")
    private Path scheme;

    @Override
    public Integer call() throws IOException {
        options.check();
        if (steps != null) {
            requireEachOnce("--steps", steps);
        }
        PipedProgram connected = source.connect(timeout);
        try (connected) {
            return source.isGuider(connected) ? guardGuider(connected) : guardSampler(connected);
        }
    }

    private int guardGuider(PipedProgram connected) throws IOException {
        guiders.requireNoneForSamplers();
        PipedGuider program = source.startGuider(connected, timeout);
        try (program) {
            Guider guider = program != null ? program : source.namedGuider().orElseThrow();
            return GuiderOptions.decide(guiders.candidate(guider, like, steps, law, options), options);
        } finally {
            if (program != null) {
                showPrints("guider", program.lastLines(SHOWN_LINES));
            }
        }
    }

    private int guardSampler(PipedProgram connected) throws IOException {
        guiders.requireNoneForGuiders();
        requireEachOnce("--weight", weights);
        if (update) {
            BadInput.requireWritable("--baseline", baseline);
        }
        if (baseline != null && steps != null && steps.size() > 1) {
            throw BadInput.option("--baseline and --steps", steps, "a baseline has one number of steps");
        }
        BadInput.requireWritable("--save-scheme", scheme);
        if (scheme != null && steps != null && steps.size() > 1) {
            throw BadInput.option("--save-scheme and --steps", steps, "a scheme table has one number of steps");
        }
        if (like != null && SamplerSource.isFile(like)) {
            throw BadInput.option("--like", like, "must be the name of a scheme, which takes any number of steps; "
                    + "compare a scheme table with one: --sampler F.json --like NAME");
        }
        Optional<LinearSampler> named = Optional.ofNullable(like)
                .map(name -> BadInput.translate("--like", () -> Samplers.byName(name)));
        PipedSampler program = connected != null ? PipedSampler.of(connected) : source.start(timeout);
        try (program) {
            GuidedSampler sampler = program != null ? program : source.named().orElseThrow();
            Optional<LinearSampler> reference = named.isPresent() ? named : source.builtIn();
            Declaration declaration = promised(declarations.declaration(program), sampler);
            List<TestProblem> laws = law.problems();
            List<SamplerUnderTest> candidates = BadInput.translate(() -> steps(declaration, sampler).stream()
                    .map(n -> new SamplerUnderTest(sampler, reference, n, weights, options.seed(), options.backend(),
                            options.effort(), declaration, laws))
                    .toList());
            if (scheme != null) {
                SchemeTableJson.write(scheme, IdentifiedScheme.of(candidates.get(0)));
                System.err.println("guidecheck: wrote " + scheme);
            }
            return update ? update(candidates) : decide(candidates);
        } finally {
            if (program != null) {
                showPrints("sampler", program.lastLines(SHOWN_LINES));
            }
        }
    }

    /** Throws if a list is empty or names a number twice. */
    static void requireEachOnce(String option, List<? extends Number> numbers) {
        if (numbers.isEmpty()) {
            throw BadInput.option(option, "", "must have at least one number");
        }
        Set<Number> seen = new HashSet<>();
        for (Number each : numbers) {
            if (!seen.add(each)) {
                throw BadInput.option(option, numbers.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        "must name each number once, but names " + each + " twice");
            }
        }
    }

    /** The declaration, with the one number of steps that the sampler takes if there is but one. */
    private static Declaration promised(Declaration declaration, GuidedSampler sampler) {
        OptionalInt only = sampler.onlySteps();
        return only.isEmpty() ? declaration : declaration.over(Declaration.ofSteps(only.getAsInt()));
    }

    /** The numbers of steps, which a list of levels or the sampler may determine. */
    private List<Integer> steps(Declaration declaration, GuidedSampler sampler) {
        Optional<Integer> listed = declaration.schedule().flatMap(DeclaredLevels::steps);
        List<Integer> chosen = steps != null ? steps
                : List.of(listed.orElse(sampler.onlySteps().orElse(USUAL_STEPS)));
        if (sampler.onlySteps().isPresent() && !chosen.equals(List.of(sampler.onlySteps().getAsInt()))) {
            throw BadInput.option("--steps", chosen, "must be " + sampler.onlySteps().getAsInt()
                    + ", the number of steps that " + sampler.name() + " has, or left out");
        }
        if (listed.isPresent() && !chosen.equals(List.of(listed.get()))) {
            throw BadInput.option("--steps", chosen, "must be " + listed.get()
                    + ", the number of levels of the schedule, or left out");
        }
        return chosen;
    }

    /** Shows what a program that has ended printed last. */
    static void showPrints(String noun, List<String> lines) {
        if (!lines.isEmpty()) {
            System.err.println("guidecheck: the " + noun + " printed:");
            lines.forEach(line -> System.err.println("    " + line));
        }
    }

    private int update(List<SamplerUnderTest> candidates) throws IOException {
        for (SamplerUnderTest candidate : candidates) {
            Path file = baseline != null ? baseline : Path.of("reports", "baseline",
                    candidate.sampler().name().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + candidate.steps() + ".json");
            Baseline.of(candidate).write(file);
            System.err.println("guidecheck: wrote " + file);
        }
        return 0;
    }

    private Optional<Baseline> readBaseline() {
        if (baseline != null && Files.isDirectory(baseline)) {
            throw BadInput.option("--baseline", baseline, "must be a file, but is a folder");
        }
        if (baseline != null && !Files.exists(baseline)) {
            throw BadInput.option("--baseline", baseline, "no such file; write it with --update-baseline");
        }
        return Optional.ofNullable(baseline).map(Baseline::read);
    }

    /** The sampler, its steps and what it declares. */
    private static String subject(SamplerUnderTest candidate) {
        String declared = candidate.declaration().toString();
        return candidate.sampler().name() + ", " + candidate.steps() + " steps"
                + (declared.isEmpty() ? "" : ", " + declared);
    }

    private int decide(List<SamplerUnderTest> candidates) throws IOException {
        Map<String, Statement> statements = Guard.claims().stream()
                .collect(Collectors.toMap(Statement::id, each -> each, (one, other) -> one, LinkedHashMap::new));
        options.checkClaims(List.copyOf(statements.keySet()));
        Optional<Baseline> before = readBaseline();
        ResultsBuilder findings = options.findings();
        int code = 0;
        try {
            for (SamplerUnderTest candidate : candidates) {
                String subject = subject(candidate);
                findings.add(subject, Guard.summarise(candidate, options.claims(), options.alpha() / candidates.size(),
                        verdict -> findings.add(statements.get(verdict.claimId()), subject,
                                Optional.of(Outcome.HOLDS), verdict)));
                before.ifPresent(known -> findings.add(Baseline.statement(),
                        candidate.sampler().name() + ", since " + baseline.getFileName(), Optional.of(Outcome.HOLDS),
                        known.verdictOn(candidate)));
            }
        } finally {
            // If the sampler fails, the verdicts reached before are still reported.
            if (!findings.isEmpty()) {
                code = options.report(findings.results());
                System.err.println("guidecheck: this effort finds " + Departures.of(options.effort()));
            }
        }
        return code;
    }
}
