package org.guidecheck.claim;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.guidecheck.oracle.BoundedRepresentation;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * The main claim: for every labelled law and every guidance schedule w ≥ 0, M_w = E[1/p(c|Y)] ≤ M_0 = 1/π_c.
 *
 * <p>Source: G. Li and Y. Jiao, <i>Provable Efficiency of Guidance in Diffusion Models for General Data
 * Distribution</i>, arXiv 2505.01382. Decided by the bounded representation (properties/README.md, "The bounded
 * representation"): plain averages of 1/p do not see the tail that carries the mean.
 */
public final class MeanReciprocalDrops implements Claim {
    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;

    @Override
    public String id() {
        return "paper.mean-reciprocal-drops";
    }

    @Override
    public String statement() {
        return "guidance lowers the mean reciprocal: M_w <= M_0 for every schedule w >= 0";
    }

    @Override
    public String source() {
        return "Li and Jiao, arXiv 2505.01382";
    }

    @Override
    public Status status() {
        return Status.HOLDS;
    }

    @Override
    public Verdict decide(Setting setting, double alpha) {
        long begin = System.nanoTime();
        double unguided = 1 / setting.law().prior(setting.c());
        BoundedRepresentation representation = new BoundedRepresentation(setting.law(), setting.c(), setting.guidance(),
                setting.stop(), new Streams(setting.seed()), alpha);
        BoundedRepresentation.Estimate estimate = representation.estimate(BoundedRepresentation.Effort.DECIDE,
                e -> outcome(e, unguided) != Outcome.UNDECIDED);
        Tolerance start = new Tolerance.Discretisation(estimate.start(), "the process starts at t > 0");
        Tolerance step = new Tolerance.Discretisation(estimate.discretisation(), "difference of two step sizes");
        Tolerance rounding = new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials");
        Evidence evidence = Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "M_w", estimate.value())
                .within(estimate.bounds())
                .by("bounded representation, " + estimate.steps() + " steps", estimate.paths(), alpha)
                .allowing(List.of(step, start, rounding))
                .decides(String.format(Locale.ROOT, "M_w <= M_0 = %.6g", unguided), outcome(estimate, unguided));
        String note = setting.stop() > 0
                ? "stopped at noise " + setting.stop() + (setting.law().isDegenerate() ? ": the law has no density" : "")
                : "";
        return Verdict.of(id(), List.of(evidence), setting.seed(), Duration.ofNanos(System.nanoTime() - begin), note);
    }

    private static Outcome outcome(BoundedRepresentation.Estimate estimate, double unguided) {
        Interval known = estimate.statistical().widen(estimate.discretisation());
        double limit = unguided * (1 + ROUNDING) + estimate.start();
        if (known.upper() <= limit) {
            return Outcome.HOLDS;
        }
        return known.lower() > limit ? Outcome.REFUTED : Outcome.UNDECIDED;
    }
}
