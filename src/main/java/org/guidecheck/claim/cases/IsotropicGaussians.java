package org.guidecheck.claim.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ExampleLaws;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.SamplerRun;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code case.isotropic-gaussians}: for two classes N(μ, σ²I) of one variance and the same noise,
 * p(c|Y^w) ≥ p(c|Y^0) path by path, for process and flow.
 *
 * <p>Source: Y. Wu, M. Chen, Z. Li, M. Wang and Y. Wei, <i>Theoretical insights for diffusion guidance: a case study
 * for Gaussian mixture models</i>, arXiv 2403.01639. The argument, which also covers the steps of Euler–Maruyama, DDPM
 * and DDIM, is in theory.md, "Special cases". Decided on paths of process and flow: a loss above rounding on two grids
 * refutes.
 */
public final class IsotropicGaussians extends Claim {
    private static final int PATHS = 512;
    private static final int STEPS = 96;
    /** Rounding of log-odds, which are differences of squares, relative to their terms. */
    private static final double ROUNDING = 1e-11;

    /** The claim. */
    public IsotropicGaussians() {
        super(new Statement("case.isotropic-gaussians",
                "for two Gaussian classes of one isotropic covariance, p(c|Y^w) ≥ p(c|Y^0) path by path with the same "
                        + "noise",
                "Wu et al., arXiv 2403.01639",
                Status.HOLDS,
                Resolution.ROUNDING));
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().classes().size() == 2 && setting.guidance().smallest() >= 0 && sharesVariance(setting);
    }

    /** Whether all classes are Gaussians of the same isotropic covariance. */
    static boolean sharesVariance(Setting setting) {
        Covariance first = null;
        for (var each : setting.law().classes()) {
            Law law = each.law();
            if (!(law instanceof Gaussian gaussian)) {
                return false;
            }
            Covariance covariance = gaussian.covariance();
            boolean isotropic = covariance instanceof Covariance.Isotropic || covariance.dimension() == 1;
            if (!isotropic || (first != null && covariance.variance(0) != first.variance(0))) {
                return false;
            }
            first = covariance;
        }
        return first != null && first.variance(0) > 0;
    }

    /** {@inheritDoc} Means, priors and weights at random, unit covariance, in 1 to 8 dimensions. */
    @Override
    public List<Setting> examples(int count, long seed) {
        return ExampleLaws.settings(count, seed, (random, i) -> random.gaussians(2, random.upTo(8), 1), 0.1, 6);
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (GuidedSampler sampler : List.of(new EulerMaruyama(), new Ddim())) {
            evidence.add(paths(setting.with(sampler)));
        }
        return evidence;
    }

    private static Evidence paths(Setting setting) {
        double coarse = worst(setting, STEPS);
        double fine = worst(setting, 2 * STEPS);
        double worst = Math.max(coarse, fine);
        return Evidence.of(Evidence.Kind.AT_POINTS, "largest loss of log-odds, " + setting.sampler().name(), worst)
                // A loss on one of two grids alone is an error of that grid.
                .within(new Interval(Residual.bounds(Math.min(coarse, fine)).lower(), worst))
                .by(PATHS + " paths with the same noise, " + STEPS + " and " + 2 * STEPS + " steps", 2L * PATHS, 0)
                .allowing(List.of(new Tolerance.Rounding(ROUNDING, "squares of distances, in units of the variance")))
                .decides(Requirement.atMost("at most 0", ROUNDING, 0))
                .with("with " + STEPS + " steps", String.format(Locale.ROOT, "%.4g", coarse));
    }

    /** Largest loss of log-odds of a path, relative to the terms whose difference they are. */
    private static double worst(Setting setting, int steps) {
        SamplerRun run = new SamplerRun(setting);
        double[][] unguided = run.draw(GuidanceSchedule.constant(0), steps, "paths", 0, PATHS);
        double[][] guided = run.draw(setting.guidance(), steps, "paths", 0, PATHS);
        double[] before = run.logOdds(unguided, run.grid(steps).end());
        double[] after = run.logOdds(guided, run.grid(steps).end());
        double worst = 0;
        for (int p = 0; p < PATHS; p++) {
            double loss = (before[p] - after[p]) / size(setting, unguided[p]);
            worst = Double.isNaN(loss) ? Double.POSITIVE_INFINITY : Math.max(worst, loss);
        }
        return worst;
    }

    private static double size(Setting setting, double[] x) {
        double square = 0;
        for (double each : x) {
            square += each * each;
        }
        double reach = Math.sqrt(square) + setting.law().reach();
        double scale = Math.max(setting.law().narrowestScale(), Math.sqrt(setting.process().stop()));
        return 1 + reach * reach / (scale * scale);
    }
}
