package org.guidecheck.claim.reward;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.claim.ExampleLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.Vectors;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.hipparchus.util.Binary64Field;

/**
 * Setting with a reward: the process of the data without labels, guided along ∇log h. The seed modulo 3 selects the
 * reward: 0 the posterior of the setting's class, 1 a bell, 2 a half-space.
 *
 * <p>The process is stopped at noise {@value #STOP} or more, where h is smooth; at clean data an indicator jumps.
 */
final class RewardSetting {
    /** Least noise τ at which the process is stopped. */
    static final double STOP = 0.02;
    /** Steps of the sampler. */
    static final int STEPS = 128;

    private final Setting setting;
    private final Law data;
    private final Reward reward;
    private final double factor;

    private RewardSetting(Setting setting, Reward reward, double factor) {
        this.setting = setting;
        this.data = setting.law().marginal();
        this.reward = reward;
        this.factor = factor;
    }

    /** Selects the reward of a setting; factor multiplies the guiding gradient and is 1 except in tests. */
    static RewardSetting of(Setting setting, double factor) {
        ExampleLaws random = new ExampleLaws(setting.seed());
        Law data = setting.law().marginal();
        int d = data.dimension();
        Reward reward = switch ((int) Math.floorMod(setting.seed(), 3L)) {
            case 0 -> TiltingReward.posterior(setting.process());
            case 1 -> TiltingReward.bell(data, random.point(d, 1), random.between(0.8, 2));
            default -> {
                double[] normal = random.point(d, 1);
                normal[0] = 1;
                double length = Math.sqrt(Arrays.stream(normal).map(x -> x * x).sum());
                yield new HalfSpaceReward(data, Arrays.stream(normal).map(x -> x / length).toArray(),
                        random.between(-0.5, 1));
            }
        };
        return new RewardSetting(setting, reward, factor);
    }

    /** Whether the data is a mixture of isotropic Gaussians with positive variances, and weights are at least 0. */
    static boolean isOf(Setting setting) {
        return setting.guidance().smallest() >= 0 && setting.law().marginal().gaussianComponents().filter(parts -> parts
                .stream().allMatch(part -> isIsotropic(part.gaussian()))).isPresent();
    }

    private static boolean isIsotropic(Gaussian part) {
        Covariance covariance = part.covariance();
        return (covariance instanceof Covariance.Isotropic || covariance.dimension() == 1) && covariance.smallest() > 0;
    }

    /** Random settings: mixtures of Gaussians, on the line and in 2 or 3 dimensions in turn. */
    static List<Setting> examples(int count, long seed) {
        return ExampleLaws.settings(count, seed, (random, i) -> random.mixtures(i % 2 == 0 ? 1 : 1 + random.upTo(2)),
                0.2, 3);
    }

    Setting setting() {
        return setting;
    }

    Reward reward() {
        return reward;
    }

    boolean isOnTheLine() {
        return data.dimension() == 1;
    }

    Law data() {
        return data;
    }

    /** The setting's process, stopped at noise {@value #STOP} or more. */
    GuidedProcess process() {
        return setting.process().stoppedAt(Math.max(STOP, setting.process().stop()));
    }

    NoiseLevel end() {
        return process().end();
    }

    TimeGrid grid() {
        return process().grid(STEPS);
    }

    /** The guiding gradient: factor times ∇log h. */
    double[] gradient(double[] x, NoiseLevel level) {
        double[] result = reward.gradient(x, level);
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    /** log h at a point. */
    double logValue(double[] x, NoiseLevel level) {
        return reward.logValue(Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /** The guided process on the line, with potential log p + w log h. */
    LineProcess onTheLine(GuidanceSchedule schedule) {
        return new LineProcess(process().withGuidance(schedule), (points, level, w, potential) -> {
            for (int i = 0; i < points.length; i++) {
                double[] x = {points[i]};
                potential[i] = data.logDensity(x, level) + (w == 0 ? 0 : factor * w * logValue(x, level));
            }
        });
    }

    /** Points of the setting's sampler guided by the reward, one in each row. */
    double[][] draw(GuidanceSchedule schedule, String purpose, long first, int count) {
        int d = data.dimension();
        Noise noise = Noise.of(new Streams(setting.seed()).derived(purpose), first, d, count);
        // Scores: s + ∇log h with the class, s without. Weight w − 1 of the sampler is weight w of the reward.
        return Draws.rows(Draws.of(setting.sampler(), denoiser(), schedule.plus(-1), grid(), noise), d);
    }

    private Denoiser denoiser() {
        if (reward instanceof TiltingReward tilting && factor == 1) {
            // With a vanishing prior the marginal is the data itself, so the block loops give both scores.
            return setting.backend().denoiser(new ClassVersusRest(Double.MIN_NORMAL, tilting.tilted(), data));
        }
        Denoiser scores = setting.backend().denoiser(new ClassVersusRest(0.5, data, data));
        return (level, points, d) -> {
            double[] score = scores.scores(level, points, d).conditional();
            double[] rewarded = score.clone();
            IntStream.range(0, points.length / d).parallel().forEach(p -> {
                double[] gradient = gradient(Arrays.copyOfRange(points, p * d, (p + 1) * d), level);
                for (int i = 0; i < d; i++) {
                    rewarded[p * d + i] += gradient[i];
                }
            });
            return new Denoiser.Scores(rewarded, score);
        };
    }
}
