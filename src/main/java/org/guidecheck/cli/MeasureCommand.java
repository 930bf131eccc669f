package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.ChainReweighting;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code measure}: prints the mean reciprocal of one law, class and weight; with several methods, also whether they
 * agree.
 */
@Command(name = "measure", mixinStandardHelpOptions = true,
        description = "Measures the mean reciprocal E[1/p(c|Y)] of the guided process. Prints one JSON object.",
        footer = {"",
            "Example: guidecheck measure --law law.json --class c --weight 3 --method bounded,finite-difference"})
final class MeasureCommand implements Callable<Integer> {
    private static final int MOST_PATHS = 1 << 20;
    private static final int CHAIN_FINENESS = 16;

    @Mixin
    private LawSource source;

    @Option(names = "--weight", paramLabel = "W",
            description = "Guidance weight w = guidance_scale - 1; 0 is unguided.")
    private Double weight;

    @Option(names = "--weight-schedule", paramLabel = "W0,LAMBDA:W1,...",
            description = "Guidance weights that change at log signal-to-noise ratios, such as 0,-1:3,2:0.")
    private String schedule;

    @Option(names = "--method", paramLabel = "NAME", split = ",", defaultValue = "bounded",
            description = "Methods, separated by commas: bounded, reweighting, finite-difference (in one dimension) or "
                    + "chain. Several are compared. Default: ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(names = "--sampler", paramLabel = "NAME", defaultValue = "ddpm",
            description = "Sampler of --method chain: euler-maruyama, ddpm or ddim:ETA. Default: ${DEFAULT-VALUE}.")
    private String sampler;

    @Option(names = "--steps", paramLabel = "N",
            description = "Number of steps of --method chain, which then measures this chain. "
                    + "Default: the limit of many steps.")
    private Integer steps;

    @Option(names = "--precision", paramLabel = "R", defaultValue = "0.005",
            description = "Relative half-width of the interval to aim for, in (0, 1). Default: ${DEFAULT-VALUE}.")
    private double precision;

    @Mixin
    private SeedAndAlphaOptions seedAndAlpha;

    @Override
    public Integer call() {
        LabelledLaw law = source.read();
        GuidedProcess process = new GuidedProcess(law, source.classOf(law), guidance(), source.stopOf(law));
        if (!(precision > 0 && precision < 1)) {
            throw BadInput.option("--precision", precision, "must be in (0, 1)");
        }
        seedAndAlpha.check();
        List<Measurement> all = new ArrayList<>();
        for (String method : methods) {
            all.add(measure(method, process, seedAndAlpha.alpha() / methods.size()));
        }
        if (all.size() == 1) {
            System.out.println(all.get(0).json());
            return all.get(0).isTrusted() ? 0 : Main.UNDECIDED;
        }
        ObjectNode compared = Measurement.compared(all, seedAndAlpha.alpha());
        System.out.println(compared);
        if (compared.get("agree").asBoolean()) {
            return 0;
        }
        return compared.get("disagreeing").isEmpty() ? Main.UNDECIDED : Main.REFUTED;
    }

    private Measurement measure(String method, GuidedProcess process, double share) {
        long begin = System.nanoTime();
        Measurement found = switch (method) {
            case "bounded" -> bounded(process, share);
            case "reweighting" -> reweighting(process, share);
            case "finite-difference" -> finiteDifference(process);
            case "chain" -> chain(process, share);
            default -> throw BadInput.option("--method", method,
                    "must be bounded, reweighting, finite-difference or chain");
        };
        Measurement timed = found.with(json -> json.put("seconds", (System.nanoTime() - begin) / 1e9));
        return process.stop() > 0 ? timed.with(json -> json.put("stoppedAtNoise", process.stop())) : timed;
    }

    private GuidanceSchedule guidance() {
        if ((weight == null) == (schedule == null)) {
            throw new InvalidInputException("--weight or --weight-schedule", "give one of the two");
        }
        if (weight != null) {
            return Weights.constant(weight);
        }
        String option = "--weight-schedule";
        return Weights.requireNonNegative(option, BadInput.translate(option, () -> GuidanceSchedule.parse(schedule)));
    }

    private Measurement finiteDifference(GuidedProcess process) {
        if (process.dimension() > 1) {
            throw new InvalidInputException("dimension", process.dimension(),
                    "must be 1 for --method finite-difference");
        }
        return Measurement.computed("finite-difference", new FiniteDifferences(process).meanReciprocal(precision));
    }

    private void requireLimit(GuidanceSchedule guidance) {
        if (!(guidance.smallest() >= ChainReweighting.LEAST_LIMIT)) {
            throw BadInput.option(weight != null ? "--weight" : "--weight-schedule", guidance, "must be at least "
                    + ChainReweighting.LEAST_LIMIT
                    + " for the limit of --method chain; give --steps, or another method");
        }
    }

    private Measurement bounded(GuidedProcess process, double share) {
        BoundedRepresentation.Effort most = BoundedRepresentation.Effort.MEASURE;
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(process,
                new Streams(seedAndAlpha.seed()), share)
                .estimate(new BoundedRepresentation.Effort(precision / 3, 0, most.mostSteps(), most.mostPaths()),
                        this::isPrecise);
        return Measurement.sampled("bounded", estimate, seedAndAlpha.seed());
    }

    private Measurement reweighting(GuidedProcess process, double share) {
        if (!(process.guidance() instanceof GuidanceSchedule.Constant)) {
            throw BadInput.option("--weight-schedule", process.guidance(),
                    "must be a constant weight for --method reweighting; use --method bounded");
        }
        Reweighting.Answer answer = new Reweighting(process, new Streams(seedAndAlpha.seed()), share)
                .meanReciprocal(precision / 3, MOST_PATHS, a -> a.isCarried() && isPrecise(a.estimate()));
        return Measurement.sampled("reweighting", answer.estimate(), seedAndAlpha.seed())
                .with(json -> json.put("effectiveSamples", answer.effective()))
                .trusted(answer.isCarried(), "too few paths carry the mean; use a smaller weight or another method");
    }

    private Measurement chain(GuidedProcess process, double share) {
        GaussianSampler chain =
                BadInput.translate(() -> Samplers.byName(sampler)).asGaussian().orElseThrow(() -> BadInput
                        .option("--sampler", sampler, "must make Gaussian steps, as euler-maruyama and ddpm do"));
        ChainReweighting paths = new ChainReweighting(process, chain, new Streams(seedAndAlpha.seed()), share);
        if (steps == null) {
            requireLimit(process.guidance());
            return Measurement
                    .sampled("chain", paths.limit(CHAIN_FINENESS, MOST_PATHS, this::isPrecise), seedAndAlpha.seed())
                    .with(json -> json.put("sampler", sampler));
        }
        if (!(steps >= 2)) {
            throw BadInput.option("--steps", steps, "must be at least 2");
        }
        BoundedRepresentation.Estimate own = paths.ofChain(process.grid(steps), MOST_PATHS, this::isPrecise);
        return Measurement.sampled("chain", own, seedAndAlpha.seed()).with(json -> json.put("sampler", sampler))
                .ofChain(steps);
    }

    private boolean isPrecise(BoundedRepresentation.Estimate estimate) {
        return estimate.bounds().width() <= 2 * precision * estimate.value();
    }
}
