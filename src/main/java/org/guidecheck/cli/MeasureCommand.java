package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.ChainReweighting;
import org.guidecheck.oracle.path.ExactInTime;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code measure}: prints the mean reciprocal, or another moment, of one law, class and weight; with several methods, also
 * whether they agree.
 */
@Command(name = "measure", mixinStandardHelpOptions = true,
        description = "Measures the mean reciprocal E[1/p(c|Y)] of the guided process. Prints one JSON object.",
        footer = {"",
            "Example: guidecheck measure --law law.json --class c --weight 3 --method bounded,finite-difference"})
final class MeasureCommand implements Callable<Integer> {
    private static final int MOST_PATHS = 1 << 20;
    private static final int MOST_EXACT_PATHS = 1 << 22;
    private static final int CHAIN_FINENESS = 16;
    /** Moment below which finite differences aim for no smaller error. */
    private static final double LEAST_MOMENT = 1e-6;
    /** Log of the largest factor of a reweighted mean that a double holds with a margin. */
    private static final double MOST_LOG_FACTOR = 600;

    @Mixin
    private LawSource source;

    @Option(names = "--weight", paramLabel = "W",
            description = "Guidance weight w = guidance_scale - 1; 0 is unguided.")
    private Double weight;

    @Option(names = "--weight-schedule", paramLabel = "W0,LAMBDA:W1,...",
            description = "Guidance weights that change at log signal-to-noise ratios, such as 0,-1:3,2:0.")
    private String schedule;

    @Option(names = "--method", paramLabel = "NAME", split = ",", defaultValue = "bounded",
            description = "Methods, separated by commas: bounded, split, reflection, reweighting, exact, "
                    + "finite-difference (in one dimension) or chain. Several are compared. Default: ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(names = "--moment", paramLabel = "Q",
            description = "Measures the moment prior^Q E[1/p(c|Y)^Q] instead, in units of the one at pure noise; Q in "
                    + "(0, 1 + 2w], for which it is at most 1.")
    private Double moment;

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

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "60",
            description = "Longest time of each method, in seconds; then what is known is printed as undecided. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Mixin
    private SeedAndAlphaOptions seedAndAlpha;

    @Override
    public Integer call() {
        LabelledLaw law = source.read();
        GuidedProcess process = new GuidedProcess(law, source.classOf(law), guidance(), source.stopOf(law));
        if (!(precision > 0 && precision < 1)) {
            throw BadInput.option("--precision", precision, "must be in (0, 1)");
        }
        if (!(seconds > 0)) {
            throw BadInput.option("--seconds", seconds, "must be above 0");
        }
        seedAndAlpha.check();
        // Refuses laws too far from the origin for any sampler.
        process.grid(2);
        requireMoment(process);
        methods.forEach(method -> requireSuitable(method, process));
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
        if (!compared.get("disagreeing").isEmpty()) {
            return Main.REFUTED;
        }
        return compared.get("agree").asBoolean() && all.stream().allMatch(Measurement::isTrusted) ? 0
                : Main.UNDECIDED;
    }

    /** Refuses a method that cannot measure this process, before any other has taken its time. */
    private void requireSuitable(String method, GuidedProcess process) {
        switch (method) {
            case "bounded", "split" -> {
                // Any process.
            }
            case "reflection" -> requireConstant(method, process);
            case "reweighting" -> {
                requireConstant(method, process);
                requireNoisedDraws(method, process);
            }
            case "exact" -> {
                requireConstant(method, process);
                requireNoisedDraws(method, process);
                ExactInTime.whyUnsuitable(process.law().marginal()).ifPresent(why -> {
                    throw new InvalidInputException("law", '"' + process.law().toString() + '"',
                            why + " for --method exact; use --method bounded");
                });
            }
            case "finite-difference" -> {
                if (process.dimension() > 1) {
                    throw new InvalidInputException("dimension", process.dimension(),
                            "must be 1 for --method finite-difference");
                }
            }
            case "chain" -> {
                if (moment != null) {
                    throw BadInput.option("--moment", moment, "must not be given for --method chain");
                }
                requireChain(process);
            }
            default -> throw BadInput.option("--method", method,
                    "must be bounded, split, reflection, reweighting, exact, finite-difference or chain");
        }
    }

    private static void requireConstant(String method, GuidedProcess process) {
        if (!(process.guidance() instanceof GuidanceSchedule.Constant)) {
            throw BadInput.option("--weight-schedule", process.guidance(),
                    "must be a constant weight for --method " + method + "; use --method bounded");
        }
    }

