package org.guidecheck.claim.rule;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.rule.Projected;

/**
 * Projected guidance whose update is added to the unconditional prediction, 1 + w times, where it belongs w times on the
 * conditional one. For classifier-free guidance the two are the same. With η = 0 they are not: on the line nothing is
 * left of the update, and the rule follows the unconditional prediction.
 *
 * @param projection projects the update
 */
record OnUnconditional(Projected projection) implements GuidanceRule {
    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        double[] result = projection.guided(level, 1 + weight, x, conditional, unconditional);
        for (int i = 0; i < x.length; i++) {
            result[i] += unconditional[i] - conditional[i];
        }
        return result;
    }
}
