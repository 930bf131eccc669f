package org.guidecheck.guider;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;

/**
 * Guider that applies a rule without memory to each point, with the weight scale − 1.
 *
 * @param name name of the guider
 * @param each the rule
 */
record RuleGuider(String name, GuidanceRule each) implements Guider {
    @Override
    public Run begin(TimeGrid grid, double scale) {
        return call -> {
            int d = call.dimension();
            double[] result = new double[call.points().length];
            for (int from = 0; from < result.length; from += d) {
                double[] guided = each.guided(call.level(), scale - 1,
                        Arrays.copyOfRange(call.points(), from, from + d),
                        Arrays.copyOfRange(call.conditional(), from, from + d),
                        Arrays.copyOfRange(call.unconditional(), from, from + d));
                System.arraycopy(guided, 0, result, from, d);
            }
            return result;
        };
    }

    @Override
    public boolean isMemoryless() {
        return true;
    }

    @Override
    public OptionalDouble weight(NoiseLevel level, NoiseLevel next, double scale) {
        return each.weight(level, scale - 1);
    }

    @Override
    public Optional<GuidanceRule> rule() {
        return Optional.of(each);
    }
}
