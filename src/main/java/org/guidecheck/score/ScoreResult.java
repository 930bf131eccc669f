package org.guidecheck.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of scoring.
 *
 * @param scoring what was scored
 * @param rows    results, law by law
 * @param skipped what has no result, with the reasons
 */
public record ScoreResult(Scoring scoring, List<Row> rows, List<Skipped> skipped) {

    /** Copies the lists. */
    public ScoreResult {
        rows = List.copyOf(rows);
        skipped = List.copyOf(skipped);
    }

    /** {@return the curves of all samplers, law by law} */
    public List<Curve> curves() {
        return Curve.of(rows);
    }

    /**
     * Law and weight.
     *
     * @param problem id of the law
     * @param weight  guidance weight
     */
    public record Place(String problem, double weight) {
    }

    /** {@return the rows of each law and weight, in order} */
    public Map<Place, List<Row>> places() {
        Map<Place, List<Row>> places = new LinkedHashMap<>();
        for (Row row : rows) {
            places.computeIfAbsent(new Place(row.curve().problem(), row.curve().weight()),
                    place -> new ArrayList<>()).add(row);
        }
        return places;
    }
}
