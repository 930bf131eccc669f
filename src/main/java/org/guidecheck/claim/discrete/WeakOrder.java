package org.guidecheck.claim.discrete;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.ReferenceFlow;
import org.guidecheck.oracle.mesh.StartQuadrature;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/**
 * Claim {@code discrete.weak-order}: for the setting's sampler the errors of E p(c|Y) and of the mean reciprocal M_w
 * fall like a power of the step size: 1 for Euler–Maruyama, DDPM and DDIM, 2 for Heun's method and DPM-Solver++(2M), 3
 * for (3M).
 *
 * <p>Decided on the line without sampling: chains with noise by {@link ChainQuadrature} against {@link
 * FiniteDifferences}, samplers of the flow by {@link StartQuadrature} against {@link ReferenceFlow}. Grids are uniform
 * in λ and stopped at a noise above 0: a last step to clean data would have an error that finer grids do not reduce.
 * Source: theory.md, "Steps of finite length".
 */
public final class WeakOrder extends Claim {
    /** Orders by name: of samplers of the process, and of samplers of the flow. */
    private static final Map<String, Integer> WITH_NOISE = Map.of("euler-maruyama", 1, "ddpm", 1, "ddim:1", 1);
    private static final Map<String, Integer> OF_THE_FLOW = Map.of("ddim", 1, "heun", 2, "multistep", 2,
            "multistep:3", 3);

    /** Noise τ at which processes that run to clean data are stopped. */
    private static final double STOP = 0.2;
    private static final double NARROWEST = 0.2;
    private static final int FEWEST_RUNGS = 4;
    /** If the leading term happens to be small, rungs are added until the order is decided. */
    private static final int MOST_RUNGS = 6;
    /** Longest steps in λ of the coarsest grid at weight 0. */
    private static final double LONGEST = 1;
    private static final double LONGEST_OF_THE_FLOW = 0.5;
    private static final double PRECISION = 1e-5;
    private static final Functional POSTERIOR = (y, logOdds) -> 1 / (1 + Math.exp(-logOdds));

    /** The claim. */
    public WeakOrder() {
        super(new Statement("discrete.weak-order",
                "a sampler's weak error falls like h (Euler–Maruyama, DDPM, DDIM), h² (Heun, DPM-Solver++ 2M) "
                        + "or h³ (3M)",
                "Kloeden & Platen 1992, chapter 14; Karras et al., arXiv 2206.00364; Lu et al., arXiv 2211.01095",
                Status.HOLDS,
                ConvergenceOrder.RESOLUTION));
    }

    /** {@inheritDoc} On the line, with a constant weight: a jump within a step would lower the order. */
    @Override
    public boolean appliesTo(Setting setting) {
        String name = setting.sampler().name();
        return setting.law().dimension() == 1 && setting.guidance() instanceof GuidanceSchedule.Constant
                && setting.law().narrowestScale() >= NARROWEST
                && (OF_THE_FLOW.containsKey(name)
                        || (WITH_NOISE.containsKey(name) && setting.sampler().asGaussian().isPresent()));
    }

