package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.parametrisation}: a model's predictions are what it says they are. For every other {@link Reading}
 * the errors e of the answers under what the model says, and e′ under the reading, are compared at the same draws: the
 * mean of e′/(e + e′), between 0 and 1, must be at least a third. It is 0 for a model that is exact in that reading, 1
 * for one that is exact in its own, and a half where the two fit equally well.
 *
 * <p>A reading is compared at those levels where it matters: where the answers of an exact model would change by at least
 * half of the model's mean square error. They are chosen by draws of their own.
 */
final class Parametrisation extends AuditClaim {
    private static final int PILOT = 256;
    private static final int FEWEST = 512;
    private static final int MOST = 16_384;
    private static final double LEAST = 1.0 / 3;
    private static final double MATTERS = 0.5;
    /** Rounding of a model's answers, relative to their size. */
    private static final double DOUBLE = 1e-10;
    private static final double SINGLE = 1e-5;

    Parametrisation() {
        super("parametrisation",
                "no other reading of the model's predictions, levels, points and labels fits twice as well as its own",
                new Resolution(0.05, "in share of the error"));
    }

    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return true;
    }

    /** A reading, the levels at which it matters, and its mean share of the error at the draws that chose them. */
    private record Candidate(Reading reading, List<NoiseLevel> levels, double share) {
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        ExactScores exact = new ExactScores(subject.law());
        List<Candidate> candidates = Readings.of(subject, exact).stream()
                .map(each -> candidate(subject, each)).filter(each -> !each.levels().isEmpty()).toList();
        if (candidates.isEmpty()) {
            return Findings.of(List.of(Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "readings that differ", 0)
                    .by("draws")
                    .decides(new Requirement("the errors are larger than any reading explains", Interval.ALL,
                            Optional.empty()))));
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Candidate each : candidates) {
            evidence.add(compare(subject, each, alpha / (candidates.size() + 1)));
        }
        Optional<Integer> best = IntStream.range(0, candidates.size()).boxed()
                .filter(i -> evidence.get(i).outcome() == Outcome.REFUTED)
                .min(Comparator.comparingDouble(i -> candidates.get(i).share()));
        // The reading that explains the answers comes first.
        best.ifPresent(i -> evidence.add(0, saying(evidence.remove((int) i), candidates.get(i).reading())));
        List<Evidence> shifts = LevelShift.of(subject, exact, alpha / (candidates.size() + 1));
        evidence.addAll(shifts);
        String shift = shifts.stream().filter(each -> each.outcome() == Outcome.REFUTED)
                .flatMap(each -> each.saying().stream()).collect(Collectors.joining());
        return new Findings(evidence, best.map(i -> "fits best: " + candidates.get(i).reading().name()).orElse(shift),
                AuditFigures.NONE);
    }

    private static Evidence saying(Evidence found, Reading reading) {
        return found.saying(String.format(Locale.ROOT,
                "%s: its share of the error is in [%.3f, %.3f], must be at least 1/3", reading.name(),
                found.bounds().lower(), found.bounds().upper()));
    }

    private static LabelledDraws draws(ModelUnderTest subject) {
        return new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("parametrisation"));
    }

    private static Candidate candidate(ModelUnderTest subject, Reading reading) {
        List<NoiseLevel> levels = new ArrayList<>();
        double sum = 0;
        for (NoiseLevel level : subject.levels()) {
            Errors errors = Errors.of(subject, reading, NoisedBatch.of(draws(subject), 0, PILOT, level));
            if (errors.meanChange() >= MATTERS * errors.meanOwn()) {
                levels.add(level);
                for (int p = 0; p < PILOT; p++) {
                    sum += errors.share(p);
                }
            }
        }
        return new Candidate(reading, levels, sum / PILOT / Math.max(1, levels.size()));
    }

    private Evidence compare(ModelUnderTest subject, Candidate candidate, double alpha) {
        LabelledDraws draws = draws(subject);
        Requirement requirement = Requirement.atLeast("at least 1/3; 0 if so, 1 if not", LEAST, resolution(subject));
        return new MeanOfDraws("share of the error if " + candidate.reading().name(), new Interval(0, 1), requirement,
                alpha, FEWEST, subject.effort().samples(MOST)).decide((first, count) -> {
                    double[] shares = new double[count];
                    for (NoiseLevel level : candidate.levels()) {
                        Errors errors = Errors.of(subject, candidate.reading(),
                                NoisedBatch.of(draws, PILOT + first, count, level));
                        for (int p = 0; p < count; p++) {
                            shares[p] += errors.share(p) / candidate.levels().size();
                        }
                    }
                    return shares;
                }).with("levels", String.format(Locale.ROOT, "%d of %d", candidate.levels().size(),
                        subject.levels().size()));
    }

    /**
     * Squared errors of a model's answers at each point of a batch.
     *
     * @param own    under what the model says of them
     * @param other  under another reading
     * @param change squared distance of the two right answers
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Errors(double[] own, double[] other, double[] change) {
        static Errors of(ModelUnderTest subject, Reading reading, NoisedBatch batch) {
            double[] answers = batch.scores(subject.field(), reading.isConditional());
            double[] right = batch.scores(reading.own(), reading.isConditional());
            double[] otherRight = batch.scores(reading.field(), reading.isConditional());
            double[] own = batch.squaredDistances(answers, right);
            double[] other = batch.squaredDistances(answers, otherRight);
            double[] lengths = batch.squares(batch.points());
            double rounding = (subject.model().isSingle() ? SINGLE : DOUBLE) / batch.level().noise();
            for (int p = 0; p < own.length; p++) {
                double floor = rounding * rounding * (lengths[p] + batch.dimension());
                own[p] += floor;
                other[p] += floor;
            }
            return new Errors(own, other, batch.squaredDistances(right, otherRight));
        }

        double share(int p) {
            if (Double.isFinite(other[p])) {
                return Double.isFinite(own[p]) ? other[p] / (own[p] + other[p]) : 0;
            }
            return Double.isFinite(own[p]) ? 1 : 0.5;
        }

        double meanOwn() {
            return mean(own);
        }

        double meanChange() {
            return mean(change);
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (double each : values) {
                sum += each;
            }
            return sum / values.length;
        }
    }
}
