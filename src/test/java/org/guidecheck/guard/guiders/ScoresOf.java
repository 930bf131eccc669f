package org.guidecheck.guard.guiders;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.TimeGrid;

/**
 * Guider that applies one formula to scores or to clean predictions.
 *
 * @param formula the formula, called with predictions of one kind in place of scores
 */
record ScoresOf(Guider formula) implements Guider {
    @Override
    public String name() {
        return formula.name();
    }

    @Override
    public Run begin(TimeGrid grid, double scale) {
        return formula.begin(grid, scale);
    }

    @Override
    public Map<String, Guider> byPrediction() {
        Map<String, Guider> kinds = new LinkedHashMap<>();
        kinds.put("score", formula);
        kinds.put("x0", Written.of(name(), (grid, scale) -> {
            Run run = formula.begin(grid, scale);
            return call -> Written.score(call.level(), call.points(), run.guided(new GuidanceCall(call.step(),
                    call.level(), call.dimension(), call.points(),
                    call.level().cleanPoints(call.points(), call.conditional()),
                    call.level().cleanPoints(call.points(), call.unconditional()))));
        }));
        return kinds;
    }

    static double[] scaled(double factor, double[] values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }
}
