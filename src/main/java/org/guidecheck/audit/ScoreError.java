package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.guidecheck.audit.AuditFigures.LevelError;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.score-error}: at every level E min(‖s_θ − s‖²/S, 1) is at most the limit, under the noised law,
 * with S the mean square of the exact score s. Predictions for each class, under the law of this class, and those
 * without a label are measured apart, so that a rare class counts as much as others. S is the average over draws of
 * its own, so it defines the unit exactly. The cut at 1 makes the variable bounded; the plain mean, which no number of
 * draws can bound, is told beside it.
 */
final class ScoreError extends AuditClaim {
    private static final int PILOT = 4096;
    private static final int FEWEST = 8192;
    private static final int MOST = 65_536;
    /** Largest share of the error without a label that an error for a class may be to be called much smaller. */
    private static final double MUCH_SMALLER = 0.25;

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
        List<OptionalInt> labels = subject.labels();
        List<NoiseLevel> levels = subject.levels();
        double share = alpha / (levels.size() * labels.size());
        List<Evidence> evidence = new ArrayList<>();
        List<LevelError> errors = new ArrayList<>();
        for (OptionalInt label : labels) {
            for (NoiseLevel level : levels) {
                Evidence found = at(subject, exact, level, label, share);
                evidence.add(found);
                errors.add(new LevelError(level, subject.named(label), found.value(), found.bounds()));
            }
        }
        String note = note(evidence, subject);
        if (!note.isEmpty()) {
            evidence.replaceAll(each -> each.outcome() == Outcome.REFUTED ? saying(each, subject, note) : each);
        }
        return new Findings(evidence, note, new AuditFigures(errors,
                ErrorFields.of(subject, exact), List.of(), Optional.of(subject.maxError())));
    }

    private Evidence at(ModelUnderTest subject, ExactScores exact, NoiseLevel level, OptionalInt label, double alpha) {
        String kind = subject.named(label);
        LabelledDraws draws = new LabelledDraws(subject.law(), label, subject.streams("score error " + kind + level));
        NoisedBatch pilot = NoisedBatch.of(draws, 0, PILOT, level);
        double size = Arrays.stream(pilot.squares(pilot.scores(exact, label.isPresent()))).average().orElseThrow();
        PlainMean plain = new PlainMean();
        Requirement requirement = Requirement.atMost(
                String.format(Locale.ROOT, "at most %.3g", subject.maxError()), subject.maxError(),
                resolution(subject));
        return new MeanOfDraws("error " + kind + at(level), new Interval(0, 1), requirement, alpha, fewest(subject),
                subject.effort().samples(MOST)).decide((first, count) -> {
                    NoisedBatch batch = NoisedBatch.of(draws, PILOT + first, count, level);
                    double[] squares = batch.squaredDistances(batch.scores(subject.field(), label.isPresent()),
                            batch.scores(exact, label.isPresent()));
                    for (int p = 0; p < count; p++) {
                        plain.add(squares[p] / size);
                        squares[p] = Math.min(1, squares[p] / size);
                    }
                    return squares;
                }).with("E‖s‖²", String.format(Locale.ROOT, "%.6g, average of %d other draws", size, PILOT))
                .with("plain mean", String.format(Locale.ROOT, "%.4g, standard error %.2g, no bound", plain.mean(),
                        plain.standardError()));
    }

    /** Draws of each mean in any case: fewer if there are many classes, but enough for bounds that are worth drawing. */
    private static int fewest(ModelUnderTest subject) {
        return Math.max(FEWEST / 4, 2 * FEWEST / Math.max(2, subject.labels().size()));
    }

    private static Evidence saying(Evidence found, ModelUnderTest subject, String note) {
        return found.saying(String.format(Locale.ROOT, "%s in [%.4f, %.4f], must be at most %.3g; %s", found.quantity(),
                found.bounds().lower(), found.bounds().upper(), subject.maxError(), note));
    }

    /**
     * What it means if the predictions without a label, which come last, are wrong wherever those for all classes are
     * right, with errors that are certainly smaller by {@value #MUCH_SMALLER}.
     */
    private static String note(List<Evidence> evidence, ModelUnderTest subject) {
        int levels = subject.levels().size();
        int classes = evidence.size() / levels - 1;
        if (!subject.model().isUnconditional() || classes < 1) {
            return "";
        }
        List<Evidence> unlabelled = evidence.subList(classes * levels, evidence.size());
        boolean areClassesRight =
                evidence.subList(0, classes * levels).stream().allMatch(each -> each.outcome() == Outcome.HOLDS);
        boolean isOtherWrong = unlabelled.stream().anyMatch(each -> each.outcome() == Outcome.REFUTED);
        boolean isMuchWorse = IntStream.range(0, levels)
                .filter(l -> unlabelled.get(l).outcome() == Outcome.REFUTED)
                .allMatch(l -> IntStream.range(0, classes).allMatch(
                        c -> evidence.get(c * levels + l).bounds().upper() <= MUCH_SMALLER
                                * unlabelled.get(l).bounds().lower()));
        return areClassesRight && isOtherWrong && isMuchWorse
                ? "right for every class and wrong without a label: was the label left "
                        + "out in a share of the training?"
                : "";
    }
}
