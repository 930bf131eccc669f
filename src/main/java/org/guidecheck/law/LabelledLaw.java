package org.guidecheck.law;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64Field;
import org.hipparchus.util.MathArrays;

/**
 * Joint law of a point and its class label: classes with priors π_c > 0 and conditional laws P_c. Without its label, a
 * point has the mixture law P = Σ π_c P_c.
 */
public final class LabelledLaw {
    private final List<LabelledClass> classes;

    /**
     * One class.
     *
     * @param label its name
     * @param prior π_c, in (0, 1)
     * @param law   P_c, the law of its points
     */
    public record LabelledClass(String label, double prior, Law law) {
    }

    /**
     * Creates a labelled law.
     *
     * @param classes at least two; labels distinct, priors in (0, 1) and summing to 1 within 1e-9, laws of one
     *                dimension
     * @throws InvalidInputException naming the field at fault
     */
    public LabelledLaw(List<LabelledClass> classes) {
        this.classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new InvalidInputException("classes", classes.size(), "must have at least two classes");
        }
        Set<String> labels = new HashSet<>();
        double[] priors = new double[classes.size()];
        for (int c = 0; c < classes.size(); c++) {
            LabelledClass each = classes.get(c);
            String path = "classes[" + c + "]";
            if (!labels.add(each.label())) {
                throw new InvalidInputException(path + ".label", '"' + each.label() + '"', "must be distinct");
            }
            if (!(each.prior() > 0 && each.prior() < 1)) {
                throw new InvalidInputException(path + ".prior", each.prior(), "must be in (0, 1)");
            }
            if (each.law().dimension() != classes.get(0).law().dimension()) {
                throw new InvalidInputException(path + ".law", each.law().dimension(),
                        "must have the dimension of classes[0].law (" + classes.get(0).law().dimension() + ")");
            }
            priors[c] = each.prior();
        }
        double sum = 0;
        for (double prior : priors) {
            sum += prior;
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) {
            throw new InvalidInputException("classes[*].prior", sum, "must sum to 1");
        }
    }

    /** {@return the classes, in the order given} */
    public List<LabelledClass> classes() {
        return classes;
    }

    /** {@return the number of coordinates of a point, d ≥ 1} */
    public int dimension() {
        return classes.get(0).law().dimension();
    }

    /**
     * Finds a class by its label.
     *
     * @param label a label
     * @return the class index
     * @throws InvalidInputException listing the labels, if no class has this one
     */
    public int indexOf(String label) {
        for (int c = 0; c < classes.size(); c++) {
            if (classes.get(c).label().equals(label)) {
                return c;
            }
        }
        throw new InvalidInputException("class", '"' + label + '"',
                "must be one of " + classes.stream().map(LabelledClass::label).toList());
    }

    /**
     * {@return P_c, the law of a class}
     *
     * @param c class index
     */
    public Law law(int c) {
        return classes.get(c).law();
    }

    /**
     * {@return π_c, the prior of a class}
     *
     * @param c class index
     */
    public double prior(int c) {
        return classes.get(c).prior();
    }

    /** {@return P = Σ π_c P_c, the law of a point without its label} */
    public Mixture marginal() {
        return new Mixture(classes.stream().mapToDouble(LabelledClass::prior).toArray(),
                classes.stream().map(LabelledClass::law).toList());
    }

    /**
     * {@return the mixture of all other classes, Σ_{j≠c} π_j P_j / (1 − π_c)}
     *
     * @param c class index
     */
    public Mixture rest(int c) {
        List<LabelledClass> rest = new ArrayList<>(classes);
        rest.remove(c);
        double total = rest.stream().mapToDouble(LabelledClass::prior).sum();
        return new Mixture(rest.stream().mapToDouble(each -> each.prior() / total).toArray(),
                rest.stream().map(LabelledClass::law).toList());
    }

    /**
     * Log-odds of a class against the rest at a noised point, log p(c|x) − log(1 − p(c|x)). They keep full precision
     * where the posterior rounds to 0 or 1.
     *
     * @param c     class index
     * @param x     a point, d coordinates
     * @param level noise level
     * @param <T>   elements of the field
     * @return log( π_c p_τ(x|c) / Σ_{j≠c} π_j p_τ(x|j) )
     */
    public <T extends CalculusFieldElement<T>> T logOdds(int c, T[] x, NoiseLevel.OfField<T> level) {
        List<T> others = new ArrayList<>();
        for (int j = 0; j < classes.size(); j++) {
            if (j != c) {
                others.add(weightedLogDensity(j, x, level));
            }
        }
        return weightedLogDensity(c, x, level).subtract(LogSumExp.of(others));
    }

    /**
     * Logarithm of the class posterior at a noised point, by Bayes' rule.
     *
     * @param c     class index
     * @param x     a point
     * @param level noise level
     * @param <T>   elements of the field
     * @return log p_τ(c|x) ≤ 0
     */
    public <T extends CalculusFieldElement<T>> T logPosterior(int c, T[] x, NoiseLevel.OfField<T> level) {
        // −log(1 + e^{−ℓ}), in the form whose exponential does not overflow.
        T odds = logOdds(c, x, level);
        return odds.getReal() >= 0 ? odds.negate().exp().log1p().negate() : odds.subtract(odds.exp().log1p());
    }

    private <T extends CalculusFieldElement<T>> T weightedLogDensity(int j, T[] x, NoiseLevel.OfField<T> level) {
        return law(j).logDensity(x, level).add(Math.log(prior(j)));
    }

    /**
     * Gradient of the log-posterior: the classifier gradient g = s(·|c) − s.
     *
     * @param c     class index
     * @param x     a point
     * @param level noise level
     * @param <T>   elements of the field
     * @return ∇ log p_τ(c|x), d coordinates
     */
    public <T extends CalculusFieldElement<T>> T[] classifierGradient(int c, T[] x, NoiseLevel.OfField<T> level) {
        // (1 − p)(s_own − s_rest): the same vector without the cancellation of s_own − s where p is near 1.
        T odds = logOdds(c, x, level);
        T small = odds.getReal() >= 0 ? odds.negate().exp() : odds.exp();
        T restPosterior = odds.getReal() >= 0 ? small.divide(small.add(1)) : small.add(1).reciprocal();
        T[] own = law(c).score(x, level);
        T[] rest = rest(c).score(x, level);
        T[] result = MathArrays.buildArray(level.signal().getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = restPosterior.multiply(own[i].subtract(rest[i]));
        }
        return result;
    }

    /**
     * Log-odds of a class against the rest at a noised point of doubles.
     *
     * @param c     class index
     * @param x     a point, d coordinates
     * @param level noise level
     * @return log( p(c|x) / (1 − p(c|x)) )
     */
    public double logOdds(int c, double[] x, NoiseLevel level) {
        return logOdds(c, Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /**
     * Classifier gradient at a point of doubles.
     *
     * @param c     class index
     * @param x     a point, d coordinates
     * @param level noise level
     * @return ∇ log p_τ(c|x), d coordinates
     */
    public double[] classifierGradient(int c, double[] x, NoiseLevel level) {
        return Vectors.toDoubles(classifierGradient(c, Vectors.elements(x), level.in(Binary64Field.getInstance())));
    }

    /** {@return the smallest {@link Law#narrowestScale} of any class} */
    public double narrowestScale() {
        return classes.stream().mapToDouble(each -> each.law().narrowestScale()).min().orElseThrow();
    }

    /** {@return whether the law of any class {@link Law#isDegenerate is degenerate}} */
    public boolean isDegenerate() {
        return narrowestScale() == 0;
    }

    /** {@return the largest {@link Law#reach} of any class} */
    public double reach() {
        return classes.stream().mapToDouble(each -> each.law().reach()).max().orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledLaw that && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return classes.hashCode();
    }

    /** Labels, families and dimension. */
    @Override
    public String toString() {
        return classes.stream().map(each -> each.label() + ": " + each.law()).collect(Collectors.joining("; "));
    }
}
