package org.guidecheck.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Results of scoring as one self-contained HTML file, with a chart of error against calls for each law. */
public final class ScorePage {
    private ScorePage() {
    }

    /**
     * The page.
     *
     * @param results an object with {@code error}, {@code rows}, {@code curves} and {@code fronts}
     * @return HTML
     */
    public static String of(JsonNode results) {
        return HtmlReport.page("score.html", results, Map.of("script", HtmlReport.own("score.js")));
    }
}
