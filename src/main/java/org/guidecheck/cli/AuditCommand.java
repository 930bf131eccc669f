package org.guidecheck.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.guidecheck.audit.Audit;
import org.guidecheck.audit.AuditFigures;
import org.guidecheck.audit.ModelUnderTest;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.pipe.PipedModel;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}: compares a trained model with the law that its data were drawn from. */
@Command(name = "audit", mixinStandardHelpOptions = true,
        description = "Compares a trained model with the exactly known law of its data: errors by noise level, "
                + "conventions, classifier, and what it does to a sampler.",
        footer = {"", "Examples:", "  guidecheck audit --law F.json --model-command \"python3 model.py\"",
            "  guidecheck audit --law F.json --onnx model.onnx"})
final class AuditCommand implements Callable<Integer> {
    private static final int SHOWN_LINES = 10;

    @Mixin
    private LawSource source;

    @Mixin
    private ModelOptions models;

    @Option(names = "--max-error", paramLabel = "E", defaultValue = "0.1",
            description = "Largest mean square error of the scores at any noise level, relative to the mean square of the "
                    + "score itself, in (0, 1). Default: ${DEFAULT-VALUE}.")
    private double maxError;

    @Option(names = "--sampler", paramLabel = "NAME", defaultValue = "ddpm",
            description = "Built-in sampler that the model is run in. Default: ${DEFAULT-VALUE}.")
    private String sampler;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "50",
            description = "Number of its steps. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--weight", paramLabel = "W", defaultValue = "1",
            description = "Guidance weight w = guidance_scale - 1 of its runs. Default: ${DEFAULT-VALUE}.")
    private double weight;

    @Mixin
    private DecidingOptions options;

    @Override
    public Integer call() throws IOException {
        options.check();
        List<Statement> claims = Audit.claims();
        options.checkClaims(claims.stream().map(Statement::id).toList());
        if (!(maxError > 0 && maxError < 1)) {
            throw BadInput.option("--max-error", maxError, "must be in (0, 1)");
        }
        if (!source.given()) {
            throw new InvalidInputException("--law or --data", "give one of the two");
        }
        LinearSampler named = BadInput.translate("--sampler", () -> Samplers.byName(sampler));
        models.check();
        LabelledLaw law = source.read();
        Model model = models.open(law);
        try (model) {
            return decide(claims, BadInput.translate(() -> new ModelUnderTest(model, law, source.classOf(law),
                    source.stopOf(law), maxError, weight, named, steps, options.seed(), options.effort())));
        } finally {
            if (model instanceof PipedModel program) {
                GuardCommand.showPrints("model", program.lastLines(SHOWN_LINES));
            }
        }
    }

    private int decide(List<Statement> claims, ModelUnderTest subject) throws IOException {
        Map<String, Statement> statements = claims.stream()
                .collect(Collectors.toMap(Statement::id, each -> each, (one, other) -> one, LinkedHashMap::new));
        String on = subject + ", on " + source.name().orElseThrow();
        ResultsBuilder findings = options.findings();
        int code = 0;
        try {
            AuditFigures figures = Audit.decide(subject, options.claims(), options.alpha(),
                    verdict -> findings.add(statements.get(verdict.claimId()), on, Optional.of(Outcome.HOLDS),
                            verdict));
            if (!figures.isEmpty()) {
                findings.add(on, figures);
            }
            if (findings.isEmpty()) {
                throw BadInput.option("--claim", String.join(",", options.claims()),
                        "says nothing of " + subject.model().name());
            }
        } finally {
            // If the model fails, the verdicts reached before are still reported.
            if (!findings.isEmpty()) {
                code = options.report(findings.results());
            }
        }
        return code;
    }
}
