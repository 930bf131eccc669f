package org.guidecheck.claim;

import java.util.Objects;

/**
 * Statement of a claim.
 *
 * @param id     name in the catalogue, such as {@code paper.strict}
 * @param text   what is claimed, in one sentence
 * @param source paper, book or section of theory.md that the claim comes from
 * @param status what theory says about it
 * @param resolution size of the departures that the claim is about
 */
public record Statement(String id, String text, String source, Claim.Status status, Resolution resolution) {
    /** Rejects null. */
    public Statement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(resolution, "resolution");
    }
}
