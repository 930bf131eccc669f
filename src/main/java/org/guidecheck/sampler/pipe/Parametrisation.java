package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import org.guidecheck.law.NoiseLevel;

/**
 * A noise level as a program may state it, and the scale of its points: x = a x_0 + b z, which the root r of a² + b²
 * takes to the project's x/r = √t x_0 + √τ z with t = a²/r².
 *
 * @param level  the level, with noise and with signal
 * @param factor r, what the project's points are multiplied by to give the program's
 */
record Parametrisation(NoiseLevel level, double factor) {
    // Outside these, t or τ is 0 in double precision.
    private static final double LEAST_SIGNAL = 1e-15;
    private static final double LEAST_SIGMA = 1e-100;
    private static final double LARGEST_SIGMA = 1e7;
    private static final double LARGEST_TIME = 1 - 1e-7;

    /** The project's own scale: x = √ᾱ x_0 + √(1 − ᾱ) z. */
    static Parametrisation ofAlphaBar(double alphaBar) throws ProtocolFault {
        if (!(alphaBar >= LEAST_SIGNAL && alphaBar < 1)) {
            throw outside("alpha_bar", alphaBar, "[" + LEAST_SIGNAL + ", 1)");
        }
        return new Parametrisation(NoiseLevel.ofSignal(alphaBar), 1);
    }

    /** Exploding variance: x = x_0 + σ z. */
    static Parametrisation ofSigma(double sigma) throws ProtocolFault {
        if (!(sigma >= LEAST_SIGMA && sigma <= LARGEST_SIGMA)) {
            throw outside("sigma", sigma, "[" + LEAST_SIGMA + ", " + LARGEST_SIGMA + "]");
        }
        return of(1, sigma);
    }

    /** Flow matching: x = (1 − u) x_0 + u z. */
    static Parametrisation ofFlowTime(double u) throws ProtocolFault {
        if (!(u >= LEAST_SIGMA && u <= LARGEST_TIME)) {
            throw outside("flow_time", u, "[" + LEAST_SIGMA + ", " + LARGEST_TIME + "]");
        }
        return of(1 - u, u);
    }

    /**
     * Reads a level.
     *
     * @param node an object with {@code alpha_bar}, {@code sigma} or {@code flow_time}
     */
    static Parametrisation of(JsonNode node) throws ProtocolFault {
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

    private static Parametrisation of(double a, double b) {
        double square = a * a + b * b;
        return new Parametrisation(new NoiseLevel(a * a / square, b * b / square), Math.sqrt(square));
    }

    private static ProtocolFault unknown(JsonNode node) {
        return new ProtocolFault("asked to denoise at the level " + ProtocolFault.quote(node.toString())
                + ": must be one number, alpha_bar, sigma or flow_time");
    }

    private static ProtocolFault outside(String name, double value, String range) {
        return new ProtocolFault("asked to denoise at the level " + name + "=" + value + ": must be in " + range);
    }
}
