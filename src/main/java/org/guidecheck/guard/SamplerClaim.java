package org.guidecheck.guard;

import java.time.Duration;
import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** A statement about a sampler that can be decided by running it. */
abstract class SamplerClaim {
    private final Statement statement;

    SamplerClaim(String id, String text) {
        this.statement = new Statement(id, text, "properties/README.md, \"Guarding a sampler\"", Claim.Status.HOLDS);
    }

    final Statement says() {
        return statement;
    }

    /** Whether the claim says anything of a candidate. */
    boolean appliesTo(SamplerUnderTest candidate) {
        return true;
    }

    /** What the sampler is tried on. */
    List<TestProblem> arenas() {
        return List.of(TestProblem.PAIR);
    }

    final Verdict decide(RunCache bench, double alpha) {
        long begin = System.nanoTime();
        List<Evidence> evidence = evidence(bench, alpha);
        return Verdict.of(statement.id(), evidence, bench.candidate().seed(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** At least one piece of evidence; all together at the false-alarm rate alpha. */
    abstract List<Evidence> evidence(RunCache bench, double alpha);
}
