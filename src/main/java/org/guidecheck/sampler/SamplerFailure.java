package org.guidecheck.sampler;

/**
 * Failure of a sampler: it crashed, or its output cannot be samples. The message names the sampler and the fault in one
 * line.
 */
public final class SamplerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Failure without a cause.
     *
     * @param message the sampler and its fault, in one line
     */
    public SamplerFailure(String message) {
        super(message);
    }

    /**
     * Failure with a cause.
     *
     * @param message the sampler and its fault, in one line
     * @param cause   the exception behind it
     */
    public SamplerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
