package org.guidecheck.hunt;

import java.io.Serializable;

/**
 * What a round came to, as it travels between machines.
 *
 * @param claim     the claim's name
 * @param number    of the round, from 0
 * @param laws      tried
 * @param undecided laws that no oracle could decide
 * @param score     of the nearest law, above 0 where it breaks the claim; {@link Double#NEGATIVE_INFINITY} if there was none
 * @param refuted   whether it was refuted
 * @param nearest   the nearest law as JSON, as {@link Specimen#write} writes it; empty if there was none
 */
public record RoundReport(String claim, int number, int laws, int undecided, double score, boolean refuted, String nearest)
        implements Serializable {
    private static final long serialVersionUID = 1;
}
