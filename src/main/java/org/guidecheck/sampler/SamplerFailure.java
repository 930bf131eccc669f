package org.guidecheck.sampler;

/**
 * Failure of a sampler: it crashed, or its output cannot be samples. The message names the sampler and the fault in one
 * line.
 */
public final class SamplerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isOfOutput;

    /**
     * Failure without a cause.
     *
     * @param message the sampler and its fault, in one line
     */
    public SamplerFailure(String message) {
        this(message, null);
    }

    /**
     * Failure of a sampler that works, but whose output is not finite.
     *
     * @param message the sampler and its fault, in one line
     * @return the failure
     */
    public static SamplerFailure ofOutput(String message) {
        return new SamplerFailure(message, null, true);
    }

    /**
     * Failure of a sampler that calls the denoiser for a part of its batch.
     *
     * @param points number of points of the call
     * @param batch  number of points of the batch
     * @return the failure
     */
    public static SamplerFailure ofPart(int points, int batch) {
        return new SamplerFailure("the denoiser is called with " + points + " points of a batch of " + batch
                + ": must be called with the whole batch, as parts of it are not supported");
    }

    /**
     * Failure with a cause.
     *
     * @param message the sampler and its fault, in one line
     * @param cause   the exception behind it
     */
    public SamplerFailure(String message, Throwable cause) {
        this(message, cause, false);
    }

    private SamplerFailure(String message, Throwable cause, boolean isOfOutput) {
        super(message, cause);
        this.isOfOutput = isOfOutput;
    }

    /** {@return whether the sampler works, and its output is not finite} */
    public boolean isOfOutput() {
        return isOfOutput;
    }
}
