package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.Vectors;
import org.hipparchus.util.Binary64Field;

/** What is said of a labelled law: of each class, of the data without labels, and of the posterior. */
public class LawsUnderTest {
    private final LabelledLaw law;
    private final List<LawUnderTest> all;

    public LawsUnderTest(LabelledLaw law) {
        this(law, laws(law));
    }

    /** In tests, with something else said of its laws. */
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

    /** The classes in order, then the data without labels. */
    public final List<LawUnderTest> all() {
        return all;
    }

    public final int classes() {
        return law.classes().size();
    }

    public final double prior(int c) {
        return law.prior(c);
    }

    /** log p_τ(c|x). */
    public double logPosterior(int c, double[] x, NoiseLevel level) {
        return law.logPosterior(c, Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /** What one noised density of every law costs together. */
    final double cost() {
        return all.stream().mapToDouble(subject -> subject.law().cost()).sum();
    }
}
