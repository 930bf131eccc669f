package org.guidecheck.claim.discrete;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.ScorePerturbation;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code discrete.score-error-l2}: a score error of relative mean square 1e-4 under the class's noised law, at
 * every level, moves the mean reciprocal of a chain by at most a tenth. False: the error may sit where draws of the class
 * are rare, and there drive them away from the class. The mean of 1/p(c|Y) sees them, the mean square does not.
 *
 * <p>The error tried is a bump at the quantile of 1e-6 of the noised class on the side where the class is the less
 * likely, pointing outwards. Decided for {@value #STEPS} steps of the setting's sampler by {@link ChainQuadrature} on the
 * line, without sampling, from two meshes.
 */
public final class SquareScoreError extends ChainClaim {
    private static final int STEPS = 32;
    private static final double MEAN_SQUARE = 1e-4;
    private static final double MOST = 0.1;
    private static final double QUANTILE = 1e-6;
    private static final LabelledLaw APART = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, Gaussian.isotropic(new double[] {1}, 0.25)),
            new LabelledClass("other", 0.5, Gaussian.isotropic(new double[] {-1}, 0.25))));

    private final double meanSquare;

    /** The claim. */
    public SquareScoreError() {
        this(MEAN_SQUARE);
    }

    /**
     * For tests: an error of another size.
     *
     * @param meanSquare relative mean square of the error
     */
    SquareScoreError(double meanSquare) {
        super(new Statement("discrete.score-error-l2",
                "a score error of relative mean square 1e-4 at every level moves the chain's mean reciprocal by at most a "
                        + "tenth",
                "a misreading of Li & Jiao, arXiv 2505.01382",
                Status.FAILS,
                new Resolution(0.01, "of the mean reciprocal")));
        this.meanSquare = meanSquare;
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(APART, 0, GuidanceSchedule.constant(0.1), 1).with(new Ddpm()));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GaussianSampler sampler = sampler(setting);
        GuidedProcess process = setting.process();
        TimeGrid grid = process.grid(STEPS);
        Evidence begun = Evidence.of(Evidence.Kind.ESTIMATED, "relative change of M_w(N)", 0);
        Requirement requirement = Requirement.within("within 0.1 of 0", Interval.around(0, MOST), resolution(setting));
        try {
            double[] right = ChainQuadrature.meanReciprocals(process, grid, sampler, ScorePerturbation.NONE);
            double[] wrong =
                    ChainQuadrature.meanReciprocals(process, grid, sampler, new RareError(process, meanSquare));
            double[] change = {wrong[0] / right[0] - 1, wrong[1] / right[1] - 1};
            if (!Double.isFinite(change[0] + change[1])) {
                return List.of(begun.decides(requirement).with("chain", "the mean overflows"));
            }
            // A factor that is known to a share of itself.
            double unsure = Math.abs(change[1] - change[0]);
            Interval bounds = Interval.around(change[1], unsure);
            return List.of(Evidence.of(Evidence.Kind.ESTIMATED, "relative change of M_w(N)", change[1]).within(bounds)
                    .by("chain quadrature, two meshes, " + sampler.name() + " with " + STEPS + " steps")
                    .decides(requirement)
                    .exceeding(Math.max(bounds.lower(), -bounds.upper()) - MOST)
                    .with("M_w(N)", String.format(Locale.ROOT, "%.6g, %.6g with the error", right[1], wrong[1])));
        } catch (ArithmeticException e) {
            return List.of(begun.decides(requirement).with("chain", e.getMessage()));
        }
    }

    /** Bump where draws of the class are rare, pointing outwards; computed once a level. */
    private static final class RareError implements ScorePerturbation {
        private static final int POINTS = 4001;
        private static final double MARGIN = 10;

        private final GuidedProcess process;
        private final double meanSquare;
        private final Map<NoiseLevel, Bump> bumps = new HashMap<>();

        RareError(GuidedProcess process, double meanSquare) {
            this.process = process;
            this.meanSquare = meanSquare;
        }

        /** Bump of a height at a place, with its deviation. */
        private record Bump(double place, double deviation, double height) {
            double at(double y) {
                double z = (y - place) / deviation;
                return height * Math.exp(-0.5 * z * z);
            }
        }

        @Override
        public double at(double y, NoiseLevel level) {
            return bumps.computeIfAbsent(level, this::bump).at(y);
        }

        private Bump bump(NoiseLevel level) {
            Law law = process.classLaw();
            double reach = process.law().reach() + MARGIN;
            double[] points = new double[POINTS];
            Arrays.setAll(points, i -> reach * (2.0 * i / (POINTS - 1) - 1));
            double[] density = Arrays.stream(points).map(y -> Math.exp(law.logDensity(new double[] {y}, level)))
                    .toArray();
            double mass = Arrays.stream(density).sum();
            double mean = weighted(points, density, y -> y) / mass;
            double deviation = Math.sqrt(weighted(points, density, y -> (y - mean) * (y - mean)) / mass);
            double low = quantile(points, density, QUANTILE * mass);
            double high = quantile(points, density, (1 - QUANTILE) * mass);
            boolean isLow = odds(low, level) < odds(high, level);
            Bump unit = new Bump(isLow ? low : high, deviation / 2, 1);
            double wanted = meanSquare
                    * weighted(points, density, y -> Math.pow(law.score(new double[] {y}, level)[0], 2));
            double height = Math.sqrt(wanted / weighted(points, density, y -> unit.at(y) * unit.at(y)));
            return new Bump(unit.place(), unit.deviation(), isLow ? -height : height);
        }

        private double odds(double y, NoiseLevel level) {
            return process.law().logOdds(process.c(), new double[] {y}, level);
        }

        private static double weighted(double[] points, double[] density,
                DoubleUnaryOperator function) {
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                sum += density[i] == 0 ? 0 : density[i] * function.applyAsDouble(points[i]);
            }
            return sum;
        }

        private static double quantile(double[] points, double[] density, double mass) {
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                sum += density[i];
                if (sum >= mass) {
                    return points[i];
                }
            }
            return points[points.length - 1];
        }
    }
}
