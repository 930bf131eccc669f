package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.guidecheck.guard.guiders.ProbeCalls.Answers;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Answers of a guider to the same points at several scales, on the laws of {@link ProbeLaw} and at nearly equal
 * predictions. Scales are given as 1 + w, whatever the guider's convention.
 */
final class ScaleAnswers {
    private static final List<Double> SCALES = List.of(-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 4.0, 7.5, 15.0);
    private static final int STEPS = 16;
    private static final int POINTS = 6;
    /** Relative difference of nearly equal predictions. */
    private static final double NEAR = 0x1p-10;

    /** Steps of a run that meets narrow ranges of levels: a twentieth of the way from σ to 2σ each. */
    private static final int FINE_STEPS = 400;
    private static final int FEW_POINTS = 3;

    private final TimeGrid grid;
    private final List<List<ProbeBatch>> runs;
    private final Map<Double, List<Answers>> byScale = new LinkedHashMap<>();
    private final List<Double> refused = new ArrayList<>();
    private final Precision precision;
    private final double offset;
    private final boolean isDeclared;

    ScaleAnswers(GuiderUnderTest candidate) {
        this(candidate, ProbeCalls.grid(STEPS), new TreeSet<>(SCALES), "scales", (grid, streams) -> {
            List<List<ProbeBatch>> runs = new ArrayList<>(ProbeLaw.ALL.stream()
                    .map(law -> law.batches(grid, POINTS, streams.derived(law.name()))).toList());
            runs.add(runs.get(2).stream().map(ScaleAnswers::nearlyEqual).toList());
            return runs;
        });
    }

    /** Answers of few points at many levels, at the scales of the user alone. */
    static ScaleAnswers atManyLevels(GuiderUnderTest candidate) {
        return new ScaleAnswers(candidate, ProbeCalls.grid(FINE_STEPS), new TreeSet<>(List.of(1.0)), "many levels",
                (grid, streams) -> List.of(ProbeLaw.PLANE.batches(grid, FEW_POINTS, streams)));
    }

    private ScaleAnswers(GuiderUnderTest candidate, TimeGrid grid, SortedSet<Double> scales, String purpose,
            BiFunction<TimeGrid, Streams, List<List<ProbeBatch>>> draws) {
        this.grid = grid;
        Streams streams = new Streams(candidate.seed()).derived(purpose);
        isDeclared = candidate.like().isPresent();
        offset = candidate.convention().conditional() - 1;
        precision = Precision.of(candidate.guider(), candidate.scales().get(0), streams);
        runs = draws.apply(grid, streams);
        candidate.scales().forEach(scale -> scales.add(scale - offset));
        for (double scale : scales) {
            boolean isNeeded = scale == 1 || candidate.scales().contains(scale + offset);
            List<Answers> answers = new ArrayList<>();
            for (List<ProbeBatch> run : runs) {
                if (isNeeded) {
                    answers.add(ProbeCalls.rounded(candidate.guider(), scale + offset, grid, run, precision));
                } else {
                    ProbeCalls.tried(candidate.guider(), scale + offset, grid, run, precision).ifPresent(answers::add);
                }
            }
            if (answers.size() == runs.size()) {
                byScale.put(scale, answers);
            } else {
                refused.add(scale + offset);
            }
        }
    }

    private static ProbeBatch nearlyEqual(ProbeBatch batch) {
        double[] near = batch.conditional().clone();
        for (int i = 0; i < near.length; i++) {
            near[i] -= NEAR * Math.abs(near[i]) * Math.signum(batch.conditional()[i] - batch.unconditional()[i]);
        }
        return batch.with(batch.law() + ", nearly equal predictions", batch.conditional(), near);
    }

    /** {@return whether the rule is declared, so that its answers are compared with that rule's} */
    boolean isDeclared() {
        return isDeclared;
    }

    /** {@return the precision in which the guider computes} */
    Precision precision() {
        return precision;
    }

    /** {@return the levels} */
    TimeGrid grid() {
        return grid;
    }

    /** {@return the scales that were answered, as 1 + w, in order} */
    List<Double> scales() {
        return List.copyOf(byScale.keySet());
    }

    /** {@return the scales that the guider did not take, as it is given them} */
    List<Double> refused() {
        return refused;
    }

    /** {@return a scale as the guider is given it} */
    double given(double scale) {
        return scale + offset;
    }

    /** {@return the number of runs at each scale} */
    int runs() {
        return runs.size();
    }

    /** The points of a run at a step. */
    ProbeBatch batch(int run, int step) {
        return runs.get(run).get(step);
    }

