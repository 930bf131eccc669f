package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.calibration}: the classifier's probabilities at noised draws are those of the law. The mean of
 * half their distance, ½ Σ |p_θ(k|y) − p(k|y)|, must be small at every level. Beside it stands the mean error of the
 * log-odds of the class that guidance aims at, cut at 4, which weighs small probabilities. If the claim is refuted,
 * the note names one of the {@link ClassifierReadings}.
 */
final class Calibration extends AuditClaim {
    private static final double MOST_DISTANCE = 0.05;
    private static final double CUT = 4;
    private static final int FEWEST = 2048;
    private static final int MOST = 65_536;

    Calibration() {
        super("calibration",
                "at every noise level the classifier's probabilities are, on average, within 0.05 of the law's in total "
                        + "variation",
                Resolution.ofProbability(0.005));
    }

    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return subject.model().isClassifier();
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        ExactScores exact = new ExactScores(subject.law());
        List<NoiseLevel> levels = subject.levels();
        List<Evidence> evidence = new ArrayList<>();
        for (NoiseLevel level : levels) {
            LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.empty(),
                    subject.streams("calibration"));
            double share = alpha / (2 * levels.size());
            evidence.add(new MeanOfDraws(
                    "distance of probabilities" + at(level),
                    new Interval(0, 1), Requirement.atMost("at most " + MOST_DISTANCE, MOST_DISTANCE,
                            resolution(subject)),
                    share, FEWEST, subject.effort().samples(MOST)).decide(
                            (first, count) -> distances(subject, exact, NoisedBatch.of(draws, first, count, level))));
            evidence.add(beside(new MeanOfDraws(
                    "error of log-odds " + subject.named(OptionalInt.of(subject.c())) + at(level) + ", cut at 4",
                    new Interval(0, CUT), Requirement.NONE, share, FEWEST, FEWEST).decide(
                            (first, count) -> logOddsErrors(subject, exact,
                                    NoisedBatch.of(draws, first, count, level)))));
        }
        if (evidence.stream().noneMatch(each -> each.outcome() == Outcome.REFUTED)) {
            return Findings.of(evidence);
        }
        String note = ClassifierReadings.bestOf(subject, exact);
        if (!note.isEmpty()) {
            evidence.replaceAll(each -> each.outcome() == Outcome.REFUTED ? saying(each, note) : each);
        }
        return new Findings(evidence, note, AuditFigures.NONE);
    }

    private static Evidence saying(Evidence found, String note) {
        return found.saying(String.format(Locale.ROOT, "%s in [%.4f, %.4f], must be at most %.3g; %s", found.quantity(),
                found.bounds().lower(), found.bounds().upper(), MOST_DISTANCE, note));
    }

    private static double[] distances(ModelUnderTest subject, ExactScores exact, NoisedBatch batch) {
        int classes = subject.law().classes().size();
        double[] said = ExactScores.probabilities(
                subject.model().logits(batch.level(), batch.points(), batch.dimension()), classes);
        double[] right = exact.logProbabilities(batch.level(), batch.points());
        double[] distances = new double[batch.count()];
        for (int i = 0; i < said.length; i++) {
            distances[i / classes] += 0.5 * Math.abs(said[i] - Math.exp(right[i]));
        }
        for (int p = 0; p < distances.length; p++) {
            distances[p] = Math.min(1, distances[p]);
        }
        return distances;
    }

    private static double[] logOddsErrors(ModelUnderTest subject, ExactScores exact, NoisedBatch batch) {
        int classes = subject.law().classes().size();
        double[] said = subject.model().logits(batch.level(), batch.points(), batch.dimension());
        double[] errors = exact.logOdds(subject.c(), batch.level(), batch.points());
        for (int p = 0; p < errors.length; p++) {
            double error = logOdds(said, p * classes, classes, subject.c()) - errors[p];
            // Where both round to certainty the difference of infinities is no error.
            errors[p] = Double.isNaN(error) ? 0 : Math.min(CUT, Math.abs(error));
        }
        return errors;
    }

    /** Log-probability of a class from the logits of each row. */
    static double[] logProbabilities(double[] logits, int classes, int c) {
        double[] logs = new double[logits.length / classes];
        Arrays.setAll(logs, p -> -LineLogOdds.logReciprocal(logOdds(logits, p * classes, classes, c)));
        return logs;
    }

    /** Log-odds of a class against the rest from the logits of a row. */
    static double logOdds(double[] logits, int from, int classes, int c) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            largest = k == c ? largest : Math.max(largest, logits[from + k]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += k == c ? 0 : Math.exp(logits[from + k] - largest);
        }
        return logits[from + c] - largest - Math.log(sum);
    }
}
