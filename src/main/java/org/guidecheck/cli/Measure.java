package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.oracle.BoundedRepresentation;
import org.guidecheck.oracle.FiniteDifferences;
import org.guidecheck.sampler.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code measure}: the mean reciprocal of one law, class and weight, as one JSON object. */
@Command(name = "measure", mixinStandardHelpOptions = true,
        description = "Measures the mean reciprocal E[1/p(c|Y)] of the guided process.",
        footer = {"", "Example: guidecheck measure --law law.json --class c --weight 3 --method bounded"})
final class Measure implements Callable<Integer> {
    @Mixin
    private LawSource source;

    @Option(names = "--weight", paramLabel = "W", description = "Guidance weight w, 0 is unguided (guidance_scale − 1).")
    private Double weight;

    @Option(names = "--weight-schedule", paramLabel = "W0,LAMBDA:W1,...",
            description = "Weights that change at log signal-to-noise ratios, e.g. 0,-1:3,2:0.")
    private String schedule;

    @Option(names = "--method", paramLabel = "NAME", defaultValue = "bounded",
            description = "bounded or finite-difference (one dimension); default: ${DEFAULT-VALUE}.")
    private String method;

    @Option(names = "--precision", paramLabel = "R", defaultValue = "0.005",
            description = "Relative half-width of the interval to aim for (default: ${DEFAULT-VALUE}).")
    private double precision;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-6",
            description = "False-alarm probability of the interval (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Override
    public Integer call() {
        LabelledDistribution law = source.read();
        int c = source.classOf(law);
        double stop = source.stopOf(law);
        GuidanceSchedule guidance = guidance();
        if (!(precision > 0 && precision < 1)) {
            throw new IllegalArgumentException("--precision=" + precision + ": must be in (0, 1)");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("--alpha=" + alpha + ": must be in (0, 1)");
        }
        long start = System.nanoTime();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        switch (method) {
            case "bounded" -> bounded(result, law, c, guidance, stop);
            case "finite-difference" -> finiteDifference(result, law, c, guidance, stop);
            default -> throw new IllegalArgumentException("--method=" + method
                    + ": must be bounded or finite-difference");
        }
        result.put("seconds", (System.nanoTime() - start) / 1e9);
        System.out.println(result);
        return 0;
    }

    private GuidanceSchedule guidance() {
        if ((weight == null) == (schedule == null)) {
            throw new IllegalArgumentException("--weight or --weight-schedule: give one of the two");
        }
        return weight != null ? Weights.constant(weight)
                : Weights.requireLegal("--weight-schedule", GuidanceSchedule.parse(schedule));
    }

    private void bounded(ObjectNode result, LabelledDistribution law, int c, GuidanceSchedule guidance, double stop) {
        BoundedRepresentation.Effort most = BoundedRepresentation.Effort.MEASURE;
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(law, c, guidance, stop, new Streams(seed), alpha)
                .estimate(new BoundedRepresentation.Effort(precision / 3, 0, most.mostSteps(), most.mostPaths()),
                        e -> e.bounds().width() <= 2 * precision * e.value());
        common(result, estimate.value(), estimate.bounds().lower(), estimate.bounds().upper(), stop);
        result.put("method", "bounded").put("n", estimate.paths()).put("steps", estimate.steps())
                .put("statisticalLower", estimate.statistical().lower())
                .put("statisticalUpper", estimate.statistical().upper())
                .put("discretisation", estimate.discretisation()).put("alpha", alpha).put("seed", seed);
    }

    private void finiteDifference(ObjectNode result, LabelledDistribution law, int c, GuidanceSchedule guidance,
            double stop) {
        FiniteDifferences.Result found = FiniteDifferences.meanReciprocal(law, c, guidance, stop, precision);
        common(result, found.value(), found.value() - found.errorBound(),
                found.value() + found.errorBound(), stop);
        result.put("method", "finite-difference").put("n", found.meshPoints()).put("steps", found.timeSteps());
    }

    private static void common(ObjectNode result, double mean, double lower, double upper, double stop) {
        result.put("mean", mean).put("lower", lower).put("upper", upper);
        if (stop > 0) {
            result.put("stoppedAtNoise", stop);
        }
    }
}
