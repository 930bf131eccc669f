package org.guidecheck.claim.ode;

import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.mesh.ReferenceFlow;
import org.guidecheck.oracle.mesh.StartQuadrature;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Heun;
import org.guidecheck.sampler.Noise;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.NonnegativeMeanEProcess;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * Claim {@code ode.mean-reciprocal-drops}: guidance lowers the mean reciprocal of the probability-flow ODE, M_w ≤ M_0.
 * The paper's theorem covers the process with noise; for the flow neither proof nor counterexample is known.
 *
 * <p>On the line M_w of the flow is computed ({@link ReferenceFlow}) and compared with the flow's own M_0 from the same
 * start. Unlike the process, the flow does not forget its start at t > 0, so its M_0 differs from 1/π_c by about √t
 * times the reach of the data. In more dimensions an e-process on points drawn by Heun's method allows for the same; it
 * can only refute.
 */
public final class FlowDrop extends Claim {
    private static final double ROUNDING = 1e-9;
    private static final int STEPS = 64;
    private static final int POINTS = 2048;
    /** Steps of Heun's method from the quadrature points. */
    private static final int PUSHED = 200;
    /** Relative error of M_0 allowed to draws for the start at t > 0, as a multiple of √t. */
    private static final double START = 4;

    /** Factor of the weights; 1 except in tests. */
    private final double direction;

    /** The claim. */
    public FlowDrop() {
        this(1);
    }

    /**
     * For tests: the claim about other weights.
     *
     * @param direction factor of the weights; −1 guides away from the class
     */
    FlowDrop(double direction) {
        super(new Statement("ode.mean-reciprocal-drops",
                "guidance lowers the mean reciprocal of the probability-flow ODE: M_w ≤ M_0",
                "an open question after Li & Jiao, arXiv 2505.01382, who treat the process with noise",
                Status.OPEN,
                Resolution.ofUnguidedMean(0.01)));
        this.direction = direction;
    }

    /** {@inheritDoc} Laws with cheap paths and weights of at least 0. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.hasCheapPaths() && setting.guidance().smallest() >= 0;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(setting.law().dimension() == 1 ? computed(setting) : drawn(setting, alpha));
    }

    private Evidence computed(Setting setting) {
        Result guided;
        Result unguided;
        try {
            guided = flow(setting, setting.guidance().times(direction));
            unguided = flow(setting, GuidanceSchedule.constant(0));
        } catch (ArithmeticException e) {
            // Step control may fail at heavy tails and edges.
            return Evidence.of(Evidence.Kind.ESTIMATED, "M_w - M_0 of the flow", 0)
                    .decides(drop(setting)).with("flow", e.getMessage());
        }
        double change = guided.value() - unguided.value();
        double bound = guided.errorBound() + unguided.errorBound();
        boolean known = Double.isFinite(change) && Double.isFinite(bound);
        Interval bounds = known ? Interval.around(change, bound) : Interval.ALL;
        return Evidence.of(Evidence.Kind.ESTIMATED, "M_w - M_0 of the flow", known ? change : 0).within(bounds)
                .by("backward flow, 8th order, from a mesh of " + guided.meshPoints() + " ends")
                .allowing(List.of(
                        new Tolerance.Discretisation(known ? bound : 0, "two meshes, and what the density lacks to 1"),
                        new Tolerance.Rounding(ROUNDING * setting.unguidedMean(), "sums and exponentials")))
                .decides(drop(setting))
                .exceeding(bounds.lower() / unguided.value())
                .with("M_0 of the flow", String.format(Locale.ROOT, "%.8g, 1/prior %.8g", unguided.value(),
                        setting.unguidedMean()));
    }

    /** The requirement of M_w − M_0. */
    private Requirement drop(Setting setting) {
        return Requirement.atMost("at most 0", ROUNDING * setting.unguidedMean(),
                resolution(setting) * setting.unguidedMean());
    }

    private static Result flow(Setting setting, GuidanceSchedule w) {
        return new ReferenceFlow(setting.process().withGuidance(w)).meanReciprocal();
    }

    private Evidence drawn(Setting setting, double alpha) {
        ClassVersusRest sides = setting.process().sides();
        TimeGrid grid = setting.process().grid(STEPS);
        double limit = setting.unguidedMean() * (1 + START * Math.sqrt(TimeGrid.START_SIGNAL));
        Noise noise = Noise.of(setting.streams().derived("flow"), 0, sides.dimension(), POINTS);
        double[] ends = new Heun().sample(setting.backend().denoiser(sides), setting.guidance().times(direction), grid,
                noise);
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(limit);
        BlockPosterior model = new BlockPosterior(sides);
        model.setLevel(grid.end());
        double[] odds = model.logOdds(ends);
        for (int from = 0; from < POINTS && !process.rejectedAt(alpha); from += BlockPosterior.BLOCK) {
            for (int p = from; p < Math.min(from + BlockPosterior.BLOCK, POINTS); p++) {
                process.accept(Double.isNaN(odds[p]) ? Double.POSITIVE_INFINITY : 1 + Math.exp(-odds[p]));
            }
        }
        boolean rejected = process.rejectedAt(alpha);
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "mean 1/p of the flow", process.mean())
                .within(rejected ? Interval.atLeast(Math.nextUp(setting.unguidedMean())) : Interval.ALL)
                .by("e-process on " + STEPS + " steps of heun", process.count(), alpha)
                .allowing(List.of(
                        new Tolerance.Discretisation(limit - setting.unguidedMean(), "the flow starts at t > 0")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "at most M_0 = %.6g", setting.unguidedMean()),
                        setting.unguidedMean(), 0))
                .exceeding(process.mean() / limit - 1);
    }

    /** {@inheritDoc} On the line by Heun's method, started at the points of a quadrature rule. */
    @Override
    public Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> List.of(setting.law().dimension() == 1 ? pushedForward(setting)
                : drawn(setting.withSeed(~setting.seed()), alpha)));
    }

    private Evidence pushedForward(Setting setting) {
        Interval guided = pushedForward(setting, setting.guidance().times(direction));
        Interval unguided = pushedForward(setting, GuidanceSchedule.constant(0));
        // The rule's starts end at 10; 1/π_c includes what the unguided flow has beyond.
        Interval before = new Interval(unguided.lower(), Math.max(unguided.upper(), setting.unguidedMean()));
        Interval change = guided.minus(before);
        boolean known = Double.isFinite(change.lower()) && Double.isFinite(change.upper());
        return Evidence.of(Evidence.Kind.ESTIMATED, "M_w - M_0 of the flow", known ? change.midpoint() : 0)
                .within(known ? change : Interval.ALL)
                .by("heun, " + PUSHED + " and " + 2 * PUSHED + " steps from a quadrature rule")
                .decides(drop(setting));
    }

    /** M_w with the finer of two numbers of steps; the bounds allow for the change from the coarser. */
    private static Interval pushedForward(Setting setting, GuidanceSchedule weights) {
        Result[] runs = new Result[2];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new StartQuadrature(setting.process().withGuidance(weights), setting.process().grid(PUSHED << i),
                    new Heun()).meanReciprocal();
        }
        double bound = Math.abs(runs[1].value() - runs[0].value()) + runs[0].errorBound() + runs[1].errorBound();
        return Double.isFinite(bound) ? Interval.around(runs[1].value(), bound) : Interval.ALL;
    }
}