    /** Beyond 1 + w the variable that noised draws give is not bounded. */
    private void requireNoisedDraws(String method, GuidedProcess process) {
        double most = 1 + process.guidance().smallest();
        if (!(exponent() <= most)) {
            throw BadInput.option("--moment", moment,
                    "must be at most 1 + w = " + most + " for --method " + method + "; use --method bounded");
        }
    }

    /** Beyond 1 + 2w a moment may be infinite. */
    private void requireMoment(GuidedProcess process) {
        double most = 1 + 2 * process.guidance().smallest();
        if (moment != null && !(moment > 0 && moment <= most)) {
            throw BadInput.option("--moment", moment, "must be above 0 and at most 1 + 2w = " + most
                    + ", for the least weight w");
        }
    }

    /** Q. */
    private double exponent() {
        return moment == null ? 1 : moment;
    }

    /** Factor of E[1/p(c|Y)^Q] in what is measured: prior^Q with --moment, otherwise 1. */
    private double unit(GuidedProcess process) {
        return moment == null ? 1 : Math.pow(process.prior(), moment);
    }

    private void requireChain(GuidedProcess process) {
        chainSampler();
        if (steps == null) {
            requireLimit(process.guidance());
        } else if (!(steps >= 2)) {
            throw BadInput.option("--steps", steps, "must be at least 2");
        }
    }

    private GaussianSampler chainSampler() {
        return BadInput.translate(() -> Samplers.byName(sampler)).asGaussian().orElseThrow(() -> BadInput
                .option("--sampler", sampler, "must make Gaussian steps, as euler-maruyama and ddpm do"));
    }

    private Measurement measure(String method, GuidedProcess process, double share) {
        long begin = System.nanoTime();
        Waiting waiting = new Waiting("measuring by " + method, seconds, System.err);
        try {
            TimeBudget budget = TimeBudget.ofSeconds(seconds);
            Measurement found = switch (method) {
                case "split" -> split(process, share, budget);
                case "bounded", "reflection" -> bounded(method, process, share, budget);
                case "reweighting" -> reweighting(process, share, budget);
                case "exact" -> exact(process, share, budget);
                case "finite-difference" -> finiteDifference(process, budget);
                case "chain" -> chain(process, share, budget);
                default -> throw new IllegalStateException("method=" + method + ": was not checked");
            };
            Measurement possible = found.within(possible(process, found)).trusted(
                    !budget.isOver() || isPrecise(found), String.format(Locale.ROOT, "the time limit of %s s was "
                            + "reached before the precision; the bounds are valid, but wider (see --seconds)",
                            seconds));
            Measurement timed = possible.with(json -> {
                if (moment != null) {
                    json.put("moment", moment);
                }
                json.put("seconds", (System.nanoTime() - begin) / 1e9);
            });
            return process.stop() > 0 ? timed.with(json -> json.put("stoppedAtNoise", process.stop())) : timed;
        } finally {
            waiting.close();
        }
    }

