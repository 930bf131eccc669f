package org.guidecheck.claim.reward;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.TwoSampleMeanCheck;

/**
 * Claim {@code reward.tilted-law}: guidance along ∇log h at weight 1 samples the law of density proportional to R p.
 *
 * <p>Source: theory.md, "Rewards" (Doob's transform). Decided by the equation of h at probe points and by the means of
 * two bounded functionals at weight 1, whatever the setting's guidance: on the line by the backward equation against
 * quadrature, elsewhere by draws against exact draws.
 */
public final class RewardTiltedLaw extends RewardClaim {
    private static final double PRECISION = 2e-3;
    private static final int POINTS = 1 << 12;
    private static final int QUADRATURE = 6000;
    private static final GuidanceSchedule ONE = GuidanceSchedule.constant(1);

    /** The claim. */
    public RewardTiltedLaw() {
        this(1);
    }

    /** For tests: the guiding gradient is multiplied by a factor. */
    RewardTiltedLaw(double factor) {
        super(new Statement("reward.tilted-law",
                "guidance along ∇log E[R(X_0)|x] at weight 1 samples the law of density proportional to R p",
                "Doob's transform; this project, theory.md, Rewards",
                Status.HOLDS,
                Resolution.ofProbability(0.005)), factor);
    }

    @Override
    public boolean usesGuidance() {
        return false;
    }

    @Override
    List<Evidence> means(RewardSetting rewarded, double alpha) {
        // The position separates points on the two sides of 0; the wave shows how far out they lie.
        ToDoubleFunction<double[]> position = x -> 1 / (1 + Math.exp(-x[0]));
        ToDoubleFunction<double[]> wave = x -> 0.5 + 0.5 * Math.cos(2 * Arrays.stream(x).sum() / Math.sqrt(x.length));
        if (rewarded.isOnTheLine()) {
            return computed(rewarded, position, wave);
        }
        DrawnPoints points = new DrawnPoints(rewarded, ONE);
        return List.of(sampled(rewarded, points, "mean 1/(1 + e^-Y)", position, alpha / 2),
                sampled(rewarded, points, "mean wave", wave, alpha / 2));
    }

    private List<Evidence> computed(RewardSetting rewarded, ToDoubleFunction<double[]> position,
            ToDoubleFunction<double[]> wave) {
        List<Interval> means = rewarded.onTheLine(ONE).means(PRECISION, 2, (points, level) -> {
            double[][] values = new double[2][points.length];
            for (int i = 0; i < points.length; i++) {
                values[0][i] = position.applyAsDouble(new double[] {points[i]});
                values[1][i] = wave.applyAsDouble(new double[] {points[i]});
            }
            return values;
        });
        return List.of(compared(rewarded, "mean 1/(1 + e^-Y)", means.get(0), tilted(rewarded, position)),
                compared(rewarded, "mean wave", means.get(1), tilted(rewarded, wave)));
    }

    /** Mean under the tilted law by the trapezoidal rule, which is exact to rounding on noised densities. */
    private static double tilted(RewardSetting rewarded, ToDoubleFunction<double[]> functional) {
        double reach = 9 + rewarded.setting().law().reach();
        double mass = 0;
        double sum = 0;
        for (int i = 0; i <= QUADRATURE; i++) {
            double[] x = {reach * (2.0 * i / QUADRATURE - 1)};
            double share = Math.exp(rewarded.data().logDensity(x, rewarded.end())
                    + rewarded.logValue(x, rewarded.end()));
            mass += share;
            sum += share * functional.applyAsDouble(x);
        }
        return sum / mass;
    }

    private Evidence compared(RewardSetting rewarded, String quantity, Interval mean, double exact) {
        double start = 3 * TimeGrid.START_SIGNAL;
        Interval difference = mean.widen(start).minus(new Interval(exact, exact));
        boolean known = difference.width() < Double.POSITIVE_INFINITY;
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity + ", guided less tilted",
                known ? difference.midpoint() : 0)
                .within(difference).by("backward equation, three meshes")
                .allowing(List.of(new Tolerance.Discretisation(start, "the process starts at t > 0")))
                .decides(Requirement.within("is 0", Interval.around(0, 0), resolution(rewarded.setting())));
    }

    private Evidence sampled(RewardSetting rewarded, DrawnPoints points, String quantity,
            ToDoubleFunction<double[]> functional, double alpha) {
        Streams streams = rewarded.setting().streams().derived("tilted draws");
        NoiseLevel end = rewarded.end();
        Observations exact = new Observations() {
            private long used;

            @Override
            public double[] next(int howMany) {
                double[] result = new double[howMany];
                for (int i = 0; i < howMany; i++) {
                    UniformRandomProvider random = streams.stream(used++);
                    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
                    result[i] = functional.applyAsDouble(end.noised(rewarded.reward().drawTilted(random), normal));
                }
                return result;
            }
        };
        return TwoSampleMeanCheck.equal(quantity + ", guided less tilted", new Interval(0, 1),
                List.of(DrawnPoints.step(rewarded)), resolution(rewarded.setting()), alpha)
                .decide(points.observations(functional), exact, rewarded.setting().effort().samples(POINTS));
    }
}
