package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.guidecheck.oracle.path.OutputPaths;
import org.guidecheck.oracle.path.StepErrorBound;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Interval;

/**
 * Figures from draws. Every variable is bounded, so that its mean has a finite-sample interval; the error of the time
 * steps comes from the same paths on two grids.
 *
 * @param benefit   limit and cap
 * @param modes     modes of the class
 * @param dimension d
 * @param unit      mean half squared distance of two draws of the class, about; distances count up to four times it
 * @param alpha     false-alarm rate of each interval
 */
record PathFigures(Benefit benefit, Modes modes, int dimension, double unit, double alpha) {
    private static final double MOST_SQUARES = 4;

    /** Intervals of means. */
    record Means(Interval tail, Interval capped, Interval square, List<Interval> modes) {
    }

    /** Paths and their ends. */
    record Paths(OutputPaths paths, OutputPaths.Pair ends) {
    }

    /** Mean half squared distance of one point and the next. */
    static double meanHalfSquare(double[] points, int d) {
        return IntStream.range(0, points.length / d / 2).mapToDouble(i -> halfSquare(points, d, i)).average()
                .orElseThrow();
    }

    private static double halfSquare(double[] points, int d, int i) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double difference = points[2 * i * d + j] - points[(2 * i + 1) * d + j];
            sum += 0.5 * difference * difference;
        }
        return sum;
    }

    /** Means over exact draws. */
    Means exact(double[] points, double[] logOdds) {
        return means(points, logOdds, points, logOdds, 0);
    }

    private Means means(double[] points, double[] logOdds, double[] coarse, double[] coarseLogOdds, double start) {
        int n = logOdds.length;
        Benefit capped = benefit.of(Benefit.Kind.CAPPED);
        Benefit tail = benefit.of(Benefit.Kind.TAIL);
        double most = MOST_SQUARES * unit;
        List<Interval> shares = new ArrayList<>();
        for (int k = 0; k < modes.centres().size(); k++) {
            int mode = k;
            shares.add(mean(0, 1, values(n, i -> modes.of(points, i) == mode ? 1 : 0),
                    values(n, i -> modes.of(coarse, i) == mode ? 1 : 0), start));
        }
        return new Means(
                mean(0, 1, values(n, i -> tail.of(logOdds[i])), values(n, i -> tail.of(coarseLogOdds[i])), start),
                mean(1, benefit.cap(), values(n, i -> capped.of(logOdds[i])),
                        values(n, i -> capped.of(coarseLogOdds[i])), start),
                mean(0, most, values(n / 2, i -> Math.min(most, halfSquare(points, dimension, i))),
                        values(n / 2, i -> Math.min(most, halfSquare(coarse, dimension, i))), start),
                shares);
    }

    private static double[] values(int n, IntToDoubleFunction variable) {
        double[] values = new double[n];
        Arrays.setAll(values, variable);
        return values;
    }

    /** Interval of the mean of a variable in [low, high], with the error of the time steps. */
    private Interval mean(double low, double high, double[] fine, double[] coarse, double start) {
        for (int i = 0; i < fine.length; i++) {
            if (!Double.isFinite(fine[i]) || !Double.isFinite(coarse[i])) {
                // A path overflowed, because a step was too long.
                return Interval.ALL;
            }
        }
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(low, high, alpha);
        sequence.accept(fine);
        StepErrorBound error = new StepErrorBound();
        error.accept(fine, coarse);
        Interval found = sequence.bounds().widen(error.bound() + start * Math.abs(sequence.mean()));
        return found.intersect(new Interval(low, high)).orElseThrow();
    }

    /** Figures of no guidance. */
    Figures unguided(Candidate candidate, GuidedProcess process, Means ofClass) {
        Interval mean = new Interval(process.unguidedMean(), process.unguidedMean());
        return new Figures(candidate, mean, 1, ofClass.tail(), ofClass.capped(), new Interval(1, 1), new Interval(1, 1),
                ofClass.modes(), new Interval(1, 1), new Interval(0, 0), 0, benefit.least());
    }

    /** Figures of guidance. */
    Figures guided(Candidate candidate, GuidedProcess process, Means ofClass, Paths run) {
        GuidanceSchedule schedule = candidate.schedule().orElseThrow();
        double start = process.withGuidance(schedule).startError();
        OutputPaths.Ends fine = run.ends().fine();
        OutputPaths.Ends coarse = run.ends().coarse();
        Means found = means(fine.points(), fine.logOdds(), coarse.points(), coarse.logOdds(), start);
        double promised = OutputPaths.factor(schedule.largest()) * -Math.log(process.prior());
        Interval range = run.paths().range();
        Interval price = mean(range.lower(), range.upper(), fine.prices(), coarse.prices(), start);
        Interval spread = Figures.quotient(found.square(), ofClass.square());
        return new Figures(candidate, meanReciprocal(process, schedule, found.capped()), 1 + 2 * schedule.smallest(),
                found.tail(), found.capped(), spread, spread, found.modes(),
                Figures.leastKept(found.modes(), ofClass.modes()), possible(price, run.paths().cut(), promised),
                promised, benefit.least());
    }

    private static Interval possible(Interval price, double cut, double promised) {
        Interval all = new Interval(0, promised);
        return Double.isFinite(price.width()) ? price.widen(cut).intersect(all).orElse(all) : all;
    }

    /** E[1/p] is that of min(1/p, K) and the tail beyond K, which is at most (π_c K)^{−2w}/(2 w π_c). */
    private Interval meanReciprocal(GuidedProcess process, GuidanceSchedule schedule, Interval capped) {
        double unguided = process.unguidedMean();
        double w = schedule.smallest();
        double ratio = benefit.cap() * process.prior();
        double beyond = w > 0 && ratio >= 1 ? Math.pow(ratio, -2 * w) / (2 * w) * unguided : Double.POSITIVE_INFINITY;
        double upper = Math.min(unguided, capped.upper() + beyond);
        return new Interval(Math.min(upper, Math.max(1, capped.lower())), upper);
    }
}