    /** All values that the mean can have: at least that of 1, and for the process at most the unguided one. */
    private Interval possible(GuidedProcess process, Measurement found) {
        double unit = unit(process);
        return found.ofProcess() ? new Interval(unit, unit * Math.pow(process.unguidedMean(), exponent()))
                : Interval.atLeast(unit);
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

    private Measurement finiteDifference(GuidedProcess process, TimeBudget budget) {
        FiniteDifferences solver = new FiniteDifferences(process).within(budget);
        Measurement found;
        if (moment == null) {
            FiniteDifferences.Result result = solver.meanReciprocal(precision);
            found = Measurement.computed("finite-difference", result, result.isResolved() ? solver.startError() : 0);
        } else {
            // In two parts, each with the error of its start: the bounded form would be 1 by construction at 1 + 2w.
            FiniteDifferences.Result result = solver.powers().split(moment, precision);
            found = Measurement.computed("finite-difference", result.relativeError() <= precision ? result
                    : solver.powers().split(moment, precision * Math.max(LEAST_MOMENT, result.value())), 0);
        }
        return found.trusted(isPrecise(found), "the finest meshes in the time were not fine enough for the precision; "
                + "the bounds are valid, but wider (see --seconds and --precision)");
    }

    private void requireLimit(GuidanceSchedule guidance) {
        if (!(guidance.smallest() >= ChainReweighting.LEAST_LIMIT)) {
            throw BadInput.option(weight != null ? "--weight" : "--weight-schedule", guidance, "must be at least "
                    + ChainReweighting.LEAST_LIMIT
                    + " for the limit of --method chain; give --steps, or another method");
        }
    }

    private Measurement bounded(String method, GuidedProcess process, double share, TimeBudget budget) {
        double w = process.guidance().smallest();
        if (method.equals("reflection") && -(1 + 2 * w) * Math.log(process.prior()) > MOST_LOG_FACTOR) {
            return tooLarge(method, process);
        }
        BoundedRepresentation.Effort most = BoundedRepresentation.Effort.MEASURE;
        BoundedRepresentation direct = new BoundedRepresentation(process, new Streams(seedAndAlpha.seed()), share)
                .within(budget).ofMoment(exponent());
        BoundedRepresentation.Estimate estimate = (method.equals("reflection") ? direct.reflected() : direct)
                .estimate(new BoundedRepresentation.Effort(precision / 3, 0, most.mostSteps(), most.mostPaths()),
                        this::isPrecise);
        return Measurement.sampled(method, estimate.times(unit(process)), seedAndAlpha.seed());
    }

    private Measurement split(GuidedProcess process, double share, TimeBudget budget) {
        BoundedRepresentation.Effort most = BoundedRepresentation.Effort.MEASURE;
        // Both parts are at most 1, and half of the precision is for each.
        BoundedRepresentation.Estimate sum = new BoundedRepresentation(process, new Streams(seedAndAlpha.seed()), share)
                .within(budget).ofMoment(exponent())
                .inTwoParts(new BoundedRepresentation.Effort(precision / 6, 0, most.mostSteps(), most.mostPaths()),
                        part -> part.bounds().width() <= precision);
        return Measurement.sampled("split", moment == null ? sum.times(process.unguidedMean()) : sum,
                seedAndAlpha.seed());
    }

    private Measurement reweighting(GuidedProcess process, double share, TimeBudget budget) {
        if (-process.guidance().largest() * Math.log(process.prior()) > MOST_LOG_FACTOR) {
            return tooLarge("reweighting", process);
        }
        Reweighting.Answer answer = new Reweighting(process, new Streams(seedAndAlpha.seed()), share).within(budget)
                .moment(exponent(), precision / 3, MOST_PATHS, a -> a.isCarried() && isPrecise(a.estimate()));
        return Measurement.sampled("reweighting", answer.estimate().times(unit(process)), seedAndAlpha.seed())
                .with(json -> json.put("effectiveSamples", answer.effective()))
                .trusted(answer.isCarried(), "too few paths carry the mean; use a smaller weight or another method");
    }

    private Measurement exact(GuidedProcess process, double share, TimeBudget budget) {
        if (-process.guidance().largest() * Math.log(process.prior()) > MOST_LOG_FACTOR) {
            return tooLarge("exact", process);
        }
        ExactInTime.Answer answer = new ExactInTime(process, new Streams(seedAndAlpha.seed()), share).within(budget)
                .moment(exponent(), MOST_EXACT_PATHS, a -> a.bounds().width() <= 2 * precision * a.value());
        Measurement found = Measurement.exactInTime(answer.times(unit(process)), seedAndAlpha.seed());
        return found.trusted(isPrecise(found), "the paths were not enough for the precision; the bounds are valid, but "
                + "wider (see --seconds and --precision)");
    }

    private static Measurement tooLarge(String method, GuidedProcess process) {
        return Measurement.unresolved(method, String.format(Locale.ROOT,
                "the weight %s is too large for this method: too few paths carry a mean of size prior^w",
                process.guidance()));
    }

    private Measurement chain(GuidedProcess process, double share, TimeBudget budget) {
        ChainReweighting paths = new ChainReweighting(process, chainSampler(), new Streams(seedAndAlpha.seed()), share)
                .within(budget);
        if (steps == null) {
            return Measurement
                    .sampled("chain", paths.limit(CHAIN_FINENESS, MOST_PATHS, this::isPrecise), seedAndAlpha.seed())
                    .with(json -> json.put("sampler", sampler));
        }
        BoundedRepresentation.Estimate own = paths.ofChain(process.grid(steps), MOST_PATHS, this::isPrecise);
        return Measurement.sampled("chain", own, seedAndAlpha.seed()).with(json -> json.put("sampler", sampler))
                .ofChain(steps);
    }

    private boolean isPrecise(Measurement found) {
        return found.bounds().width() <= 2 * precision * found.json().get("mean").asDouble();
    }

    private boolean isPrecise(BoundedRepresentation.Estimate estimate) {
        return estimate.bounds().width() <= 2 * precision * estimate.value();
    }
}
