package org.guidecheck.claim.paper;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;

/**
 * Noise schedule of the paper, ᾱ_{n−1} = ᾱ_n + c ᾱ_n (1 − ᾱ_n) log N / N with ᾱ_n the signal t after n steps of noising.
 * It is uniform in λ = log(t/τ) up to terms of second order in the steps.
 *
 * <p>The paper leaves the constant c and the ends to the user. Here they are those of the process: the first and last noisy
 * levels are the ones of its own grid of as many steps, and c is what leads from one to the other.
 */
final class PaperSchedule {
    private static final int HALVINGS = 60;

    private PaperSchedule() {
    }

    /**
     * The schedule of a process.
     *
     * @param process process that sets the ends
     * @param steps   N, at least 100
     * @return grid of N + 1 levels, the last one clean unless the process is stopped
     * @throws IllegalArgumentException if there are too few steps for the schedule
     */
    static TimeGrid grid(GuidedProcess process, int steps) {
        if (!(steps >= 100)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 100");
        }
        TimeGrid own = process.grid(steps);
        int last = own.end().isClean() ? steps - 1 : steps;
        double target = own.level(last).logSnr();
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            List<NoiseLevel> tried = levels(own.start(), middle, last);
            if (tried.get(last).logSnr() < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        List<NoiseLevel> levels = levels(own.start(), high, last);
        if (own.end().isClean()) {
            levels.add(own.end());
        }
        return new TimeGrid(levels);
    }

    /**
     * The constant c of a schedule.
     *
     * @param grid a grid made here
     * @return c
     */
    static double constant(TimeGrid grid) {
        NoiseLevel one = grid.level(0);
        double share = (grid.level(1).signal() - one.signal()) / (one.signal() * one.noise());
        return share * grid.steps() / Math.log(grid.steps());
    }

    /** Levels from the start on, ᾱ' = ᾱ + share · ᾱ (1 − ᾱ). */
    private static List<NoiseLevel> levels(NoiseLevel start, double share, int count) {
        List<NoiseLevel> levels = new ArrayList<>(List.of(start));
        double signal = start.signal();
        double noise = start.noise();
        for (int n = 0; n < count; n++) {
            double before = signal;
            signal += share * before * noise;
            noise *= 1 - share * before;
            levels.add(NoiseLevel.ofLogSnr(Math.log(signal / noise)));
        }
        return levels;
    }
}
