package org.guidecheck.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** Claim about a sampler, decided by running it on problems whose right answer is known. */
abstract class SamplerClaim {
    private static final String NOT_TRIED = "not tried: the output is not finite";

    private final Statement statement;

    /** Claim that is checked up to rounding. */
    SamplerClaim(String id, String text) {
        this(id, text, Resolution.ROUNDING);
    }

    SamplerClaim(String id, String text, Resolution resolution) {
        this.statement = new Statement(id, text, "this project, theory.md, Guarding a sampler", Claim.Status.HOLDS,
                resolution);
    }

    final Statement says() {
        return statement;
    }

    /** Whether the claim covers a sampler. */
    boolean appliesTo(SamplerUnderTest candidate) {
        return true;
    }

    /** Whether the claim covers a sampler, where it takes runs to know. */
    boolean covers(RunCache runs) {
        return true;
    }

    /**
     * What the claim is about if the sampler declares a guidance rule of its own: the sampler without guidance, as theory
     * is about classifier-free guidance. Claims about guidance itself return the sampler as it is.
     *
     * @return the sampler with the weights at which the claim is decided; empty if its guidance is not known and the
     *         claim depends on the law of the output
     */
    Optional<SamplerUnderTest> judged(SamplerUnderTest candidate) {
        return candidate.declaration().guidance().isPlain() ? Optional.of(candidate)
                : !dependsOnLaw() || candidate.declaration().guidance().isKnown() ? Optional.of(candidate.unguided())
                        : Optional.empty();
    }

    /** Whether the claim compares the output with a law that follows from guidance. */
    boolean dependsOnLaw() {
        return false;
    }

    /**
     * Whether the claim says something of a sampler whose output is not finite. If not, it is not tried there:
     * that output is a finding of its own.
     */
    boolean takesAnyOutput() {
        return false;
    }

    /** The problems on which the sampler runs. */
    List<TestProblem> problems() {
        return List.of(TestProblem.PAIR);
    }

    final Verdict decide(RunCache runs, double alpha) {
        long begin = System.nanoTime();
        List<Evidence> evidence = takesAnyOutput() || runs.isFinite() ? evidence(runs, alpha)
                : List.of(notTried());
        return Verdict.of(statement.id(), evidence, runs.candidate().seed(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Evidence notTried() {
        return Evidence.of(Evidence.Kind.EXACT, "runs", 0).by("none").saying(NOT_TRIED)
                .decides(Unmeasured.because(NOT_TRIED));
    }

    /** The verdict where it was found before that the output is not finite. */
    final Verdict notTried(long seed) {
        return Verdict.of(statement.id(), List.of(notTried()), seed, Duration.ZERO);
    }

    /** The verdict where the sampler failed. */
    final Verdict failed(SamplerFailure failure, long seed) {
        return Verdict.of(statement.id(), List.of(FailedRun.of("failed runs", failure)), seed, Duration.ZERO);
    }

    /** Runs the sampler and measures: at least one piece of evidence, at the false-alarm rate alpha together. */
    abstract List<Evidence> evidence(RunCache runs, double alpha);
}
