package org.guidecheck.claim;

import java.util.List;
import java.util.Optional;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LabelledDistribution.LabelledClass;
import org.guidecheck.distribution.Mixture;

/** Named laws on the line that claims are tried on. */
public final class Cases {
    /** Case A: a class of prior 0.3 that overlaps the rest on both sides. The mean reciprocal falls with the weight. */
    public static final LabelledDistribution A = new LabelledDistribution(List.of(
            new LabelledClass("c", 0.3, line(new double[] {0.5, 0.5}, new double[] {-1, 1.5}, new double[] {0.3, 0.4})),
            new LabelledClass("other", 0.7, line(new double[] {0.6, 0.4}, new double[] {0.2, 3}, new double[] {0.5, 0.8}))));
    /**
     * Case T of properties/README.md: half of the class shares the place of a fifth of the rest. Plain averages see
     * guidance raise the mean reciprocal here, and it lowers it from 2 to 1.22.
     */
    public static final LabelledDistribution T = new LabelledDistribution(List.of(
            new LabelledClass("c", 0.5, line(new double[] {0.5, 0.5}, new double[] {-1, 3}, new double[] {0.3, 0.3})),
            new LabelledClass("other", 0.5, line(new double[] {0.8, 0.2}, new double[] {-6, 3}, new double[] {0.5, 0.3}))));

    private Cases() {
    }

    /**
     * What a law is called here.
     *
     * @param law any law
     * @return such as {@code case T}; empty for a law that has no name
     */
    public static Optional<String> nameOf(LabelledDistribution law) {
        return law.equals(A) ? Optional.of("case A") : law.equals(T) ? Optional.of("case T") : Optional.empty();
    }

    private static Distribution line(double[] weights, double[] means, double[] deviations) {
        Gaussian[] parts = new Gaussian[means.length];
        for (int k = 0; k < parts.length; k++) {
            parts[k] = Gaussian.isotropic(new double[] {means[k]}, deviations[k] * deviations[k]);
        }
        return new Mixture(weights, List.of(parts));
    }
}
