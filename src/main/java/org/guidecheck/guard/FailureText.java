package org.guidecheck.guard;

import org.guidecheck.claim.VerdictText;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Verdict;

/** Text of a test on a sampler that fails. */
public final class FailureText {
    private FailureText() {
    }

    /**
     * The text of a verdict on a candidate.
     *
     * @param candidate the sampler and how it was tried
     * @param verdict   what was decided
     * @param alpha     false-alarm rate that was spent on it
     * @return several lines
     */
    public static String of(SamplerUnderTest candidate, Verdict verdict, double alpha) {
        SamplerClaim claim = Guard.named(verdict.claimId());
        String law = String.join("; ", claim.arenas().stream().map(TestProblem::name).toList());
        return VerdictText.of(claim.says(), verdict, candidate.toString(), law, alpha,
                ReplayCommandLine.command(candidate, verdict.claimId(), alpha));
    }
}
