package org.guidecheck.guard;

import org.guidecheck.claim.VerdictText;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Verdict;

/** Message of a failed test of a sampler. */
public final class FailureText {
    private FailureText() {
    }

    /**
     * The claim, the sampler, the evidence and the command that decides it again.
     *
     * @param candidate the sampler and how it was run
     * @param verdict   verdict on a claim of {@link Guard#claims()}
     * @param alpha     false-alarm rate of the verdict
     * @return several lines
     */
    public static String of(SamplerUnderTest candidate, Verdict verdict, double alpha) {
        SamplerClaim claim = Guard.named(verdict.claimId());
        String law = String.join("; ", claim.problems().stream().map(TestProblem::name).toList());
        return VerdictText.of(claim.says(), verdict, candidate.toString(), law, alpha,
                ReplayCommandLine.command(candidate, verdict.claimId(), alpha));
    }
}
