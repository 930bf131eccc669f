package org.guidecheck.claim.discrete;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.SamplerDraws;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.claim.StepParametrised;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * Claim {@code discrete.coarse}: M_w(N) ≤ 1/π_c at any number of steps and any weight. It fails if a class lies between
 * two parts of the rest: a long step with a large weight carries a point from one side across the class into the rest
 * on the other side.
 *
 * <p>Decided on the line for 4 steps of the setting's sampler by {@link ChainQuadrature}, without sampling.
 */
public final class CoarseDrop extends Claim implements StepParametrised {
    /** A class between two parts of the rest. */
    private static final LabelledLaw BETWEEN = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, gaussian(0)),
            new LabelledClass("other", 0.5,
                    new Mixture(new double[] {0.5, 0.5}, List.of(gaussian(-1.5), gaussian(1.5))))));
    private static final double WEIGHT = 3;
    private static final int STEPS = 4;
    /** Draws for the e-process of the second opinion; few steps are cheap. */
    private static final int DRAWS = 1 << 17;

    private final int steps;

    /** The claim for 4 steps. */
    public CoarseDrop() {
        this(STEPS);
    }

    /**
     * The claim for another number of steps.
     *
     * @param steps at least 2
     */
    CoarseDrop(int steps) {
        super(new Statement("discrete.coarse",
                "the mean reciprocal drops at any number of steps and any weight",
                "a strengthening of Li & Jiao, arXiv 2505.01382",
                Status.FAILS,
                Resolution.ofUnguidedMean(0.01)));
        this.steps = steps;
    }

    private static Law gaussian(double mean) {
        return Gaussian.isotropic(new double[] {mean}, 0.25);
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1 && setting.guidance().smallest() >= 0
                && setting.sampler().asGaussian().isPresent() && !setting.sampler().name().equals("ddim");
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(BETWEEN, 0, GuidanceSchedule.constant(WEIGHT), 1).with(new Ddpm()));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(evidence(setting, ChainClaim.sampler(setting)));
    }

    @Override
    protected String note(Setting setting) {
        return "sampler " + setting.sampler().name() + ", " + steps + " steps";
    }

    @Override
    public Claim with(int newSteps) {
        return new CoarseDrop(newSteps);
    }

    /** {@inheritDoc} By an e-process on the sampler's draws. */
    @Override
    public Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> List.of(SamplerDraws.meanReciprocal(setting, steps, DRAWS, alpha)));
    }

    private Evidence evidence(Setting setting, GaussianSampler sampler) {
        double start = setting.unguidedMean() * TimeGrid.START_SIGNAL;
        Evidence started = Evidence.of(Evidence.Kind.ESTIMATED, "M_w(N)", 0);
        Requirement requirement =
                Requirement.atMost(String.format(Locale.ROOT, "at most 1/prior = %.6g", setting.unguidedMean()),
                        setting.unguidedMean(), resolution(setting) * setting.unguidedMean());
        Result chain;
        try {
            chain = ChainQuadrature.meanReciprocal(setting.process(), setting.process().grid(steps), sampler);
        } catch (ArithmeticException e) {
            // The mean of a coarse chain may overflow, which gives no bound.
            return started.decides(requirement).with("chain", e.getMessage());
        }
        boolean known = Double.isFinite(chain.errorBound());
        Interval bounds = known ? chain.bounds().widen(start) : Interval.ALL;
        return Evidence.of(Evidence.Kind.ESTIMATED, "M_w(N)", chain.value()).within(bounds)
                .by("chain quadrature, two meshes")
                .allowing(List.of(
                        new Tolerance.Discretisation(known ? chain.errorBound() : 0, "difference of two meshes"),
                        new Tolerance.Discretisation(start, "the process starts at t > 0")))
                .decides(requirement)
                .exceeding(Math.log(bounds.lower() / setting.unguidedMean()));
    }
}
