package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.guidecheck.audit.Reading.Convention;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.repeatable}: a model's answer at a point depends on the question alone. The same points are asked
 * twice, in the reverse order, among other points, and one by one. Predictions may differ by {@value #DOUBLE} of their
 * size, or {@value #SINGLE} for a model in single precision: kernels for batches of different sizes sum in different
 * orders, at best in single precision and on some hardware with 10 bits. Probabilities of a classifier may differ as
 * much absolutely. Dropout and noise that are left on, and batch normalisation that uses the batch at hand, differ by
 * far more.
 */
final class Repeatability extends AuditClaim {
    private static final int POINTS = 32;
    private static final int OTHERS = 96;
    private static final int ALONE = 4;
    private static final double DOUBLE = 1e-6;
    private static final double SINGLE = 1e-3;

    Repeatability() {
        super("repeatable",
                "the same question has the same answer, whatever points are asked beside it and in whatever order",
                Resolution.ROUNDING);
    }

    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return true;
    }

    /** What is asked of a model: rows of answers at a batch of points. */
    private interface Question {
        double[] answers(NoiseLevel level, double[] points);
    }

    /**
     * A question, and how its answers are compared.
     *
     * @param name     what is asked for, in words
     * @param question the question
     * @param isShare  whether answers differ absolutely, because their size is 1
     */
    private record Asked(String name, Question question, boolean isShare) {
    }

    /** A way to ask once more about the first {@link #POINTS} or fewer points. */
    private interface Again {
        double[] answers(Question question, NoiseLevel level, double[] points, double[] others);
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        List<Asked> asked = new ArrayList<>();
        Convention says = Convention.of(subject.model());
        subject.guidedLabels().forEach(label -> asked.add(new Asked("of predictions " + subject.named(label),
                (level, points) -> says.type().ofScores(says.scale(), level,
                        subject.field().scores(level, points, label), points),
                false)));
        if (subject.model().isClassifier()) {
            asked.add(new Asked("of probabilities", (level, points) -> ExactScores.probabilities(
                    subject.model().logits(level, points, subject.law().dimension()),
                    subject.law().classes().size()), true));
        }
        int d = subject.law().dimension();
        List<Evidence> evidence = new ArrayList<>();
        for (Asked each : asked) {
            evidence.add(
                    worst(subject, each, "asked twice", (question, level, points, others) -> question.answers(level,
                            points)));
            evidence.add(worst(subject, each, "in the reverse order", (question, level, points, others) -> reversed(
                    question.answers(level, reversed(points, points.length / d)), points.length / d)));
            evidence.add(worst(subject, each, "among other points", (question, level, points, others) -> question
                    .answers(level, joined(points, others))));
        }
        if (evidence.stream().noneMatch(each -> each.outcome() == Outcome.REFUTED)) {
            // Last, because batch normalisation may refuse a batch of one.
            for (Asked each : asked) {
                evidence.add(worst(subject, each, "alone", (question, level, points, others) -> IntStream
                        .range(0, Math.min(ALONE, points.length / d))
                        .mapToObj(p -> question.answers(level, Arrays.copyOfRange(points, p * d, (p + 1) * d)))
                        .flatMapToDouble(Arrays::stream).toArray()));
            }
        }
        String note = note(evidence);
        evidence.replaceAll(each -> each.outcome() == Outcome.REFUTED ? saying(each, note) : each);
        return new Findings(evidence, note, AuditFigures.NONE);
    }

    private static Evidence worst(ModelUnderTest subject, Asked asked, String name, Again again) {
        LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("repeatable"));
        double worst = -1;
        NoiseLevel where = subject.levels().get(0);
        for (NoiseLevel level : subject.levels()) {
            double[] points = NoisedBatch.of(draws, 0, POINTS, level).points();
            double[] others = NoisedBatch.of(draws, POINTS, OTHERS, level).points();
            double difference = difference(asked.question().answers(level, points),
                    again.answers(asked.question(), level, points, others), asked.isShare() ? 1 : 0);
            if (difference > worst) {
                worst = difference;
                where = level;
            }
        }
        double limit = subject.model().isSingle() ? SINGLE : DOUBLE;
        return Evidence.of(Evidence.Kind.AT_POINTS, "difference " + asked.name() + at(where) + ", " + name, worst)
                .within(Interval.around(worst, 0)).by("the same " + POINTS + " points at each level")
                .decides(Requirement.atMost(String.format(Locale.ROOT, "at most %.0e of their size", limit), limit, 0));
    }

    /**
     * Largest difference of answers, in units of their size.
     *
     * @param answers the answers
     * @param again   the answers to the question asked once more, at the first of the points or at more than these
     * @param size    size of the answers; 0 for the root of their mean square
     */
    private static double difference(double[] answers, double[] again, double size) {
        double unit = size > 0 ? size : Math.sqrt(Arrays.stream(answers).map(each -> each * each).average().orElse(0));
        double largest = 0;
        for (int i = 0; i < Math.min(answers.length, again.length); i++) {
            double difference = Math.abs(answers[i] - again[i]);
            if (difference > 0 || Double.isNaN(difference)) {
                largest = Math.max(largest, unit > 0 && Double.isFinite(difference / unit) ? difference / unit
                        : Double.MAX_VALUE);
            }
        }
        return largest;
    }

    private static Evidence saying(Evidence found, String note) {
        return found
                .saying(String.format(Locale.ROOT, "%s: %.3g, %s; %s", found.quantity(), found.value(), found.rule(),
                        note));
    }

    private static String note(List<Evidence> evidence) {
        List<String> refuted = evidence.stream().filter(each -> each.outcome() == Outcome.REFUTED)
                .map(Evidence::quantity).toList();
        if (refuted.isEmpty()) {
            return "";
        }
        return refuted.stream().anyMatch(each -> each.endsWith("asked twice"))
                ? "answers change from one time to the next: is dropout or other noise left on?"
                : "an answer depends on the points beside it: is batch normalisation left in training mode?";
    }

    private static double[] joined(double[] points, double[] others) {
        double[] result = Arrays.copyOf(points, points.length + others.length);
        System.arraycopy(others, 0, result, points.length, others.length);
        return result;
    }

    /** Rows in the reverse order. */
    private static double[] reversed(double[] rows, int count) {
        int width = rows.length / count;
        double[] result = new double[rows.length];
        for (int from = 0; from < rows.length; from += width) {
            System.arraycopy(rows, from, result, rows.length - width - from, width);
        }
        return result;
    }
}
