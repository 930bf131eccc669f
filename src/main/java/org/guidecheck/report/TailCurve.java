package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import org.guidecheck.statistics.BinomialInterval;
import org.guidecheck.statistics.Interval;

/**
 * Probability that an output is as unlikely to be of the class as π_c/a: what guidance promises for any law,
 * a^{−(1+2 inf w)} (theory.md, "Tail"), and the share of draws.
 */
final class TailCurve {
    private static final double[] RATIOS = {1, 1.5, 2, 3, 5, 10, 20, 50, 100};
    private static final double ALPHA = 1e-3;

    private TailCurve() {
    }

    /**
     * The numbers to draw.
     *
     * @param figure law and guidance
     * @param draws  its draws
     * @return for each a, {@code promised}, and the {@code share} of draws with the ends of its interval
     */
    static ArrayNode of(Figure figure, PictureDraws draws) {
        double[] logOdds = draws.logOdds(figure.process().guidance());
        double prior = figure.process().prior();
        double exponent = 1 + 2 * figure.process().guidance().smallest();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (double a : RATIOS) {
            int below = (int) Arrays.stream(logOdds).filter(odds -> 1 / (1 + Math.exp(-odds)) <= prior / a).count();
            Interval interval = BinomialInterval.of(below, logOdds.length, ALPHA / RATIOS.length);
            json.addObject().put("a", a).put("promised", Rounded.of(Math.pow(a, -exponent)))
                    .put("share", Rounded.of((double) below / logOdds.length))
                    .put("lower", Rounded.of(interval.lower())).put("upper", Rounded.of(interval.upper()));
        }
        return json;
    }
}
