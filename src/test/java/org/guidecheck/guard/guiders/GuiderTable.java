package org.guidecheck.guard.guiders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.guard.guiders.GuiderUnderTest.Convention;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** Table of the built-in guidance rules for people who choose one: {@code main} writes reports/guiders.txt. */
final class GuiderTable {
    private static final double ALPHA = 1e-6;
    private static final int CALLS = 2000;
    private static final int POINTS = 256;
    private static final List<String> NAMES = List.of("cfg", "interval:0.28:2.9", "limit:3", "rescale:0.7",
            "rescale-x0:0.7", "projected:0:2.5", "projected:0.5", "apg", "momentum:0.5", "cfg-zero-star:1",
            "cfg-zero-star", "cfg-zero-star-steps", "cfg++", "power:0.5", "threshold:99.5");
    private static final String HEADER = """
            Built-in guidance rules on laws whose exact predictions are known, 50 steps, seed 1. The columns:
              rule      its name and numbers
              scale     guidance_scale, 1 + w (cfg++: its own scale)
              grade     "is N" proved for all laws and points, "<= N" at points: below 1 the mean reciprocal is not
                        guaranteed to fall
              M         mean reciprocal on the line under the rule: two Gaussians (2 without guidance), case A (3.333) and
                        case T (2); ">" is a lower bound; "-" not computed, as the rule remembers earlier steps
              kept      variance on case A as a share of that of cfg with the same M; "-" if no weight of cfg has that M
              M falls   verdict of guider.mean-reciprocal, all scales
              steps     verdict of guider.step-count-invariant
              cost      time of a call of 256 points in 3 dimensions, relative to that of cfg

            """;

    private GuiderTable() {
    }

    private static GuiderUnderTest candidate(Guider guider, List<Double> scales) {
        return new GuiderUnderTest(guider, Optional.empty(), Convention.SCALE, scales, List.of(50), 1, Effort.NORMAL);
    }

    /** Lines of one rule. */
    static List<String> lines(String name, double cost) {
        Guider guider = Guiders.byName(name);
        List<Double> scales = name.startsWith("cfg++") ? List.of(0.2, 0.6) : List.of(2.0, 8.5);
        GuiderUnderTest candidate = candidate(guider, scales);
        List<Verdict> verdicts = new ArrayList<>();
        GuiderGuard.decide(candidate, List.of("guider.mean-reciprocal", "guider.step-count-invariant"), ALPHA,
                verdicts::add);
        List<String> lines = new ArrayList<>();
        for (double scale : scales) {
            boolean isFirst = lines.isEmpty();
            lines.add(String.format(Locale.ROOT, "%-20s %5s %12s %8s %8s %8s %6s  %-11s  %-11s %5s",
                    isFirst ? name : "", LawWords.number(scale), grade(guider, scale),
                    mean(candidate, scale, GuiderLaws.TWO), mean(candidate, scale, NamedLaws.A),
                    mean(candidate, scale, NamedLaws.T), kept(candidate, scale),
                    isFirst ? verdicts.get(0).outcome() : "", isFirst ? verdicts.get(1).outcome() : "",
                    isFirst ? String.format(Locale.ROOT, "%.1f", cost) : "").stripTrailing());
        }
        return lines;
    }

    private static String grade(Guider guider, double scale) {
        Verdict[] found = new Verdict[1];
        GuiderGuard.decide(candidate(guider, List.of(scale)), List.of("guider.grade"), ALPHA,
                verdict -> found[0] = verdict);
        List<Evidence> evidence = found[0].evidence();
        double last = evidence.get(evidence.size() - 1).value();
        return (evidence.size() > 2 ? "is " : "<= ") + (Math.abs(last) < 1000 ? LawWords.number(last) : "-1000");
    }

    private static String mean(GuiderUnderTest candidate, double scale, LabelledLaw law) {
        if (Dependence.of(candidate, scale).hasMemory()) {
            return "-";
        }
        Evidence evidence = new GuiderOnLaw(candidate, scale, false)
                .decide(Setting.of(law, 0, GuidanceSchedule.constant(0), 1), ALPHA).evidence().get(0);
        boolean isBounded = evidence.bounds().width() < Double.POSITIVE_INFINITY;
        return isBounded ? String.format(Locale.ROOT, "%.3f", evidence.value())
                : Double.isInfinite(evidence.bounds().lower()) ? "?"
                        : String.format(Locale.ROOT, ">%.3f", evidence.bounds().lower());
    }

    private static String kept(GuiderUnderTest candidate, double scale) {
        return Diversity.at(new GuiderCache(candidate), scale).filter(share -> share.plain().isPresent())
                .map(share -> String.format(Locale.ROOT, "%.2f", share.variance() / share.plainVariance())).orElse("-");
    }

    /** Nanoseconds for a call, the least of ten averages. */
    private static double cost(Guider guider) {
        GuidedProcess process = GuidedProcess.of(TestProblem.SPACE_LAW, 0, GuidanceSchedule.constant(0));
        double[] points = GuidedRun.normals(new Streams(1), POINTS * process.dimension()).get();
        GuidanceCall call = new LawCalls(process.sides()).at(1, NoiseLevel.ofNoise(0.5), points);
        double best = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int repeat = 0; repeat < 10; repeat++) {
            try (Guider.Run run = guider.begin(process.grid(50), 2)) {
                long begin = System.nanoTime();
                for (int i = 0; i < CALLS; i++) {
                    sum += run.guided(call)[0];
                }
                best = Math.min(best, (System.nanoTime() - begin) / (double) CALLS);
            }
        }
        return Double.isNaN(sum) ? Double.NaN : best;
    }

    /** Writes the table to the file named by the only argument. */
    public static void main(String[] args) throws IOException {
        // The first call of all warms up the compiler.
        double warm = cost(Guiders.byName("cfg"));
        double plain = Math.min(warm, cost(Guiders.byName("cfg")));
        StringBuilder table = new StringBuilder(HEADER);
        table.append(String.format(Locale.ROOT, "%-20s %5s %12s %8s %8s %8s %6s  %-11s  %-11s %5s%n", "rule", "scale",
                "grade", "M, two", "M, A", "M, T", "kept", "M falls", "steps", "cost"));
        for (String name : NAMES) {
            lines(name, cost(Guiders.byName(name)) / plain).forEach(line -> table.append(line).append('\n'));
        }
        Files.writeString(Path.of(args[0]), table);
    }
}
