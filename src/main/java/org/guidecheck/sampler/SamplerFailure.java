package org.guidecheck.sampler;

/** A sampler that did not do its part: it broke down, or what it gave cannot be samples. One line says which and how. */
public final class SamplerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A sampler is at fault.
     *
     * @param message which sampler, and what it did, in one line
     */
    public SamplerFailure(String message) {
        super(message);
    }

    /**
     * A sampler is at fault, and something shows why.
     *
     * @param message which sampler, and what it did, in one line
     * @param cause   what shows why
     */
    public SamplerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
