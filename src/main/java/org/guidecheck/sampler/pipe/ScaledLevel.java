package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import org.guidecheck.law.NoiseLevel;

/**
 * Noise level as a program states it, together with the scale of its points. The program's x = a x_0 + b z, divided by
 * r = √(a² + b²), is x/r = √t x_0 + √τ z with t = a²/r², as used elsewhere in this project. From pure noise to clean data,
 * both included; neither share is computed as 1 less the other where that loses digits.
 *
 * @param noiseLevel the level, with t at least {@value #LEAST_SIGNAL}, where every prediction equals its limit at pure
 *                   noise up to rounding
 * @param root       √t, 0 at pure noise
 * @param rootOfNoise √τ, 0 at clean data
 * @param factor     r
 */
record ScaledLevel(NoiseLevel noiseLevel, double root, double rootOfNoise, double factor) {
    private static final double LEAST_SIGNAL = 1e-40;
    private static final double LARGEST_SIGMA = 1e100;

    /** Variance preserving: x = √ᾱ x_0 + √(1 − ᾱ) z, with r = 1. */
    static ScaledLevel ofAlphaBar(double alphaBar) throws ProtocolFault {
        requireWithin("alpha_bar", alphaBar, 0, 1);
        return ofShares(alphaBar, 1 - alphaBar, 1);
    }

    /** Variance preserving, by λ = log(ᾱ/(1 − ᾱ)), from −∞ at pure noise to +∞ at clean data. */
    static ScaledLevel ofLogSnr(double lambda) throws ProtocolFault {
        requireWithin("log_snr", lambda, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        return ofShares(1 / (1 + Math.exp(-lambda)), 1 / (1 + Math.exp(lambda)), 1);
    }

    /** Variance exploding: x = x_0 + σ z. */
    static ScaledLevel ofSigma(double sigma) throws ProtocolFault {
        requireWithin("sigma", sigma, 0, LARGEST_SIGMA);
        return of(1, sigma);
    }

    /** Flow matching: x = (1 − u) x_0 + u z. */
    static ScaledLevel ofFlowTime(double u) throws ProtocolFault {
        requireWithin("flow_time", u, 0, 1);
        return of(1 - u, u);
    }

    /**
     * Parses a level.
     *
     * @param node an object with one field, {@code alpha_bar}, {@code sigma}, {@code flow_time} or {@code log_snr}, the
     *             last a number or one of the texts inf and -inf
     */
    static ScaledLevel of(JsonNode node) throws ProtocolFault {
        String field = node.isObject() && node.size() == 1 ? node.fieldNames().next() : "";
        JsonNode number = node.path(field);
        boolean isInfinite =
                field.equals("log_snr") && (number.asText().equals("inf") || number.asText().equals("-inf"));
        if (!number.isNumber() && !isInfinite) {
            throw unknown(node);
        }
        double value = number.isNumber() ? number.doubleValue()
                : number.asText().equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return switch (field) {
            case "alpha_bar" -> ofAlphaBar(value);
            case "sigma" -> ofSigma(value);
            case "flow_time" -> ofFlowTime(value);
            case "log_snr" -> ofLogSnr(value);
            default -> throw unknown(node);
        };
    }

    /** Whether predictions follow from the clean point without loss of digits; else they do from the score. */
    boolean isNoisy() {
        return noiseLevel.signal() <= 0.5;
    }

    private static ScaledLevel of(double a, double b) {
        double factor = Math.hypot(a, b);
        return ofShares(a / factor * (a / factor), b / factor * (b / factor), factor);
    }

    private static ScaledLevel ofShares(double signal, double noise, double factor) {
        return new ScaledLevel(new NoiseLevel(Math.max(signal, LEAST_SIGNAL), noise), Math.sqrt(signal),
                Math.sqrt(noise), factor);
    }

    private static ProtocolFault unknown(JsonNode node) {
        return new ProtocolFault("asked to denoise at the level " + ProtocolFault.quote(node.toString())
                + ": must be one number, alpha_bar, sigma, flow_time or log_snr");
    }

    private static void requireWithin(String name, double value, double least, double most) throws ProtocolFault {
        if (!(value >= least && value <= most)) {
            throw new ProtocolFault(
                    "asked to denoise at the level " + name + "=" + value + ": must be in [" + least + ", "
                            + most + "]");
        }
    }
}
