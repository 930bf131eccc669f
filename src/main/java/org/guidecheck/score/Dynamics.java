package org.guidecheck.score;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.SchemeTable;

/**
 * Process that a sampler's steps approximate, whose output law is the exact one for it. With weight 0 all of them have
 * the law of the class.
 */
public enum Dynamics {
    /** The guided probability-flow ODE, of samplers without noise after their start. */
    FLOW("guided flow"),
    /** The guided SDE of Li and Jiao, of samplers that add as much noise as ancestral sampling. */
    DIFFUSION("guided SDE"),
    /** Another process, or none. */
    OTHER("another process");

    private static final double TOLERANCE = 0.02;
    /** Length in λ of the steps at which the added noise is looked at. */
    private static final double STEP = 1e-3;

    private final String label;

    Dynamics(String label) {
        this.label = label;
    }

    /** {@return the name of the process, for tables} */
    public String label() {
        return label;
    }

    /**
     * The process that a sampler approximates, by the variance that short steps add in a unit of log t.
     *
     * @param sampler any linear sampler
     * @return its process
     */
    public static Dynamics of(LinearSampler sampler) {
        int middle = 4;
        TimeGrid grid = TimeGrid.uniformInLogSnr(0, STEP * 2 * middle, 2 * middle);
        double added = sampler.step(grid, middle).addedVariance();
        return ofChurn(added / (grid.level(middle + 1).logSignal() - grid.level(middle).logSignal()));
    }

    /**
     * The process that a table of coefficients approximates, by the factors of the points before.
     *
     * @param table coefficients of an identified sampler
     * @param end   level of its output
     * @return its process
     */
    static Dynamics of(SchemeTable table, NoiseLevel end) {
        if (table.points().stream().allMatch(point -> point.noise() == 0)) {
            return FLOW;
        }
        int m = table.calls().size() / 2;
        NoiseLevel from = table.calls().get(m).level();
        NoiseLevel to = m + 1 < table.calls().size() ? table.calls().get(m + 1).level() : end;
        double keep = table.points().get(m).keep();
        return ofChurn((to.logSignal() - from.logSignal() - 2 * Math.log(Math.abs(keep)))
                / (to.logSnr() - from.logSnr()) - 1);
    }

    private static Dynamics ofChurn(double churn) {
        if (churn == 0) {
            return FLOW;
        }
        return Math.abs(churn - 1) <= TOLERANCE ? DIFFUSION : OTHER;
    }
}
