package org.guidecheck;

import java.util.List;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;

/**
 * One-dimensional laws with known mean reciprocals M_w = E 1/p(c|Y) of guided output; the class is index 0.
 *
 * <p>The values are those of a separate program: the bounded form on uniform meshes of 2000, 4000 and 8000 cells over
 * [−9, 9], central differences with the drift and g from scores, two-stage SDIRK, extrapolated; ratios of differences
 * were between 3.4 and 4.3.
 */
public final class ReferenceCases {
    private static final double ROUNDING = 2e-6;

    /**
     * A class of prior 0.3 that overlaps the rest on both sides. M_w falls with w.
     */
    public static final LabelledLaw A = NamedLaws.A;
    /**
     * A class of prior 0.5 with one component on top of one of the rest's. M_w rises from w = 0.25 to w = 2.
     */
    public static final LabelledLaw T = NamedLaws.T;

    /** M_w of {@link #A}; M_0 is 1/0.3. */
    public static final List<Reference> VALUES_A = List.of(
            new Reference(0, 1 / 0.3, 1e-5), new Reference(0.25, 1.713649, ROUNDING),
            new Reference(0.5, 1.386489, ROUNDING), new Reference(1, 1.222288, ROUNDING),
            new Reference(2, 1.135199, ROUNDING), new Reference(3, 1.094377, ROUNDING),
            new Reference(8, 1.035058, ROUNDING));
    /** M_w of {@link #T}; M_0 is 1/0.5. */
    public static final List<Reference> VALUES_T = List.of(
            new Reference(0, 2, 1e-5), new Reference(0.25, 1.209170, ROUNDING),
            new Reference(0.5, 1.215901, ROUNDING), new Reference(1, 1.223560, ROUNDING),
            new Reference(2, 1.224905, ROUNDING), new Reference(3, 1.217620, ROUNDING),
            new Reference(8, 1.160799, ROUNDING));

    /**
     * A known value.
     *
     * @param w           guidance weight
     * @param value       M_w
     * @param uncertainty how far it may be off; for w = 0 what starting from N(0, 1) at t > 0 changes
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
    public static LabelledLaw law(double prior, Law own, Law rest) {
        return new LabelledLaw(List.of(new LabelledClass("own", prior, own),
                new LabelledClass("rest", 1 - prior, rest)));
    }

    /**
     * The guided process of a law with its usual end, towards its first class.
     *
     * @param law any law
     * @param w   constant weight
     * @return the process
     */
    public static GuidedProcess process(LabelledLaw law, double w) {
        return GuidedProcess.of(law, 0, GuidanceSchedule.constant(w));
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