    @Override
    public List<Setting> examples(int count, long seed) {
        return OverlappingLaws.settings(count, seed, STOP, Samplers.builtIn());
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GuidedProcess process = process(setting);
        String name = setting.sampler().name();
        boolean flow = OF_THE_FLOW.containsKey(name);
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("sampler=" + name + ", law=" + LawJson.toString(setting.law()) + ": "
                    + id()
                    + " applies only to laws of dimension 1 and samplers " + WITH_NOISE.keySet()
                    + OF_THE_FLOW.keySet());
        }
        int power = flow ? OF_THE_FLOW.get(name) : WITH_NOISE.get(name);
        TimeGrid ends = process.grid(2);
        double from = ends.start().logSnr();
        double to = ends.end().logSnr();
        double longest = (flow ? LONGEST_OF_THE_FLOW : LONGEST) / (1 + 0.25 * setting.guidance().largest());
        int fewest = (int) Math.ceil((to - from) / longest);
        Interval[] exact = flow ? ofFlow(process) : ofProcess(process);
        double[][] errors = new double[2][0];
        double[][] uncertainties = new double[2][0];
        for (int r = 0; r < MOST_RUNGS; r++) {
            boolean[] open = new boolean[2];
            for (int q = 0; q < 2; q++) {
                open[q] = r < FEWEST_RUNGS
                        || ConvergenceOrder.atLeast(power, rule(power)).decide(
                                ConvergenceOrder.of(errors[q], uncertainties[q]).bounds(power)) == Outcome.UNDECIDED;
            }
            if (!open[0] && !open[1]) {
                break;
            }
            TimeGrid grid = TimeGrid.uniformInLogSnr(from, to, fewest << r);
            Result[] found = flow ? flowResults(setting, grid) : chainResults(setting, grid);
            for (int q = 0; q < 2; q++) {
                // A decided order stays: further rungs would only reach the uncertainties.
                if (open[q]) {
                    errors[q] = Arrays.copyOf(errors[q], r + 1);
                    errors[q][r] = found[q].value() - exact[q].midpoint();
                    uncertainties[q] = Arrays.copyOf(uncertainties[q], r + 1);
                    uncertainties[q][r] = found[q].errorBound() + 0.5 * exact[q].width();
                }
            }
        }
        return List.of(evidence("E p(c|Y)", errors[0], uncertainties[0], power, fewest, flow),
                evidence("M_w", errors[1], uncertainties[1], power, fewest, flow));
    }

    @Override
    protected String note(Setting setting) {
        return "stopped at noise " + process(setting).stop() + ", sampler " + setting.sampler().name();
    }

    /** The setting's process, stopped before clean data. */
    private static GuidedProcess process(Setting setting) {
        return setting.process().stop() > 0 ? setting.process() : setting.process().stoppedAt(STOP);
    }

    private static Evidence evidence(String quantity, double[] errors, double[] uncertainties, int power, int fewest,
            boolean flow) {
        return ConvergenceOrder.of(errors, uncertainties).evidence("order of " + quantity,
                String.format(Locale.ROOT, "%s, %d to %d steps",
                        flow ? "push-forward against the exact flow" : "chain quadrature against finite differences",
                        fewest, fewest << (errors.length - 1)),
                power, rule(power)).with("errors", Arrays.toString(errors));
    }

    private static String rule(int power) {
        return "order " + power + ": no lower one is left";
    }

    private static Interval[] ofProcess(GuidedProcess process) {
        return new Interval[] {
            new FiniteDifferences(process).mean(POSTERIOR, PRECISION).bounds(),
            new FiniteDifferences(process).meanReciprocal(PRECISION).bounds()};
    }

    private static Interval[] ofFlow(GuidedProcess process) {
        ReferenceFlow flow = new ReferenceFlow(process);
        Result whole = flow.meanReciprocal();
        // The push-forward omits starts beyond its reach; the whole bound allows for them.
        double beyond = Math.abs(whole.value() - flow.meanReciprocalWithin(StartQuadrature.REACH).value());
        return new Interval[] {flow.mean(POSTERIOR).bounds(), whole.bounds().widen(beyond)};
    }

    private static Result[] chainResults(Setting setting, TimeGrid grid) {
        GaussianSampler sampler = (GaussianSampler) setting.sampler();
        return new Result[] {
            ChainQuadrature.mean(setting.process(), grid, sampler, POSTERIOR),
            ChainQuadrature.meanReciprocal(setting.process(), grid, sampler)};
    }

    private static Result[] flowResults(Setting setting, TimeGrid grid) {
        StartQuadrature run = new StartQuadrature(setting.process(), grid, setting.sampler());
        return new Result[] {run.mean(POSTERIOR), run.meanReciprocal()};
    }
}
