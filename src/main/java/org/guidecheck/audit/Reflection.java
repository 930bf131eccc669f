package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.oracle.path.MirroredMeans;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.reflection}: samples that the model makes for its class and samples that it makes without a label
 * mirror each other through its classifier. With r = p(c|y)/π_c, the mean of φ/(1 + r) over the former is that of
 * φ r/(1 + r) over the latter for every φ in [0, 1]: at weight 0 the reflection of guidance is Bayes' rule (the project's
 * theory page, "Auditing a model"). No law is needed for that, and the variables are bounded.
 *
 * <p>Long steps of the sampler depart from it, too, so that what runs with the exact scores from the same random numbers
 * depart by is taken off.
 */
final class Reflection extends AuditClaim {
    private static final double MOST_DEPARTURE = 0.05;
    private static final int PILOT = 1024;
    private static final int FEWEST = 4096;
    private static final int MOST = 16_384;
    /** Of the waves, in units of one over the deviation of the data along them. */
    private static final double[] FREQUENCIES = {1, 2, 4};

    Reflection() {
        super("reflection",
                "samples for the class and samples without a label mirror each other through the classifier",
                new Resolution(0.02, "of a mean"));
    }

    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return subject.model().isConditional() && subject.model().isUnconditional()
                && subject.model().isClassifier();
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        Waves waves = Waves.of(subject);
        Runs runs = new Runs(subject, new ExactScores(subject.law()), waves, new HashMap<>());
        List<Evidence> evidence = new ArrayList<>();
        for (int j = 0; j < waves.count(); j++) {
            int function = j;
            evidence.add(new MeanOfDraws("departure from the mirror image, of " + waves.name(j), new Interval(-2, 2),
                    Requirement.within("within " + MOST_DEPARTURE + " of 0", Interval.around(0, MOST_DEPARTURE),
                            resolution(subject)),
                    alpha / waves.count(), FEWEST, subject.effort().samples(MOST))
                    .decide((first, count) -> runs.departures(first, count)[function].clone())
                    .with("compares",
                            "means of φ/(1 + r) for the class and of φ r/(1 + r) without a label, r = p(c|y)/π_c"));
        }
        return new Findings(evidence, String.format(Locale.ROOT, "%s, %d steps, class %s", subject.sampler().name(),
                subject.steps(), subject.process().label()), AuditFigures.NONE);
    }

    /**
     * Functions from 0 to 1 of a point: 1, p(c|y), and waves ½ + ½ cos(⟨k, y⟩ + a) in random directions.
     *
     * @param vectors k of each wave
     * @param phases  a of each
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Waves(double[][] vectors, double[] phases) {
        static Waves of(ModelUnderTest subject) {
            int d = subject.law().dimension();
            LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.empty(),
                    subject.streams("scale of waves"));
            double[][] vectors = new double[FREQUENCIES.length][d];
            double[] phases = new double[FREQUENCIES.length];
            for (int j = 0; j < FREQUENCIES.length; j++) {
                UniformRandomProvider random = subject.streams("waves").stream(j);
                ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
                for (int i = 0; i < d; i++) {
                    vectors[j][i] = normal.sample();
                }
                double sum = 0;
                double squares = 0;
                for (int p = 0; p < PILOT; p++) {
                    double along = product(vectors[j], draws.at(p).x(), 0);
                    sum += along;
                    squares += along * along;
                }
                double deviation = Math.sqrt(Math.max(0, squares / PILOT - sum * sum / PILOT / PILOT));
                for (int i = 0; i < d; i++) {
                    vectors[j][i] *= deviation > 0 ? FREQUENCIES[j] / deviation : 0;
                }
                phases[j] = 2 * Math.PI * random.nextDouble();
            }
            return new Waves(vectors, phases);
        }

        int count() {
            return 2 + vectors.length;
        }

        String name(int j) {
            return j == 0 ? "1" : j == 1 ? "p(c|y)"
                    : String.format(Locale.ROOT, "a wave of frequency %.3g", FREQUENCIES[j - 2]);
        }

        double value(int j, double[] points, int from, double probability) {
            return j == 0 ? 1 : j == 1 ? probability
                    : 0.5 + 0.5 * Math.cos(product(vectors[j - 2], points, from) + phases[j - 2]);
        }

        private static double product(double[] vector, double[] points, int from) {
            double sum = 0;
            for (int i = 0; i < vector.length; i++) {
                sum += vector[i] * points[from + i];
            }
            return sum;
        }
    }

    /** Log-probabilities of the class at points. */
    @FunctionalInterface
    private interface Classifier {
        double[] logs(NoiseLevel level, double[] points);
    }

    /**
     * Runs of the sampler, for the class and without a label.
     *
     * @param batches departures of all functions, by the first draw
     */
    private record Runs(ModelUnderTest subject, ExactScores exact, Waves waves, Map<Long, double[][]> batches) {
        double[][] departures(long first, int count) {
            double[][] known = batches.get(first);
            if (known == null || known[0].length != count) {
                known = less(differences(subject.field(), this::said, first, count),
                        differences(exact, this::right, first, count));
                batches.put(first, known);
            }
            return known;
        }

        private double[][] differences(ScoreField field, Classifier classifier, long first, int count) {
            return less(means(field, classifier, OptionalInt.of(subject.c()), first, count),
                    means(field, classifier, OptionalInt.empty(), first, count));
        }

        /** The first numbers less the second, in the place of the first. */
        private static double[][] less(double[][] from, double[][] by) {
            for (int j = 0; j < from.length; j++) {
                for (int p = 0; p < from[j].length; p++) {
                    from[j][p] -= by[j][p];
                }
            }
            return from;
        }

        /** φ/(1 + r) of samples for a class, φ r/(1 + r) of samples without a label; 0 of those that are not finite. */
        private double[][] means(ScoreField field, Classifier classifier, OptionalInt c, long first, int count) {
            int d = subject.law().dimension();
            NoiseLevel level = level();
            double[] points = samples(field, c, level, first, count);
            boolean[] isLost = new boolean[count];
            for (int i = 0; i < points.length; i++) {
                isLost[i / d] |= !(Math.abs(points[i]) < Float.MAX_VALUE);
            }
            for (int i = 0; i < points.length; i++) {
                points[i] = isLost[i / d] ? 0 : points[i];
            }
            double[] logs = classifier.logs(level, points);
            MirroredMeans means = new MirroredMeans(0, subject.process().prior());
            double[][] result = new double[waves.count()][count];
            for (int p = 0; p < count; p++) {
                for (int j = 0; j < result.length; j++) {
                    double value = waves.value(j, points, p * d, Math.exp(logs[p]));
                    result[j][p] = isLost[p] ? 0
                            : c.isPresent() ? means.towards(value, logs[p]) : means.away(value, logs[p]);
                }
            }
            return result;
        }

        /** The level of the classifier: that at which runs end, or the cleanest that the model is asked at. */
        private NoiseLevel level() {
            NoiseLevel end = subject.process().grid(subject.steps()).end();
            return end.isClean() ? subject.levels().get(subject.levels().size() - 1) : end;
        }

        /** Ends of runs without guidance, noised up to a level if they are clean. */
        private double[] samples(ScoreField field, OptionalInt c, NoiseLevel level, long first, int count) {
            int d = subject.law().dimension();
            TimeGrid grid = subject.process().grid(subject.steps());
            Streams streams = subject.streams("reflection " + (c.isPresent() ? "for a class" : "without a label"));
            Denoiser denoiser = (at, points, dimension) -> {
                double[] scores = field.scores(at, points, c);
                return new Denoiser.Scores(scores, scores);
            };
            double[] ends = Draws.of(subject.sampler(), denoiser, GuidanceSchedule.constant(0), grid,
                    Noise.of(streams, first, d, count));
            if (grid.end().isClean()) {
                double signal = Math.sqrt(level.signal());
                double noise = Math.sqrt(level.noise());
                for (int p = 0; p < count; p++) {
                    ZigguratSampler.NormalizedGaussian normal =
                            ZigguratSampler.NormalizedGaussian.of(streams.derived("noise").stream(first + p));
                    for (int i = 0; i < d; i++) {
                        ends[p * d + i] = signal * ends[p * d + i] + noise * normal.sample();
                    }
                }
            }
            return ends;
        }

        private double[] said(NoiseLevel level, double[] points) {
            return Calibration.logProbabilities(subject.model().logits(level, points, subject.law().dimension()),
                    subject.law().classes().size(), subject.c());
        }

        private double[] right(NoiseLevel level, double[] points) {
            double[] logs = exact.logOdds(subject.c(), level, points);
            for (int p = 0; p < logs.length; p++) {
                logs[p] = -LineLogOdds.logReciprocal(logs[p]);
            }
            return logs;
        }
    }
}
