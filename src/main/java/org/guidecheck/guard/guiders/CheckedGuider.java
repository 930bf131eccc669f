package org.guidecheck.guard.guiders;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;

/**
 * Guider whose faults, such as an exception or an answer of another length, become {@link
 * org.guidecheck.sampler.SamplerFailure}s that name the call.
 *
 * @param guider the guider
 */
record CheckedGuider(Guider guider) implements Guider {
    /** The rule that a guider, checked or not, applies to each point and nothing else; empty if none is known for certain. */
    static Optional<GuidanceRule> applied(Guider guider) {
        return Guiders.applied(guider instanceof CheckedGuider checked ? checked.guider : guider);
    }

    @Override
    public String name() {
        return guider.name();
    }

    @Override
    public Run begin(TimeGrid grid, double scale) {
        Run run = ProbeCalls.begin(guider, grid, scale);
        return new Run() {
            @Override
            public double[] guided(GuidanceCall call) {
                return ProbeCalls.answer(guider, run, call, scale);
            }

            @Override
            public void close() {
                run.close();
            }
        };
    }

    @Override
    public Optional<GuidanceRule> rule() {
        return guider.rule();
    }

    @Override
    public boolean isMemoryless() {
        return guider.isMemoryless();
    }

    @Override
    public OptionalDouble weight(NoiseLevel level, NoiseLevel next, double scale) {
        return guider.weight(level, next, scale);
    }

    @Override
    public Map<String, Guider> byPrediction() {
        Map<String, Guider> checked = new LinkedHashMap<>();
        guider.byPrediction().forEach((prediction, each) -> checked.put(prediction, new CheckedGuider(each)));
        return checked;
    }

    @Override
    public List<Double> scales() {
        return guider.scales();
    }
}
