package org.guidecheck.process.rule;

import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * CFG-Zero*: the unconditional velocity is scaled by s* = ⟨v_c, v_u⟩/‖v_u‖² to fit the conditional one, and the first
 * steps have zero velocity. Fan et al., <i>CFG-Zero*: Improved classifier-free guidance for flow matching models</i>,
 * arXiv 2503.18886, algorithm 1. The guided velocity is s* v_u + (1 + w)(v_c − s* v_u).
 *
 * <p>Two things differ from the paper. Its velocity is that of a straight path between noise and data; here it is the v
 * of {@link GuidanceRule}, that of the variance-preserving path. It stops the first steps by their number, which leaves
 * no trace when steps get shorter; here the velocity is 0 above a noise level. Velocity 0 means the score −x of pure
 * noise.
 *
 * @param zeroAbove noise τ above which the velocity is 0, in [0, 1]; 1 for never
 */
public record CfgZeroStar(double zeroAbove) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public CfgZeroStar {
        if (!(zeroAbove >= 0 && zeroAbove <= 1)) {
            throw new IllegalArgumentException("zeroAbove=" + zeroAbove + ": must be in [0, 1]");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        return level.noise() > zeroAbove ? atRest(x) : scaled(weight, x, conditional, unconditional);
    }

    /**
     * The score whose velocity is 0.
     *
     * @param x points, any number of coordinates; not changed
     * @return −x, in a new array
     */
    public static double[] atRest(double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = -x[i];
        }
        return result;
    }

    private static double[] scaled(double weight, double[] x, double[] conditional, double[] unconditional) {
        double[] result = new double[x.length];
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] + conditional[i]) * (x[i] + unconditional[i]);
            square += (x[i] + unconditional[i]) * (x[i] + unconditional[i]);
        }
        // An unconditional velocity of 0 cannot be scaled.
        double scale = square > 0 ? product / square : 1;
        for (int i = 0; i < x.length; i++) {
            double base = scale * (x[i] + unconditional[i]);
            result[i] = base + (1 + weight) * (x[i] + conditional[i] - base) - x[i];
        }
        return result;
    }

    @Override
    public List<NoiseLevel> jumps() {
        return zeroAbove > 0 && zeroAbove < 1 ? List.of(NoiseLevel.ofNoise(zeroAbove)) : List.of();
    }
}
