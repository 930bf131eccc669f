package org.guidecheck.claim;

import java.util.Objects;

/**
 * What a claim says of itself.
 *
 * @param id     its name in the catalogue, such as {@code paper.strict}
 * @param text   what is claimed, in one sentence
 * @param source where it comes from: paper and equation
 * @param status what is known of it
 */
public record Statement(String id, String text, String source, Claim.Status status) {
    /** Guards against what is missing. */
    public Statement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
    }
}
