package org.guidecheck.guider;

import java.util.Optional;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.process.rule.CfgZeroStar;

/**
 * CFG-Zero* with zero velocity in the first steps by their number, as in its paper: Fan et al., arXiv 2503.18886,
 * algorithm 1. The velocity is the one of {@link CfgZeroStar}, as is its optimised scale. As steps get shorter the first
 * ones take no time, and the limit is the rule without zero-init.
 *
 * @param name  name of the guider
 * @param first number of steps with velocity 0, at least 0; 1 in the paper's code
 */
record ZeroInitSteps(String name, int first) implements Guider {
    private static final CfgZeroStar MOVING = new CfgZeroStar(1);

    ZeroInitSteps {
        if (!(first >= 0)) {
            throw new IllegalArgumentException("steps=" + first + ": must be at least 0");
        }
    }

    @Override
    public Run begin(TimeGrid grid, double scale) {
        Run moving = Guider.of(name, MOVING).begin(grid, scale);
        return call -> call.step() < first ? CfgZeroStar.atRest(call.points()) : moving.guided(call);
    }

    @Override
    public Optional<GuidanceRule> rule() {
        return Optional.of(MOVING);
    }
}