    /** The answers of a run at a step. */
    double[] guided(double scale, int run, int step) {
        return byScale.get(scale).get(run).guided()[step];
    }

    /** The rounding allowed in each point of a run at a step. */
    double[] rounding(double scale, int run, int step) {
        return byScale.get(scale).get(run).rounding()[step];
    }

    /** The weights at a step. */
    LevelWeights weights(int step) {
        List<LevelWeights.Fit> fits = new ArrayList<>();
        for (double scale : byScale.keySet()) {
            LevelWeights.Sums sums = new LevelWeights.Sums(scale);
            for (int run = 0; run < runs(); run++) {
                sums.add(batch(run, step), guided(scale, run, step), rounding(scale, run, step));
            }
            fits.add(sums.fit());
        }
        return new LevelWeights(step, grid.level(step), fits);
    }

    /** The departure of the answers at scale 1 of a step from other ones, which take a batch. */
    WorstAnswer departure(int step, Expected expected) {
        WorstAnswer worst = new WorstAnswer();
        for (int run = 0; run < runs(); run++) {
            ProbeBatch batch = batch(run, step);
            double[] guided = guided(1, run, step);
            worst.add(guided, expected.of(batch, guided), rounding(1, run, step), batch,
                    ProbeCalls.place(step, grid.level(step), given(1)));
        }
        return worst;
    }

    /** Adds the departures of the answers at scale 1 of a step from the conditional prediction. */
    void addDepartures(int step, Stabiliser.Departures departures) {
        for (int run = 0; run < runs(); run++) {
            ProbeBatch batch = batch(run, step);
            departures.add(batch, guided(1, run, step), batch.conditional(), rounding(1, run, step));
        }
    }

    /** The run in the most dimensions. */
    int widest() {
        return IntStream.range(0, runs()).boxed().max(Comparator.comparingInt(run -> batch(run, 0).dimension()))
                .orElseThrow();
    }

    /** Whether a coordinate of the answers at scale 1 departs from the conditional prediction at any point of a step. */
    boolean departsAtOne(int run, int step, int coordinate) {
        ProbeBatch batch = batch(run, step);
        double[] guided = guided(1, run, step);
        return IntStream.range(0, batch.count()).anyMatch(p -> {
            int i = p * batch.dimension() + coordinate;
            return !(Math.abs(guided[i] - batch.conditional()[i]) <= rounding(1, run, step)[p]);
        });
    }

    /** What answers are compared with. */
    @FunctionalInterface
    interface Expected {
        /**
         * The expected answer.
         *
         * @param batch  the points
         * @param guided the answer
         * @return the expected one, n·d numbers
         */
        double[] of(ProbeBatch batch, double[] guided);
    }

    /** The largest change of answers of a step from one scale to another, in units of rounding. */
    double response(int step) {
        double largest = 0;
        List<Double> scales = scales();
        for (int run = 0; run < runs(); run++) {
            int d = batch(run, step).dimension();
            for (double scale : scales) {
                double[] one = guided(scale, run, step);
                double[] other = guided(1, run, step);
                double[] allowed = rounding(scale, run, step);
                double[] allowedOther = rounding(1, run, step);
                for (int i = 0; i < one.length; i++) {
                    double off = Math.abs(one[i] - other[i]) / (allowed[i / d] + allowedOther[i / d]);
                    largest = Math.max(largest, off <= Double.MAX_VALUE ? off : Double.POSITIVE_INFINITY);
                }
            }
        }
        return largest;
    }

    /**
     * Whether the velocity is 0 at a step: the answer is −k x with one k ≥ 0 for all points, whatever the scale and the
     * predictions. CFG-Zero* does so in its first steps.
     */
    boolean isAtRest(int step) {
        if (response(step) > 1) {
            return false;
        }
        double product = 0;
        double square = 0;
        for (int run = 0; run < runs(); run++) {
            double[] x = batch(run, step).points();
            double[] guided = guided(1, run, step);
            for (int i = 0; i < x.length; i++) {
                product += x[i] * guided[i];
                square += x[i] * x[i];
            }
        }
        double factor = product / square;
        return factor <= 0 && departure(step,
                (batch, guided) -> ProbeBatch.scaled(batch.points(), factor)).isRounding();
    }

    /**
     * The first user's scale that is not 1, as 1 + w, for reports.
     *
     * @return the scale; empty if there is none
     */
    Optional<Double> reported(GuiderUnderTest candidate) {
        return candidate.scales().stream().map(scale -> scale - offset).filter(scale -> scale != 1).findFirst();
    }
}
