package org.guidecheck.claim.discrete;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Streams;

/**
 * Random laws on the line with overlapping classes, on which errors of long steps show in a few dozen steps: two
 * classes of one or two Gaussians each, with means in [−1.5, 1.5] and standard deviations from 0.5 to 1.
 */
final class OverlappingLaws {
    private OverlappingLaws() {
    }

    /**
     * Random settings that use the samplers in turn.
     *
     * @param count    number of settings
     * @param seed     seed of the random choice
     * @param stop     noise τ at which the processes are stopped
     * @param samplers at least one
     * @return settings with weights from 0.25 to 2
     */
    static List<Setting> settings(int count, long seed, double stop, List<? extends GuidedSampler> samplers) {
        List<Setting> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UniformRandomProvider random = new Streams(seed).derived("overlapping laws").stream(i);
            double prior = rounded(0.3 + 0.4 * random.nextDouble());
            LabelledLaw law = new LabelledLaw(List.of(
                    new LabelledClass("c", prior, side(random)), new LabelledClass("other", 1 - prior, side(random))));
            double w = 0.25 * (1 + random.nextInt(8));
            result.add(Setting.of(law, 0, GuidanceSchedule.constant(w), random.nextLong()).stoppedAt(stop)
                    .with(samplers.get(i % samplers.size())));
        }
        return result;
    }

    private static Law side(UniformRandomProvider random) {
        Gaussian[] parts = new Gaussian[1 + random.nextInt(2)];
        for (int k = 0; k < parts.length; k++) {
            double deviation = rounded(0.5 + 0.5 * random.nextDouble());
            parts[k] = Gaussian.isotropic(new double[] {rounded(3 * random.nextDouble() - 1.5)}, deviation * deviation);
        }
        return parts.length == 1 ? parts[0] : new Mixture(new double[] {0.5, 0.5}, List.of(parts));
    }

    private static double rounded(double x) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", x));
    }
}
