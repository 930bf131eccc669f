package org.guidecheck.guard;

import java.time.Duration;
import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** Claim about a sampler, decided by running it on problems whose right answer is known. */
abstract class SamplerClaim {
    private final Statement statement;

    SamplerClaim(String id, String text) {
        this.statement = new Statement(id, text, "this project, theory.md, Guarding a sampler", Claim.Status.HOLDS);
    }

    final Statement says() {
        return statement;
    }

    /** Whether the claim covers a sampler. */
    boolean appliesTo(SamplerUnderTest candidate) {
        return true;
    }

    /** The problems on which the sampler runs. */
    List<TestProblem> problems() {
        return List.of(TestProblem.PAIR);
    }

    final Verdict decide(RunCache runs, double alpha) {
        long begin = System.nanoTime();
        List<Evidence> evidence = evidence(runs, alpha);
        return Verdict.of(statement.id(), evidence, runs.candidate().seed(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Runs the sampler and measures: at least one piece of evidence, at the false-alarm rate alpha together. */
    abstract List<Evidence> evidence(RunCache runs, double alpha);
}
