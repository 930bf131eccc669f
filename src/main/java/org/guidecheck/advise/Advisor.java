package org.guidecheck.advise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.text.InvalidInputException;

/** Finder of the figures of all ways to guide a process: on the line by finite differences, elsewhere by sampling. */
public final class Advisor {
    private static final int DRAWS = 512;
    /** Distance from the limit that rounding may bridge, in log-odds: no draw of a density comes as close. */
    private static final double ROUNDING = 1e-10;

    private Advisor() {
    }

    /**
     * Finds the figures.
     *
     * @param process  law, class and end; its weights do not matter
     * @param settings what to compare
     * @return the figures, and what is possible
     * @throws InvalidInputException if p(c|y) is the limit at a share of the class, so that rounding would decide
     */
    public static Advice advise(GuidedProcess process, AdviceSettings settings) {
        requireLimitApart(process, settings);
        return process.dimension() == 1 ? new LineAdvisor(process, settings).advise()
                : new PathAdvisor(process, settings).advise();
    }

    private static void requireLimitApart(GuidedProcess process, AdviceSettings settings) {
        double limit = settings.benefit().limitLogOdds();
        ClassDraws draws = new ClassDraws(process, settings.streams().derived("limit"), DRAWS);
        long equal = Arrays.stream(draws.logOdds(draws.points(process.end()), process.end()))
                .filter(odds -> Math.abs(odds - limit) <= ROUNDING * Math.max(1, Math.abs(limit))).count();
        if (equal > 0) {
            throw new InvalidInputException("limit=" + settings.benefit().limit(), String.format(
                    Locale.ROOT,
                    "p(c|y) is this very number at %d of %d draws of the class, so that rounding would decide which are bad; "
                            + "choose another",
                    equal, DRAWS));
        }
    }

    /** Figures with the bound of the best at the price of each. */
    static List<Figures> withIdeals(List<Figures> rows, BestBound bound, Benefit.Kind kind) {
        return rows.stream().map(row -> row.withIdeal(bound, kind)).toList();
    }
}
