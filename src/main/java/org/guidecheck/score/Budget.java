package org.guidecheck.score;

/**
 * Cost of a run.
 *
 * @param number largest number of calls of the denoiser, or number of steps, at least 1
 * @param steps  whether it is a number of steps
 */
public record Budget(int number, boolean steps) {
    /** Checks the number; throws {@link IllegalArgumentException}. */
    public Budget {
        if (!(number >= 1)) {
            throw new IllegalArgumentException((steps ? "steps=" : "calls=") + number + ": must be at least 1");
        }
    }
}
