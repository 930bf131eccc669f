package org.guidecheck.advise;

import java.util.List;
import org.guidecheck.process.GuidedProcess;

/** Finder of the figures of all ways to guide a process: on the line by finite differences, elsewhere by sampling. */
public final class Advisor {
    private Advisor() {
    }

    /**
     * Finds the figures.
     *
     * @param process  law, class and end; its weights do not matter
     * @param settings what to compare
     * @return the figures, and what is possible
     */
    public static Advice advise(GuidedProcess process, AdviceSettings settings) {
        return process.dimension() == 1 ? new LineAdvisor(process, settings).advise()
                : new PathAdvisor(process, settings).advise();
    }

    /** Figures with the bound of the best at the price of each. */
    static List<Figures> withIdeals(List<Figures> rows, BestBound bound) {
        return rows.stream().map(row -> row.withIdeal(bound.at(row.price().upper()))).toList();
    }
}
