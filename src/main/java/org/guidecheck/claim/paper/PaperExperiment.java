package org.guidecheck.claim.paper;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.SamplerRun;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.NonnegativeMeanEProcess;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code paper.experiment}: on the Gaussian mixtures of the paper's experiment M_w ≤ 1/π_c at weights from 0.01
 * to 10.
 *
 * <p>The verdict rests on the bounded representation. Beside it stand the paper's own numbers: the average of
 * 1/p(c|Y) over 10,000 draws, and the share of draws that guidance makes worse with the same noise, in {@value
 * #STEPS} steps of DDPM. At thorough effort it takes the paper's own {@value #PUBLISHED_STEPS} steps of its {@link
 * PaperSchedule}. At small weights these averages miss the tail that carries the mean (theory.md, "Why plain averages
 * fail"), so they can refute but not confirm.
 */
public final class PaperExperiment extends Claim {
    private static final double[] WEIGHTS = {0.01, 0.1, 0.5, 1, 3, 10};
    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;
    private static final int DRAWS = 10_000;
    private static final int STEPS = 500;
    private static final int PUBLISHED_STEPS = 4000;

    /** Share of M_0 that M_w may reach; 1 except in tests. */
    private final double share;

    /** The claim. */
    public PaperExperiment() {
        this(1);
    }

    /**
     * For tests: a stronger claim.
     *
     * @param share share of M_0 that M_w must not exceed; false if below M_w/M_0
     */
    PaperExperiment(double share) {
        super(new Statement("paper.experiment",
                "on Gaussian mixtures M_w ≤ 1/π_c from w = 0.01 to w = 10, even where the plain averages of the "
                        + "paper's experiment say otherwise",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)));
        this.share = share;
    }

    /** {@inheritDoc} Cases A and T at six weights each, whatever the count. */
    @Override
    public List<Setting> examples(int count, long seed) {
        return Stream.of(NamedLaws.A, NamedLaws.T).flatMap(law -> DoubleStream.of(WEIGHTS)
                .mapToObj(w -> Setting.of(law, 0, GuidanceSchedule.constant(w), seed).with(new Ddpm()))).toList();
    }

    /** {@inheritDoc} Laws with a density, as in the paper, and cheap paths. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.hasCheapPaths() && !setting.law().isDegenerate();
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(bounded(setting, alpha / 2), plain(setting, alpha / 2));
    }

    private Evidence bounded(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        Requirement requirement = Requirement.atMost(String.format(Locale.ROOT, "M_w <= M_0 = %.6g", unguided),
                share * unguided * (1 + ROUNDING), resolution(setting) * unguided);
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(setting.process(), setting.streams(), alpha)
                .estimate(BoundedRepresentation.Effort.DECIDE, e -> e.bounds().width() < 0.05 * e.value()
                        && requirement.decide(e.bounds()) != Outcome.UNDECIDED);
        return estimate.evidence("M_w", "bounded representation", "the process starts at t > 0", alpha)
                .allowing(List.of(new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials")))
                .decides(requirement);
    }

    private static Evidence plain(Setting setting, double alpha) {
        SamplerRun run = new SamplerRun(setting);
        boolean isPublished = setting.effort() == Effort.THOROUGH;
        TimeGrid grid = isPublished ? PaperSchedule.grid(setting.process(), PUBLISHED_STEPS) : run.grid(STEPS);
        double[] guided = run.logOdds(run.draw(setting.guidance(), grid, "experiment", 0, DRAWS), grid.end());
        double[] unguided =
                run.logOdds(run.draw(GuidanceSchedule.constant(0), grid, "experiment", 0, DRAWS), grid.end());
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(setting.unguidedMean());
        int worse = 0;
        double average = 0;
        for (int i = 0; i < DRAWS; i++) {
            process.accept(1 + Math.exp(-guided[i]));
            average += (1 + Math.exp(-unguided[i])) / DRAWS;
            worse += guided[i] < unguided[i] ? 1 : 0;
        }
        double limit = setting.unguidedMean();
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, String.format(Locale.ROOT,
                "average 1/p (unguided %.4f; %.1f %% of draws got worse)", average, 100.0 * worse / DRAWS),
                process.mean())
                .by("average of " + setting.sampler().name() + " draws, " + grid.steps() + " steps"
                        + (isPublished ? " of the paper's schedule" : ""), 2L * DRAWS, alpha)
                .within(process.rejectedAt(alpha) ? Interval.atLeast(Math.nextUp(limit)) : Interval.ALL)
                .decides(Requirement.atMost(String.format(Locale.ROOT, "at most M_0 = %.6g", limit), limit, 0))
                .with("average without guidance", String.format(Locale.ROOT, "%.4f", average))
                .with("draws that got worse", String.format(Locale.ROOT, "%.1f %%", 100.0 * worse / DRAWS))
                .asAttempt();
    }
}
