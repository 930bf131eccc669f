package org.guidecheck.claim;

import java.util.List;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LabelledDistribution.LabelledClass;
import org.guidecheck.distribution.Mixture;

/** Named laws on the line that claims are tried on. */
public final class Cases {
    /**
     * Case T of properties/README.md: half of the class shares the place of a fifth of the rest. Plain averages see
     * guidance raise the mean reciprocal here, and it lowers it from 2 to 1.22.
     */
    public static final LabelledDistribution T = new LabelledDistribution(List.of(
            new LabelledClass("c", 0.5, line(new double[] {0.5, 0.5}, new double[] {-1, 3}, new double[] {0.3, 0.3})),
            new LabelledClass("other", 0.5, line(new double[] {0.8, 0.2}, new double[] {-6, 3}, new double[] {0.5, 0.3}))));

    private Cases() {
    }

    private static Distribution line(double[] weights, double[] means, double[] deviations) {
        Gaussian[] parts = new Gaussian[means.length];
        for (int k = 0; k < parts.length; k++) {
            parts[k] = Gaussian.isotropic(new double[] {means[k]}, deviations[k] * deviations[k]);
        }
        return new Mixture(weights, List.of(parts));
    }
}
