package org.guidecheck.guard.guiders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.FailedRun;
import org.guidecheck.guard.Unmeasured;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/** Claim about a guider, decided by calling it on laws whose exact predictions are known. */
abstract class GuiderClaim {
    private static final String NOT_TRIED = "not tried: the guider answers nothing";

    private final Statement statement;

    GuiderClaim(String id, String text, Resolution resolution) {
        this.statement = new Statement(id, text, "this project, theory.md, Guarding a guidance rule",
                Claim.Status.HOLDS, resolution);
    }

    final Statement says() {
        return statement;
    }

    /** Whether the claim covers a guider. */
    boolean appliesTo(GuiderUnderTest candidate) {
        return true;
    }

    /** Whether answers are compared with others up to rounding, so that half precision hides departures. */
    boolean comparesNumbers() {
        return statement.resolution().equals(Resolution.ROUNDING);
    }

    final Verdict decide(GuiderCache cache, double alpha) {
        long begin = System.nanoTime();
        List<Evidence> evidence = new ArrayList<>(evidence(cache, alpha));
        if (comparesNumbers() && cache.precision().isHalf()) {
            evidence.add(cache.precision().whatIsHidden());
        }
        return Verdict.of(statement.id(), evidence, cache.candidate().seed(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The verdict where the guider failed. */
    final Verdict failed(SamplerFailure failure, long seed) {
        return Verdict.of(statement.id(), List.of(FailedRun.of("failed runs", failure)), seed, Duration.ZERO);
    }

    /** The verdict where the claim's own computation failed on the guider's answers. */
    final Verdict undecided(RuntimeException failure, long seed) {
        return undecided("computations that failed", "cannot be decided on these answers: " + failure.getMessage(),
                seed);
    }

    /** The verdict where it was found before that the guider answers nothing. */
    final Verdict notTried(long seed) {
        return undecided("runs", NOT_TRIED, seed);
    }

    private Verdict undecided(String quantity, String reason, long seed) {
        return Verdict.of(statement.id(), List.of(Evidence.of(Evidence.Kind.EXACT, quantity, 0).by("none")
                .saying(reason).decides(Unmeasured.because(reason))), seed, Duration.ZERO);
    }

    /** Calls the guider and measures: at least one piece of evidence, at the false-alarm rate alpha together. */
    abstract List<Evidence> evidence(GuiderCache cache, double alpha);
}
