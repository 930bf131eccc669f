package org.guidecheck.claim;

import java.util.List;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/** Evidence from finite differences on the line beside an identity that is checked at points. */
public final class LinePower {
    private LinePower() {
    }

    /**
     * Evidence from a value with all its errors.
     *
     * @param quantity    what was computed
     * @param result      value and bound
     * @param method      form of the equation, in words
     * @param requirement what the claim asks of it
     * @return the evidence; where no mesh is fine enough to decide, a further attempt that has not refuted
     */
    public static Evidence evidence(String quantity, FiniteDifferences.Result result, String method,
            Requirement requirement) {
        Evidence found = Evidence.of(Evidence.Kind.ESTIMATED, quantity, result.isResolved() ? result.value() : 0)
                .within(result.bounds()).by("finite differences, " + method);
        Evidence decided = (result.isResolved() ? found.allowing(List.of(new Tolerance.Discretisation(
                result.errorBound(), "differences of the meshes and of two starts"))) : found).decides(requirement);
        return decided.outcome() == Outcome.UNDECIDED ? decided.asAttempt() : decided;
    }
}
