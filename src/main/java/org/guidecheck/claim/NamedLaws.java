package org.guidecheck.claim;

import java.util.List;
import java.util.Optional;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;

/** Named laws on the line: cases A and T, and the counterexamples of false claims. */
public final class NamedLaws {
    /** Case A: a class of prior 0.3 that overlaps the rest on both sides. The mean reciprocal falls with the weight. */
    public static final LabelledLaw A = new LabelledLaw(List.of(
            new LabelledClass("c", 0.3, line(new double[] {0.5, 0.5}, new double[] {-1, 1.5}, new double[] {0.3, 0.4})),
            new LabelledClass("other", 0.7,
                    line(new double[] {0.6, 0.4}, new double[] {0.2, 3}, new double[] {0.5, 0.8}))));
    /**
     * Case T of theory.md: half of the class lies on top of a fifth of the rest. Guidance lowers the mean reciprocal
     * from 2 to 1.22 here, but plain averages show a rise.
     */
    public static final LabelledLaw T = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, line(new double[] {0.5, 0.5}, new double[] {-1, 3}, new double[] {0.3, 0.3})),
            new LabelledClass("other", 0.5,
                    line(new double[] {0.8, 0.2}, new double[] {-6, 3}, new double[] {0.5, 0.3}))));

    /**
     * Counterexample of {@code robust.prior-shift}: the class and "first" overlap. A classifier that takes "first" for
     * 20 times as frequent guides away from it and into "second"; the mean reciprocal rises from 5 to 5.159 at w = 3.
     */
    public static final LabelledLaw WRONG_PRIORS = new LabelledLaw(List.of(
            new LabelledClass("c", 0.2, normal(0, 0.8)), new LabelledClass("first", 0.4, normal(0.2, 0.8)),
            new LabelledClass("second", 0.4, normal(-0.8, 0.3))));
    /**
     * Counterexample of {@code robust.law-shift}: a class in two narrow parts, and a part of the rest a quarter of the
     * class's spread to the right of each. The classifier of data moved by that much takes the rest for the class.
     */
    public static final LabelledLaw SHIFTED = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, line(new double[] {0.5, 0.5}, new double[] {-4, 4}, new double[] {0.5, 0.5})),
            new LabelledClass("other", 0.5,
                    line(new double[] {0.5, 0.5}, new double[] {-3, 5}, new double[] {0.5, 0.5}))));
    /**
     * Counterexample of {@code robust.label-noise}: three classes in a row. If 40 % of "mislabelled" carry the label of
     * the class, guidance leads there; the mean reciprocal rises from 2 to 8.2 at w = 3.
     */
    public static final LabelledLaw WRONG_LABELS = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, normal(0, 0.5)), new LabelledClass("mislabelled", 0.2, normal(3, 0.5)),
            new LabelledClass("between", 0.3, normal(2, 0.5))));
    /**
     * Counterexample of {@code rule.cfg-zero-star}: two classes so far apart that they differ even at τ = 0.998. A rule
     * that does not move before then starts in the wrong place.
     */
    public static final LabelledLaw FAR_APART = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, normal(20, 1)), new LabelledClass("other", 0.5, normal(-20, 1))));

    /**
     * Counterexample of {@code rule.unconditional-base}: two unit Gaussians one apart. The rule samples all data, under
     * which the mean reciprocal is (3 + e)/2 = 2.859 in place of 2.
     */
    public static final LabelledLaw UNIT_PAIR = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, normal(0, 1)), new LabelledClass("other", 0.5, normal(1, 1))));
    /**
     * Counterexample of {@code rule.threshold}: a class at 3, outside of the range from −1 to 1 that dynamic
     * thresholding keeps to. The rule stops it on its way, where the other class lies.
     */
    public static final LabelledLaw OUT_OF_RANGE = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, normal(3, 1)), new LabelledClass("other", 0.5, normal(0, 1))));
    /**
     * Counterexample of {@code rule.autoguidance} and {@code over.diversity}: another class in the middle of the class. Away
     * from a wider law means towards the middle; away from the other class means outwards, to a wider law.
     */
    public static final LabelledLaw WITHIN = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, normal(0, 1)), new LabelledClass("other", 0.5, normal(0, 0.5))));

    private NamedLaws() {
    }

    /**
     * Name of a law.
     *
     * @param law any law
     * @return {@code case A}, {@code case T}, or empty
     */
    public static Optional<String> nameOf(LabelledLaw law) {
        return law.equals(A) ? Optional.of("case A") : law.equals(T) ? Optional.of("case T") : Optional.empty();
    }

    private static Law line(double[] weights, double[] means, double[] deviations) {
        Gaussian[] parts = new Gaussian[means.length];
        for (int k = 0; k < parts.length; k++) {
            parts[k] = Gaussian.isotropic(new double[] {means[k]}, deviations[k] * deviations[k]);
        }
        return new Mixture(weights, List.of(parts));
    }

    private static Law normal(double mean, double deviation) {
        return Gaussian.isotropic(new double[] {mean}, deviation * deviation);
    }
}
