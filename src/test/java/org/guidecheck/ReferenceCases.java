package org.guidecheck;

import java.util.List;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LabelledDistribution.LabelledClass;
import org.guidecheck.distribution.Mixture;

/** One-dimensional laws with known mean reciprocals M_w = E 1/p(c|Y) of guided output; the class is index 0. */
public final class ReferenceCases {
    /**
     * A class of prior 0.3 that overlaps the rest on both sides. M_w falls with w.
     */
    public static final LabelledDistribution A = law(0.3,
            mixture(new double[] {0.5, 0.5}, new double[] {-1, 1.5}, new double[] {0.3, 0.4}),
            mixture(new double[] {0.6, 0.4}, new double[] {0.2, 3}, new double[] {0.5, 0.8}));
    /**
     * A class of prior 0.5 with one component on top of one of the rest's. M_w rises from w = 0.25 to w = 2.
     */
    public static final LabelledDistribution T = law(0.5,
            mixture(new double[] {0.5, 0.5}, new double[] {-1, 3}, new double[] {0.3, 0.3}),
            mixture(new double[] {0.8, 0.2}, new double[] {-6, 3}, new double[] {0.5, 0.3}));

    /** M_w of {@link #A}; M_0 is 1/0.3. */
    public static final List<Reference> VALUES_A = List.of(
            new Reference(0, 1 / 0.3, 1e-4), new Reference(0.25, 1.7136, 5e-5), new Reference(0.5, 1.3865, 5e-5),
            new Reference(1, 1.2223, 5e-5), new Reference(2, 1.1352, 5e-5), new Reference(3, 1.0944, 5e-5),
            new Reference(8, 1.0350, 5e-5));
    /** M_w of {@link #T}; M_0 is 1/0.5. */
    public static final List<Reference> VALUES_T = List.of(
            new Reference(0, 2, 1e-4), new Reference(0.25, 1.20916, 5e-6), new Reference(0.5, 1.21589, 5e-6),
            new Reference(1, 1.22355, 5e-6), new Reference(2, 1.22489, 5e-6), new Reference(3, 1.21760, 5e-6),
            new Reference(8, 1.16077, 5e-6));

    /**
     * A known value.
     *
     * @param w           guidance weight
     * @param value       M_w
     * @param uncertainty half a unit of its last digit; for w = 0 what starting from N(0, 1) at t > 0 changes
     */
    public record Reference(double w, double value, double uncertainty) {
    }

    private ReferenceCases() {
    }

    /**
     * Two classes, "own" at index 0 and "rest".
     *
     * @param prior of the first
     * @param own   law of the first
     * @param rest  law of the second
     * @return the labelled law
     */
    public static LabelledDistribution law(double prior, Mixture own, Mixture rest) {
        return new LabelledDistribution(List.of(new LabelledClass("own", prior, own),
                new LabelledClass("rest", 1 - prior, rest)));
    }

    /**
     * A one-dimensional mixture of Gaussians.
     *
     * @param weights    shares
     * @param means      means
     * @param deviations standard deviations
     * @return the mixture
     */
    public static Mixture mixture(double[] weights, double[] means, double[] deviations) {
        Gaussian[] parts = new Gaussian[means.length];
        for (int k = 0; k < parts.length; k++) {
            parts[k] = Gaussian.isotropic(new double[] {means[k]}, deviations[k] * deviations[k]);
        }
        return new Mixture(weights, List.of(parts));
    }
}
