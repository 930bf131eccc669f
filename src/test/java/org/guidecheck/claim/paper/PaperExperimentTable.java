package org.guidecheck.claim.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** Table of the paper's experiment with its own numbers: {@code main} writes reports/paper-experiment.txt. */
final class PaperExperimentTable {
    private static final Path FILE = Path.of("reports/paper-experiment.txt");
    private static final double ALPHA = 1e-6;

    private PaperExperimentTable() {
    }

    public static void main(String[] arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Setting setting : new PaperExperiment().examples(1, 1)) {
            lines.add(row(setting, new PaperExperiment().decide(setting.at(Effort.THOROUGH), ALPHA)));
            System.out.println(lines.get(lines.size() - 1));
        }
        Setting a = new PaperExperiment().examples(1, 1).get(0);
        Setting t = new PaperExperiment().examples(1, 1).get(6);
        Files.writeString(FILE, String.format(Locale.ROOT, """
                guidecheck verify --claim paper.experiment --effort thorough

                The paper's: DDPM, 4,000 steps of its schedule, weights from 0.01 to 10, 10,000 draws a weight, plain
                averages of 1/p(c|Y). Ours: the two Gaussian mixtures (cases A and T), the six weights, the constant c of
                the schedule (%.3f and %.3f) and its ends, the draws without guidance from the same noise, and the mean
                reciprocal M_w by the bounded representation, with its interval. M_0 = 1/prior is known exactly.

                case      w      M_0  M_w                     average  unguided  got worse  seconds
                """, constant(a), constant(t))
                + String.join("\n", lines) + "\n");
    }

    private static double constant(Setting setting) {
        return PaperSchedule.constant(PaperSchedule.grid(setting.process(), 4000));
    }

    private static String row(Setting setting, Verdict verdict) {
        Evidence mean = verdict.evidence().get(0);
        Evidence plain = verdict.evidence().get(1);
        return String.format(Locale.ROOT, "%-4s %6s %8.4f  [%.4f, %.4f] %-8s %8.4f  %8s  %9s  %7.1f",
                setting.law().equals(NamedLaws.A) ? "A" : "T", setting.guidance(), setting.unguidedMean(),
                mean.bounds().lower(), mean.bounds().upper(), verdict.outcome(), plain.value(),
                plain.details().get("average without guidance"), plain.details().get("draws that got worse"),
                verdict.time().toMillis() / 1e3);
    }
}
