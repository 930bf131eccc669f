package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.PlaneControl;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * The best weights for each noise level and point of the plane at several multipliers of the price, and the bound of the
 * best possible that follows from their least sums.
 *
 * @param rows  their figures, as far as a mesh tells them
 * @param lines lines of the bound
 */
record PlaneAdvice(List<Figures> rows, List<BestBound.Line> lines) {
    private static final double PRECISION = 5e-3;
    /** By how much benefit and price of the best weights may depart from the least sum, over the gain. */
    static final double AGREEMENT = 0.02;

    /**
     * Solves for multipliers as long as the time allows.
     *
     * @param process     guided process in the plane
     * @param settings    what to compare
     * @param before      benefit without guidance
     * @param multipliers multipliers of the price, above 0
     * @param limit       when to stop
     */
    static PlaneAdvice of(GuidedProcess process, AdviceSettings settings, Interval before, List<Double> multipliers,
            TimeBudget limit) {
        Benefit benefit = settings.benefit();
        Benefit other = benefit.of(benefit.kind() == Benefit.Kind.CAPPED ? Benefit.Kind.TAIL : Benefit.Kind.CAPPED);
        PlaneControl control = new PlaneControl(process, settings.largest());
        List<Figures> rows = new ArrayList<>();
        List<BestBound.Line> lines = new ArrayList<>();
        double start = 2 * TimeGrid.START_SIGNAL;
        for (double multiplier : multipliers) {
            PlaneControl.Best best = control.best(multiplier, benefit::of, other::of,
                    PRECISION * Math.min(1, before.upper() - benefit.least()), limit);
            if (Double.isFinite(best.least().lower())) {
                lines.add(new BestBound.Line(multiplier, best.least().lower() - start * before.upper()));
                double sum = best.benefit().upper() + multiplier * best.price().upper();
                if (sum - best.least().lower() <= AGREEMENT * (before.upper() - best.least().lower())) {
                    rows.add(figures(multiplier, process, benefit, best));
                }
            }
            if (limit.isOver()) {
                break;
            }
        }
        return new PlaneAdvice(rows, lines);
    }

    private static Figures figures(double multiplier, GuidedProcess process, Benefit benefit, PlaneControl.Best best) {
        boolean isCapped = benefit.kind() == Benefit.Kind.CAPPED;
        Interval capped = Figures.within(isCapped ? best.benefit() : best.mean(), new Interval(1, benefit.cap()));
        Interval tail = Figures.within(isCapped ? best.mean() : best.benefit(), new Interval(0, 1));
        Candidate candidate = new Candidate(Candidate.Family.ADAPTIVE,
                Candidates.perNat(multiplier), Optional.empty(), List.of());
        double unguided = process.unguidedMean();
        Interval mean = new Interval(
                Double.isFinite(capped.lower()) ? Math.max(1, Math.min(unguided, capped.lower())) : 1, unguided);
        return new Figures(candidate, mean, 1, tail, capped, best.entropy(), Interval.ALL, List.of(), Interval.ALL,
                Figures.within(best.price(), Interval.atLeast(0)), Double.NaN, benefit.least());
    }
}
