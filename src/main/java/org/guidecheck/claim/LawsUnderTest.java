package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.Vectors;
import org.hipparchus.util.Binary64Field;

/**
 * Labelled law under test: each class, the data without labels, and the posterior. Tests subclass it to plant errors.
 */
public class LawsUnderTest {
    private final LabelledLaw law;
    private final List<LawUnderTest> all;

    /** A labelled law with correct classes and posterior. */
    public LawsUnderTest(LabelledLaw law) {
        this(law, laws(law));
    }

    /** For tests: other laws in the order of {@link #all()}, such as faulty ones. */
    public LawsUnderTest(LabelledLaw law, List<LawUnderTest> all) {
        this.law = law;
        this.all = List.copyOf(all);
    }

    private static List<LawUnderTest> laws(LabelledLaw law) {
        List<LawUnderTest> result = new ArrayList<>();
        for (LabelledLaw.LabelledClass each : law.classes()) {
            result.add(new LawUnderTest("class " + each.label(), each.law()));
        }
        result.add(new LawUnderTest("all data", law.marginal()));
        return result;
    }

    /** {@return the classes in order, then the data without labels} */
    public final List<LawUnderTest> all() {
        return all;
    }

    /** {@return the number of classes} */
    public final int classes() {
        return law.classes().size();
    }

    /** {@return the prior π_c} */
    public final double prior(int c) {
        return law.prior(c);
    }

    /** {@return log p_τ(c|x)} */
    public double logPosterior(int c, double[] x, NoiseLevel level) {
        return law.logPosterior(c, Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /** Cost of one noised density of every law, summed. */
    final double cost() {
        return all.stream().mapToDouble(subject -> subject.law().cost()).sum();
    }
}
