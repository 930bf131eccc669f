package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.Vectors;
import org.hipparchus.util.Binary64Field;

/** What is said of a labelled law: of each class, of the data without labels, and of the posterior. */
class Subjects {
    private final LabelledDistribution law;
    private final List<Subject> all;

    Subjects(LabelledDistribution law) {
        this(law, laws(law));
    }

    /** In tests, with something else said of its laws. */
    Subjects(LabelledDistribution law, List<Subject> all) {
        this.law = law;
        this.all = List.copyOf(all);
    }

    private static List<Subject> laws(LabelledDistribution law) {
        List<Subject> result = new ArrayList<>();
        for (LabelledDistribution.LabelledClass each : law.classes()) {
            result.add(new Subject("class " + each.label(), each.law()));
        }
        result.add(new Subject("all data", law.marginal()));
        return result;
    }

    /** The classes in order, then the data without labels. */
    final List<Subject> all() {
        return all;
    }

    final int classes() {
        return law.classes().size();
    }

    final double prior(int c) {
        return law.prior(c);
    }

    /** log p_τ(c|x). */
    double logPosterior(int c, double[] x, NoiseLevel level) {
        return law.logPosterior(c, Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /** What one noised density of every law costs together. */
    final double cost() {
        return all.stream().mapToDouble(subject -> subject.law().cost()).sum();
    }
}
