package org.guidecheck.claim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.BoundedRepresentation.Estimate;
import org.guidecheck.oracle.path.ChainReweighting;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Evidence for or against M_w ≤ M_0 = 1/π_c, of the guided process and of a sampler's chain.
 *
 * <p>The process is computed in two forms that share no drift. The direct form could exceed M_0 and decides: finite
 * differences on the line, elsewhere noised draws of the data, reweighted. The bounded representation cannot exceed M_0
 * whatever is drawn, so it confirms nothing by itself; it must agree with the direct form (theory.md, "The bounded
 * representation" and "Reweighted forward paths").
 */
public final class GuidedMeanReciprocal {
    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;
    private static final int FEWEST_PATHS = 1 << 11;
    private static final int MOST_PATHS = 1 << 17;
    /** Most that the paths of one form may cost, in {@link org.guidecheck.law.Law#cost()} times steps. */
    private static final double WORK = 3e8;
    private static final int USUAL_STEPS = 128;
    private static final int MOST_DRAWS = 1 << 16;
    private static final int MOST_STEPS = 512;
    /** Largest density of the guided process against noised draws for which enough draws carry the mean. */
    private static final double MOST_DENSITY = 30;
    private static final int FEWEST_CHAIN_STEPS = 64;

    private final Setting setting;
    private final double unguided;
    /** Departure that is called negligible, absolute. */
    private final double resolution;
    /** Share of M_0 that means may reach; 1 except in tests. */
    private final double share;
    /** Factor of the weights of the bounded form; 1 except in tests. */
    private final double factor;

    /**
     * Evidence on a setting.
     *
     * @param setting    process with weights w ≥ 0, sampler, seed and effort
     * @param resolution departure that is called negligible, as a share of M_0
     */
    public GuidedMeanReciprocal(Setting setting, double resolution) {
        this(setting, resolution, 1, 1);
    }

    /**
     * For tests: a stronger claim, and forms of different weights.
     *
     * @param setting    process with weights w ≥ 0, sampler, seed and effort
     * @param resolution departure that is called negligible, as a share of M_0
     * @param share      share of M_0 that means must not exceed; false if below M_w/M_0
     * @param factor     factor of the weights of the bounded form; false unless 1
     */
    public GuidedMeanReciprocal(Setting setting, double resolution, double share, double factor) {
        this.setting = setting;
        this.share = share;
        this.factor = factor;
        this.unguided = setting.unguidedMean();
        this.resolution = resolution * unguided;
    }

    /**
     * M_w of the process: the direct form against M_0, and the bounded form against the direct one.
     *
     * @param alpha false-alarm probability to spend, in (0, 1)
     * @return two pieces of evidence, of which the second, the bounded form, is a further attempt to refute; none if the
     *         direct form is out of reach
     */
    public List<Evidence> ofProcess(double alpha) {
        return direct(alpha / 2).map(direct -> List.of(direct, bounded(direct.bounds(), alpha / 2).asAttempt()))
                .orElse(List.of());
    }

    private Optional<Evidence> direct(double alpha) {
        if (setting.law().dimension() == 1) {
            Optional<Evidence> computed = onLine();
            if (computed.isPresent()) {
                return computed;
            }
        }
        return isCarried() ? reweighted(alpha) : Optional.empty();
    }

    /** Whether enough of affordable draws would carry the mean; the rest would cost much and say nothing. */
    private boolean isCarried() {
        double w = setting.guidance().largest();
        return setting.guidance() instanceof GuidanceSchedule.Constant && setting.hasCheapPaths()
                && (w >= 1 ? w : w + 1) * Math.log(unguided) <= Math.log(MOST_DENSITY);
    }

    private Optional<Evidence> onLine() {
        FiniteDifferences.Result result;
        try {
            result = new FiniteDifferences(setting.process()).meanReciprocalDirect(resolution / unguided / 4);
        } catch (ArithmeticException overflow) {
            // Reciprocals overflow on the mesh.
            return Optional.empty();
        }
        if (!(result.errorBound() <= resolution)) {
            return Optional.empty();
        }
        double start = setting.process().startError() * unguided;
        return Optional.of(decided(Evidence.of(Evidence.Kind.ESTIMATED, "M_w, direct form", result.value())
                .within(result.bounds().widen(start)).by("finite differences, direct form")
                .allowing(List.of(
                        new Tolerance.Discretisation(result.errorBound(), "differences of the meshes"),
                        new Tolerance.Discretisation(start, "the process starts at t > 0")))));
    }

    private Optional<Evidence> reweighted(double alpha) {
        Requirement requirement = noMoreThanUnguided();
        Reweighting.Answer answer = new Reweighting(setting.process(), setting.streams(), alpha)
                .meanReciprocal(resolution / unguided / 4, mostPaths(),
                        a -> a.isCarried() && requirement.decide(a.estimate().bounds()) != Outcome.UNDECIDED);
        if (!answer.isCarried()) {
            return Optional.empty();
        }
        Evidence evidence = decided(answer.estimate().evidence("M_w, direct form", "reweighted draws of noised data",
                "paths end at t > 0", alpha)
                .with("effective paths", String.format(Locale.ROOT, "%.0f", answer.effective())));
        // Bounds that say nothing are no evidence: the chain decides then.
        return evidence.outcome() == Outcome.UNDECIDED ? Optional.empty() : Optional.of(evidence);
    }

    /** M_w by the bounded representation, which must agree with the direct form. */
    private Evidence bounded(Interval direct, double alpha) {
        Requirement requirement = Requirement.agreement(String.format(Locale.ROOT,
                "must agree with the direct form, [%.6g, %.6g]", direct.lower(), direct.upper()), direct, resolution);
        BoundedRepresentation.Effort effort =
                new BoundedRepresentation.Effort(resolution / unguided / 2, 0, MOST_STEPS, mostPaths() / 4);
        Estimate estimate = new BoundedRepresentation(setting.process().withGuidance(setting.guidance().times(factor)),
                setting.streams(), alpha).estimate(effort, e -> requirement.decide(e.bounds()) != Outcome.UNDECIDED);
        return estimate.evidence("M_w, bounded form", "bounded representation", "the process starts at t > 0", alpha)
                .decides(requirement)
                .detecting(detectable(estimate, alpha));
    }

    /**
     * The mean reciprocal of the setting's sampler: of its chain where that is known well enough, otherwise the mean of
     * the capped reciprocal of its draws. Rare events carry the former where guidance sets out.
     *
     * @param alpha false-alarm probability to spend on each number of steps, in (0, 1)
     * @return the evidence
     */
    public Evidence ofSampler(double alpha) {
        boolean isKnown = setting.guidance().smallest() >= ChainReweighting.LEAST_LIMIT;
        return (isKnown ? ofChain(alpha / 2) : Optional.<Evidence>empty())
                .filter(each -> each.outcome() != Outcome.UNDECIDED)
                .orElseGet(() -> SamplerDraws.cappedReciprocal(setting, resolution / unguided,
                        setting.effort().samples(MOST_DRAWS), alpha / 2));
    }

    /**
     * M_w(N) of the chain of the setting's sampler, exactly as it is run, if its steps are Gaussian. A chain of long
     * steps may exceed M_0; a refutation counts only if it persists while the steps are halved.
     *
     * @param alpha false-alarm probability to spend on each number of steps, in (0, 1)
     * @return the evidence; empty if the sampler's steps are not Gaussian
     */
    private Optional<Evidence> ofChain(double alpha) {
        return setting.sampler().asGaussian().map(sampler -> {
            int steps = FEWEST_CHAIN_STEPS;
            Evidence found = ofChain(sampler, steps, alpha);
            while (found.outcome() == Outcome.REFUTED && steps < MOST_STEPS) {
                steps *= 2;
                found = ofChain(sampler, steps, alpha);
            }
            return found;
        });
    }

    private Evidence ofChain(GaussianSampler sampler, int steps, double alpha) {
        Requirement requirement = noMoreThanUnguidedUpToSteps();
        Estimate estimate = new ChainReweighting(setting.process(), sampler, setting.streams(), alpha)
                .ofChain(setting.process().grid(steps), mostPaths(),
                        e -> requirement.decide(e.bounds()) != Outcome.UNDECIDED);
        // The mean of the part above a cap is estimated from its average, which is less than a bound.
        return decided(requirement, Evidence
                .of(Evidence.Kind.ESTIMATED, "M_w(" + steps + ") of " + setting.sampler().name(),
                        estimate.value())
                .within(estimate.bounds())
                .by("reweighted chain, " + steps + " steps, what exceeds 2 M_0 estimated", estimate.paths(), alpha)
                .allowing(List.of(new Tolerance.Discretisation(estimate.discretisation(),
                        "what exceeds 2 M_0: its average and seven standard errors"),
                        new Tolerance.Discretisation(resolution, "steps of finite length"))));
    }

    private Evidence decided(Evidence evidence) {
        return decided(noMoreThanUnguided(), evidence);
    }

    private Evidence decided(Requirement requirement, Evidence evidence) {
        return evidence.allowing(List.of(new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials")))
                .decides(requirement)
                .exceeding(Math.log(evidence.bounds().lower() / unguided));
    }

    private Requirement noMoreThanUnguided() {
        double limit = share * unguided;
        return Requirement.atMost(String.format(Locale.ROOT, "must be <= M_0 = %.6g", limit), limit * (1 + ROUNDING),
                resolution);
    }

    /** A chain of finite steps may exceed M_0 by as much as is called negligible. */
    private Requirement noMoreThanUnguidedUpToSteps() {
        double limit = share * unguided;
        return Requirement.atMost(String.format(Locale.ROOT, "must be <= M_0 = %.6g, up to the step error of %.3g",
                limit, resolution), limit + resolution, 0);
    }

    private int mostPaths() {
        double affordable = WORK / USUAL_STEPS / setting.law().marginal().cost();
        return setting.effort().samples((int) Math.max(FEWEST_PATHS, Math.min(MOST_PATHS, affordable)));
    }

    /** The smallest disagreement that this many paths would have shown. */
    private OptionalDouble detectable(Estimate estimate, double alpha) {
        OptionalDouble survival = BoundedMeanCheck.atMost("survival", new Interval(0, 1), 0.5, List.of(), alpha / 2)
                .smallestDiscrepancy(estimate.paths());
        return survival.isPresent() ? OptionalDouble.of(survival.getAsDouble() * unguided) : survival;
    }
}
