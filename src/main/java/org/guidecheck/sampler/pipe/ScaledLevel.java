package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import org.guidecheck.law.NoiseLevel;

/**
 * Noise level as a program states it, together with the scale of its points. The program's x = a x_0 + b z, divided by
 * r = √(a² + b²), is x/r = √t x_0 + √τ z with t = a²/r², as used elsewhere in this project.
 *
 * @param noiseLevel the level, with t &gt; 0 and τ &gt; 0
 * @param factor     r
 */
record ScaledLevel(NoiseLevel noiseLevel, double factor) {
    // Beyond these limits t or τ rounds to 0.
    private static final double LEAST_SIGNAL = 1e-15;
    private static final double LEAST_SIGMA = 1e-100;
    private static final double LARGEST_SIGMA = 1e7;
    private static final double LARGEST_TIME = 1 - 1e-7;

    /** Variance preserving: x = √ᾱ x_0 + √(1 − ᾱ) z, with r = 1. */
    static ScaledLevel ofAlphaBar(double alphaBar) throws ProtocolFault {
        if (!(alphaBar >= LEAST_SIGNAL && alphaBar < 1)) {
            throw outside("alpha_bar", alphaBar, "[" + LEAST_SIGNAL + ", 1)");
        }
        return new ScaledLevel(NoiseLevel.ofSignal(alphaBar), 1);
    }

    /** Variance exploding: x = x_0 + σ z. */
    static ScaledLevel ofSigma(double sigma) throws ProtocolFault {
        if (!(sigma >= LEAST_SIGMA && sigma <= LARGEST_SIGMA)) {
            throw outside("sigma", sigma, "[" + LEAST_SIGMA + ", " + LARGEST_SIGMA + "]");
        }
        return of(1, sigma);
    }

    /** Flow matching: x = (1 − u) x_0 + u z. */
    static ScaledLevel ofFlowTime(double u) throws ProtocolFault {
        if (!(u >= LEAST_SIGMA && u <= LARGEST_TIME)) {
            throw outside("flow_time", u, "[" + LEAST_SIGMA + ", " + LARGEST_TIME + "]");
        }
        return of(1 - u, u);
    }

    /**
     * Parses a level.
     *
     * @param node an object with one field, {@code alpha_bar}, {@code sigma} or {@code flow_time}
     */
    static ScaledLevel of(JsonNode node) throws ProtocolFault {
        String field = node.isObject() && node.size() == 1 ? node.fieldNames().next() : "";
        if (!node.path(field).isNumber()) {
            throw unknown(node);
        }
        double value = node.get(field).doubleValue();
        return switch (field) {
            case "alpha_bar" -> ofAlphaBar(value);
            case "sigma" -> ofSigma(value);
            case "flow_time" -> ofFlowTime(value);
            default -> throw unknown(node);
        };
    }

    private static ScaledLevel of(double a, double b) {
        double square = a * a + b * b;
        return new ScaledLevel(new NoiseLevel(a * a / square, b * b / square), Math.sqrt(square));
    }

    private static ProtocolFault unknown(JsonNode node) {
        return new ProtocolFault("asked to denoise at the level " + ProtocolFault.quote(node.toString())
                + ": must be one number, alpha_bar, sigma or flow_time");
    }

    private static ProtocolFault outside(String name, double value, String range) {
        return new ProtocolFault("asked to denoise at the level " + name + "=" + value + ": must be in " + range);
    }
}
