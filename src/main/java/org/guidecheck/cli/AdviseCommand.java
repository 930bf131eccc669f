package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.guidecheck.advise.Advice;
import org.guidecheck.advise.AdviceJson;
import org.guidecheck.advise.AdvicePage;
import org.guidecheck.advise.AdviceSettings;
import org.guidecheck.advise.AdviceTable;
import org.guidecheck.advise.Advisor;
import org.guidecheck.advise.Benefit;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.TextFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code advise}: what weights, intervals and schedules buy and cost on a law, and the best under a condition. */
@Command(name = "advise", mixinStandardHelpOptions = true,
        description = "Compares constant weights, intervals and schedules on a law: how unlikely outputs are to be of the "
                + "class, the diversity, the price, and how far each is from the best possible.",
        footer = {"", "Example: guidecheck advise --data iris --min-diversity 0.7 --html advice.html"})
final class AdviseCommand implements Callable<Integer> {
    private static final double[] TOPS_ON_LINE = {1, 3};
    private static final double[] TOPS = {3};

    @Mixin
    private LawSource source;

    @Option(names = "--weights", paramLabel = "W", split = ",", defaultValue = "0.25,0.5,1,2,3,5",
            description = "Constant weights to compare, separated by commas. Default: ${DEFAULT-VALUE}.")
    private double[] weights;

    @Option(names = "--schedule-weights", paramLabel = "W", split = ",",
            description = "Largest weights of the intervals and ramps to compare. Default: 1,3 on the line, 3 elsewhere.")
    private double[] tops;

    @Option(names = "--benefit", paramLabel = "NAME", defaultValue = "capped",
            description = "What is to be small: capped, the mean of min(1/p, K), or tail, the share with p at most P. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String benefit;

    @Option(names = "--limit", paramLabel = "P", defaultValue = "0.5",
            description = "Probability of the class up to which an output is bad. Default: ${DEFAULT-VALUE}.")
    private double limit;

    @Option(names = "--cap", paramLabel = "K", defaultValue = "100",
            description = "K of the mean of min(1/p, K). Default: ${DEFAULT-VALUE}.")
    private double cap;

    @Option(names = "--max-price", paramLabel = "B",
            description = "Advise the best guidance of at most this price, in nats.")
    private Double mostPrice;

    @Option(names = "--min-diversity", paramLabel = "H",
            description = "Advise the best guidance of at least this diversity: the entropy of the output in nats on the "
                    + "line and in the plane, elsewhere the share kept of the class's mean squared distance.")
    private Double leastDiversity;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "70",
            description = "Time for sampling in more than one dimension, in seconds. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "F.csv", description = "Also write the table as CSV.")
    private Path csv;

    @Option(names = "--html", paramLabel = "F.html", description = "Also write a page with pictures.")
    private Path html;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-3",
            description = "Probability that any interval from sampling is wrong, in (0, 1). Default: ${DEFAULT-VALUE}.")
    private double alpha;

    @Override
    public Integer call() throws IOException {
        if (!(alpha > 0 && alpha < 1)) {
            throw BadInput.option("--alpha", alpha, "must be in (0, 1)");
        }
        for (double top : tops == null ? new double[0] : tops) {
            if (!(top > 0 && top <= AdviceSettings.LARGEST_WEIGHT)) {
                throw BadInput.option("--schedule-weights", top,
                        "must be above 0 and at most " + AdviceSettings.LARGEST_WEIGHT);
            }
        }
        TimeLimit.requireSeconds("--seconds", seconds);
        BadInput.requireWritable("--csv", csv);
        BadInput.requireWritable("--html", html);
        Advice.Condition condition = condition();
        LabelledLaw law = source.read();
        GuidedProcess process = new GuidedProcess(law, source.classOf(law), GuidanceSchedule.constant(0),
                source.stopOf(law));
        // Refuses laws too far from the origin for any sampler.
        process.grid(2);
        AdviceSettings settings = BadInput.translate(() -> new AdviceSettings(new Benefit(kind(), limit, cap), weights,
                tops != null ? tops : law.dimension() == 1 ? TOPS_ON_LINE : TOPS,
                mostPrice == null ? new double[0] : new double[] {mostPrice}, alpha, seconds, new Streams(seed)));
        Advice advice = Advisor.advise(process, settings);
        System.out.print(json ? AdviceJson.toJson(advice, condition).toPrettyString() + System.lineSeparator()
                : AdviceTable.of(advice, condition));
        if (csv != null) {
            TextFile.write(csv, AdviceJson.toCsv(advice));
        }
        if (html != null) {
            TextFile.write(html, AdvicePage.of(advice, condition));
        }
        return condition.isNone() || advice.best(condition).isPresent() ? 0
                : advice.mayBeMet(condition) ? Main.UNDECIDED : Main.REFUTED;
    }

    private Benefit.Kind kind() {
        return switch (benefit) {
            case "capped" -> Benefit.Kind.CAPPED;
            case "tail" -> Benefit.Kind.TAIL;
            default -> throw BadInput.option("--benefit", benefit, "must be capped or tail");
        };
    }

    private Advice.Condition condition() {
        if (mostPrice != null && !(mostPrice >= 0)) {
            throw BadInput.option("--max-price", mostPrice, "must be at least 0");
        }
        if (leastDiversity != null && Double.isNaN(leastDiversity)) {
            throw BadInput.option("--min-diversity", leastDiversity, "must be a number");
        }
        return new Advice.Condition(mostPrice == null ? Double.POSITIVE_INFINITY : mostPrice,
                leastDiversity == null ? Double.NEGATIVE_INFINITY : leastDiversity);
    }
}
