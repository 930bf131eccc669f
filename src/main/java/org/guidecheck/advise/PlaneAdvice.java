package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.PlaneControl;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Interval;

/** Finder of the best weights for each noise level and point of the plane at several multipliers of the price. */
final class PlaneAdvice {
    private static final double PRECISION = 5e-3;

    private PlaneAdvice() {
    }

    /**
     * Solves for multipliers as long as the time allows.
     *
     * @param process     guided process in the plane
     * @param settings    what to compare
     * @param gain        benefit without guidance less the least possible
     * @param multipliers multipliers of the price, above 0
     * @param limit       when to stop
     * @param checker     is given what is found
     * @return figures of the weights that it accepts, as far as a mesh tells them
     */
    static List<Figures> find(GuidedProcess process, AdviceSettings settings, double gain, List<Double> multipliers,
            TimeBudget limit, BestWeights checker) {
        Benefit benefit = settings.benefit();
        Benefit other = benefit.of(benefit.kind() == Benefit.Kind.CAPPED ? Benefit.Kind.TAIL : Benefit.Kind.CAPPED);
        PlaneControl control = new PlaneControl(process, settings.largest());
        List<Figures> rows = new ArrayList<>();
        for (double multiplier : multipliers) {
            PlaneControl.Best best = limit.isOver() ? PlaneControl.Best.UNKNOWN
                    : control.best(multiplier, benefit::of, other::of, PRECISION * Math.min(1, gain), limit);
            checker.accept(multiplier, best.least(), () -> figures(multiplier, process, benefit, best))
                    .ifPresent(rows::add);
        }
        return rows;
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
