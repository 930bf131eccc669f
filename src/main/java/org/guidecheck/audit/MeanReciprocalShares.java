package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.audit.AuditFigures.Share;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.mean-reciprocal}: under a sampler, the model moves the mean of min(1/p(c|Y), K) by little, with the
 * exact class probabilities p at the end of a run and K ten times M_0 = 1/π_c. The reciprocal itself has no bound, and
 * plain averages of it decide nothing.
 *
 * <p>The distance of the model's mean from that of the process is split into three shares: the model's, measured by runs
 * with the model and with the exact score from the same random numbers; the sampler's, by runs with the exact score in
 * this number of steps and in {@value #FINER} times as many; and the statistical one, the width of the bounds.
 */
final class MeanReciprocalShares extends AuditClaim {
    static final int FINER = 8;
    private static final double CAP = 10;
    private static final double MOST_SHARE = 0.1;
    private static final double TAIL = 4;
    private static final int FEWEST = 4096;
    private static final int MOST = 16_384;
    private static final int PATH_DRAWS = 4096;
    private static final int PATH_LEVELS = 25;

    MeanReciprocalShares() {
        super("mean-reciprocal",
                "under the sampler the model moves the mean of min(1/p(c|Y), 10 M_0) by at most a tenth of M_0",
                Resolution.ofUnguidedMean(0.05));
    }

    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return subject.model().isConditional() && subject.model().isUnconditional();
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        ExactScores exact = new ExactScores(subject.law());
        Runs runs = new Runs(subject, exact);
        double unguided = subject.process().unguidedMean();
        double part = alpha / 4;
        Evidence model = difference("the model's share of the mean reciprocal", runs,
                runs.reciprocals(subject.steps(), runs.model(), "runs"),
                runs.reciprocals(subject.steps(), runs.exact(), "runs"),
                Requirement.within(String.format(Locale.ROOT, "within %.3g of 0", MOST_SHARE * unguided),
                        Interval.around(0, MOST_SHARE * unguided), resolution(subject) * unguided),
                part);
        Evidence sampler = difference("the sampler's share of the mean reciprocal", runs,
                runs.reciprocals(subject.steps(), runs.exact(), "runs"),
                runs.reciprocals(FINER * subject.steps(), runs.exact(), "finer runs"), Requirement.NONE, part)
                .with("against", FINER * subject.steps() + " steps with the exact score");
        Evidence whole = new MeanOfDraws("mean of min(1/p, K) with the model", new Interval(0, runs.cap()),
                Requirement.NONE, part, FEWEST, FEWEST)
                .decide(runs.reciprocals(subject.steps(), runs.model(), "runs"))
                .with("K", String.format(Locale.ROOT, "%.4g", runs.cap()));
        Evidence tail = new MeanOfDraws(
                String.format(Locale.ROOT, "share of p below %.3g, model less exact", 1 / (TAIL * unguided)),
                new Interval(-1, 1), Requirement.NONE, part, FEWEST, FEWEST)
                .decide((first, count) -> runs.tails(first, count, TAIL * unguided));
        List<Evidence> evidence = new ArrayList<>(List.of(model, beside(sampler), beside(whole), beside(tail),
                beside(pathBound(subject, exact))));
        evidence.addAll(LineShares.of(subject, exact).stream().map(AuditClaim::beside).toList());
        double half = whole.bounds().width() / 2;
        return new Findings(evidence, String.format(Locale.ROOT, "%s, %d steps, weight %.3g, class %s",
                subject.sampler().name(), subject.steps(), subject.weight(), subject.process().label()),
                new AuditFigures(List.of(), List.of(), List.of(new Share("model", model.value(), model.bounds()),
                        new Share("sampler", sampler.value(), sampler.bounds()),
                        new Share("statistical", 0, Interval.around(0, half))), Optional.empty()));
    }

    private static Evidence difference(String quantity, Runs runs, MeanOfDraws.Values one, MeanOfDraws.Values other,
            Requirement requirement, double alpha) {
        boolean isOpen = requirement.allowed().isPresent();
        return new MeanOfDraws(quantity, new Interval(-runs.cap(), runs.cap()), requirement, alpha, FEWEST,
                isOpen ? runs.subject().effort().samples(MOST) : FEWEST).decide((first, count) -> {
                    double[] values = one.of(first, count);
                    double[] others = other.of(first, count);
                    for (int p = 0; p < count; p++) {
                        values[p] -= others[p];
                    }
                    return values;
                });
    }

    /**
     * Girsanov's bound on the model's share for unguided paths of the class: KL = ½ ∫ E‖s − s_θ‖² du with u = log t,
     * by trapezoids in λ, du = τ dλ, from plain averages. By Pinsker's inequality the mean of a variable in [0, K] moves
     * by at most K √(KL/2).
     */
    private static Evidence pathBound(ModelUnderTest subject, ExactScores exact) {
        GuidedProcess process = subject.process();
        DrawsFile.Levels range = AuditLevels.range(subject.law(), subject.stop());
        List<NoiseLevel> levels = TimeGrid.uniformInLogSnr(range.from().logSnr(), range.to().logSnr(),
                PATH_LEVELS - 1).levels();
        LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.of(subject.c()),
                subject.streams("path bound"));
        double step = levels.get(1).logSnr() - levels.get(0).logSnr();
        double sum = 0;
        for (int i = 0; i < PATH_LEVELS; i++) {
            NoisedBatch batch = NoisedBatch.of(draws, (long) i * PATH_DRAWS, PATH_DRAWS, levels.get(i));
            PlainMean squares = new PlainMean();
            for (double each : batch.squaredDistances(batch.scores(subject.field(), true),
                    batch.scores(exact, true))) {
                squares.add(each);
            }
            sum += (i == 0 || i == PATH_LEVELS - 1 ? 0.5 : 1) * levels.get(i).noise() * squares.mean() * step;
        }
        double divergence = sum / 2;
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "KL of unguided paths, plain average", divergence)
                .by("trapezoids over " + PATH_LEVELS + " levels", (long) PATH_LEVELS * PATH_DRAWS, 0)
                .decides(Requirement.NONE)
                .with("bound on the model's share at weight 0", String.format(Locale.ROOT, "%.4g",
                        CAP * process.unguidedMean() * Math.min(1, Math.sqrt(divergence / 2))));
    }

    /** Runs of the sampler, with the model and with the exact score. */
    private record Runs(ModelUnderTest subject, ExactScores scores) {
        double cap() {
            return CAP * subject.process().unguidedMean();
        }

        Denoiser model() {
            return new ModelDenoiser(subject, subject.c());
        }

        Denoiser exact() {
            return scores.denoiser(subject.c());
        }

        MeanOfDraws.Values reciprocals(int steps, Denoiser denoiser, String purpose) {
            return (first, count) -> reciprocals(steps, denoiser, purpose, first, count, cap());
        }

        double[] tails(long first, int count, double from) {
            double[] one = reciprocals(subject.steps(), model(), "runs", first, count, 2 * from);
            double[] other = reciprocals(subject.steps(), exact(), "runs", first, count, 2 * from);
            for (int p = 0; p < count; p++) {
                one[p] = (one[p] > from ? 1 : 0) - (other[p] > from ? 1 : 0);
            }
            return one;
        }

        private double[] reciprocals(int steps, Denoiser denoiser, String purpose, long first, int count,
                double cut) {
            GuidedProcess process = subject.process();
            TimeGrid grid = process.grid(steps);
            Streams streams = subject.streams("mean reciprocal " + purpose);
            double[] ends = Draws.of(subject.sampler(), denoiser, process.guidance(), grid,
                    Noise.of(streams, first, process.dimension(), count));
            double[] values = scores.logOdds(subject.c(), grid.end(), ends);
            for (int p = 0; p < count; p++) {
                // A run that has left all numbers has certainly left the class.
                double reciprocal = Math.exp(LineLogOdds.logReciprocal(values[p]));
                values[p] = Double.isNaN(reciprocal) ? cut : Math.min(cut, reciprocal);
            }
            return values;
        }
    }
}
