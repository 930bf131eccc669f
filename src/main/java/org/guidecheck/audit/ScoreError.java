package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.audit.AuditFigures.LevelError;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.score-error}: at every level E min(‖s_θ − s‖²/S, 1) is at most the limit, under the noised law, with
 * S the mean square of the exact score s. Predictions for the class of each point and those without a label are measured
 * apart. S is the average over draws of its own, so it defines the unit exactly. The cut at 1 makes the variable bounded;
 * the plain mean, which no number of draws can bound, is told beside it.
 */
final class ScoreError extends AuditClaim {
    private static final int PILOT = 4096;
    private static final int FEWEST = 8192;
    private static final int MOST = 65_536;

    ScoreError() {
        super("score-error",
                "at every noise level E min(‖s_θ − s‖²/E‖s‖², 1) is at most the limit of --max-error, for each class and "
                        + "without a label",
                new Resolution(0.01, "of E‖s‖²"));
    }

    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return true;
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        ExactScores exact = new ExactScores(subject.law());
        List<Boolean> kinds = kinds(subject);
        List<NoiseLevel> levels = subject.levels();
        double share = alpha / (levels.size() * kinds.size());
        List<Evidence> evidence = new ArrayList<>();
        List<LevelError> errors = new ArrayList<>();
        for (boolean isConditional : kinds) {
            for (NoiseLevel level : levels) {
                Evidence found = at(subject, exact, level, isConditional, share);
                evidence.add(found);
                errors.add(new LevelError(level, isConditional, found.value(), found.bounds()));
            }
        }
        String note = note(evidence, kinds.size());
        if (!note.isEmpty()) {
            evidence.replaceAll(each -> each.outcome() == Outcome.REFUTED ? saying(each, subject, note) : each);
        }
        return new Findings(evidence, note, new AuditFigures(errors,
                ErrorFields.of(subject, exact, kinds), List.of(), Optional.of(subject.maxError())));
    }

    /** Whether predictions for a class, and those without a label, are made. */
    private static List<Boolean> kinds(ModelUnderTest subject) {
        List<Boolean> kinds = new ArrayList<>();
        if (subject.model().isConditional()) {
            kinds.add(true);
        }
        if (subject.model().isUnconditional()) {
            kinds.add(false);
        }
        return kinds;
    }

    private Evidence at(ModelUnderTest subject, ExactScores exact, NoiseLevel level, boolean isConditional,
            double alpha) {
        String kind = isConditional ? "for the class" : "without a label";
        LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.empty(),
                subject.streams("score error " + kind + level));
        NoisedBatch pilot = NoisedBatch.of(draws, 0, PILOT, level);
        double size = Arrays.stream(pilot.squares(pilot.scores(exact, isConditional))).average().orElseThrow();
        PlainMean plain = new PlainMean();
        String quantity = String.format(Locale.ROOT, "error %s at sigma %.3g", kind, level.sigma());
        Requirement requirement = Requirement.atMost(
                String.format(Locale.ROOT, "at most %.3g", subject.maxError()), subject.maxError(),
                resolution(subject));
        return new MeanOfDraws(quantity, new Interval(0, 1), requirement, alpha, FEWEST,
                subject.effort().samples(MOST)).decide((first, count) -> {
                    NoisedBatch batch = NoisedBatch.of(draws, PILOT + first, count, level);
                    double[] squares = batch.squaredDistances(batch.scores(subject.field(), isConditional),
                            batch.scores(exact, isConditional));
                    for (int p = 0; p < count; p++) {
                        plain.add(squares[p] / size);
                        squares[p] = Math.min(1, squares[p] / size);
                    }
                    return squares;
                }).with("E‖s‖²", String.format(Locale.ROOT, "%.6g, average of %d other draws", size, PILOT))
                .with("plain mean", String.format(Locale.ROOT, "%.4g, standard error %.2g, no bound", plain.mean(),
                        plain.standardError()));
    }

    private static Evidence saying(Evidence found, ModelUnderTest subject, String note) {
        return found.saying(String.format(Locale.ROOT, "%s in [%.4f, %.4f], must be at most %.3g; %s", found.quantity(),
                found.bounds().lower(), found.bounds().upper(), subject.maxError(), note));
    }

    /** What it means if only the predictions without a label are wrong; the conditional ones come first. */
    private static String note(List<Evidence> evidence, int kinds) {
        if (kinds < 2) {
            return "";
        }
        int half = evidence.size() / 2;
        boolean isConditionalRight =
                evidence.subList(0, half).stream().allMatch(each -> each.outcome() == Outcome.HOLDS);
        boolean isOtherWrong = evidence.subList(half, evidence.size()).stream()
                .anyMatch(each -> each.outcome() == Outcome.REFUTED);
        return isConditionalRight && isOtherWrong
                ? "right for every class and wrong without a label: was the label left "
                        + "out in a share of the training?"
                : "";
    }
}
