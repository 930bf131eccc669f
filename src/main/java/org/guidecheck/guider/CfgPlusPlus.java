package org.guidecheck.guider;

import java.util.List;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;

/**
 * CFG++: Chung et al., <i>CFG++: Manifold-constrained classifier free guidance for diffusion models</i>, arXiv
 * 2406.08070, algorithm 2. Its DDIM step predicts the clean point from the noise ε_u + λ (ε_c − ε_u) and adds the
 * unconditional noise ε_u to it again.
 *
 * <p>The paper changes the step; a guider changes the prediction. Here the guided score is the one with which an
 * ordinary DDIM step leads to the same point. In x/√t the step of CFG++ from σ to σ′ adds (σ′ − σ) ε_u − σ λ (ε_c −
 * ε_u), and DDIM with guidance scale s adds (σ′ − σ)(ε_u + s (ε_c − ε_u)), so s = λ/(1 − σ′/σ). In the last step to clean
 * data s = λ. At fixed λ the scale grows like the number of steps, so there is no limit of short steps.
 *
 * <p>Its scale is λ, not 1 + w: 0 is the unconditional prediction, and 1 is not the conditional one but in the last
 * step.
 *
 * @param name  name of the guider
 * @param fixed λ whatever the scale that is given; empty if λ is that scale
 */
record CfgPlusPlus(String name, OptionalDouble fixed) implements Guider {
    CfgPlusPlus {
        if (fixed.isPresent() && !(Math.abs(fixed.getAsDouble()) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lambda=" + fixed.getAsDouble() + ": must be finite");
        }
    }

    @Override
    public Run begin(TimeGrid grid, double scale) {
        return call -> {
            int step = Math.min(call.step(), grid.steps() - 1);
            double w = weight(grid.level(step), grid.level(step + 1), scale).orElseThrow();
            return GuidanceRule.plain().guided(call.level(), w, call.points(), call.conditional(),
                    call.unconditional());
        };
    }

    @Override
    public OptionalDouble weight(NoiseLevel level, NoiseLevel next, double scale) {
        return OptionalDouble.of(fixed.orElse(scale) / (1 - next.sigma() / level.sigma()) - 1);
    }

    @Override
    public List<Double> scales() {
        return List.of(0.2, 0.6, 1.0);
    }
}
