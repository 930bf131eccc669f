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
 * Labelled data: classes with priors π_c > 0 and laws P_c; the mixture P = Σ π_c P_c is the data without its labels.
 * Nothing more is assumed of it.
 */
public final class LabelledLaw {
    private final List<LabelledClass> classes;

    /**
     * A class of the data.
     *
     * @param label its name
     * @param prior π_c, in (0, 1)
     * @param law   P_c
     */
    public record LabelledClass(String label, double prior, Law law) {
    }

    /**
     * Takes the classes.
     *
     * @param classes at least two, labels distinct, priors positive and summing to 1, laws of one dimension
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

    /**
     * The classes.
     *
     * @return in the order given
     */
    public List<LabelledClass> classes() {
        return classes;
    }

    /**
     * Number of coordinates of a point.
     *
     * @return d ≥ 1
     */
    public int dimension() {
        return classes.get(0).law().dimension();
    }

    /**
     * Finds a class by its label.
     *
     * @param label a label
     * @return its index
     * @throws InvalidInputException naming the labels there are, if there is none
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
     * A class's law.
     *
     * @param c class index
     * @return P_c
     */
    public Law law(int c) {
        return classes.get(c).law();
    }

    /**
     * A class's prior.
     *
     * @param c class index
     * @return π_c
     */
    public double prior(int c) {
        return classes.get(c).prior();
    }

    /**
     * The data without labels.
     *
     * @return P = Σ π_c P_c
     */
    public Mixture marginal() {
        return new Mixture(classes.stream().mapToDouble(LabelledClass::prior).toArray(),
                classes.stream().map(LabelledClass::law).toList());
    }

    /**
     * The data of every other class.
     *
     * @param c class index
     * @return Σ_{j≠c} π_j P_j / (1 − π_c)
     */
    public Mixture rest(int c) {
        List<LabelledClass> others = new ArrayList<>(classes);
        others.remove(c);
        double total = others.stream().mapToDouble(LabelledClass::prior).sum();
        return new Mixture(others.stream().mapToDouble(o -> o.prior() / total).toArray(),
                others.stream().map(LabelledClass::law).toList());
    }

    /**
     * Log-odds of a class against the others at a noised point, log p(c|x) − log(1 − p(c|x)). They keep their digits
     * where the posterior itself rounds to 0 or 1.
     *
     * @param c     class index
     * @param x     a point
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
        // −log(1 + e^{−ℓ}), from the side on which the exponential does not overflow.
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
        // (1 − p)(s_c − s_rest), the same vector without the cancellation of s_c − s where p is near 1.
        T odds = logOdds(c, x, level);
        T small = odds.getReal() >= 0 ? odds.negate().exp() : odds.exp();
        T other = odds.getReal() >= 0 ? small.divide(small.add(1)) : small.add(1).reciprocal();
        T[] own = law(c).score(x, level);
        T[] rest = rest(c).score(x, level);
        T[] result = MathArrays.buildArray(level.signal().getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = other.multiply(own[i].subtract(rest[i]));
        }
        return result;
    }

    /**
     * Log-odds at a point of plain numbers.
     *
     * @param c     class index
     * @param x     a point
     * @param level noise level
     * @return log( p(c|x) / (1 − p(c|x)) )
     */
    public double logOdds(int c, double[] x, NoiseLevel level) {
        return logOdds(c, Vectors.elements(x), level.in(Binary64Field.getInstance())).getReal();
    }

    /**
     * Classifier gradient at a point of plain numbers.
     *
     * @param c     class index
     * @param x     a point
     * @param level noise level
     * @return ∇ log p_τ(c|x)
     */
    public double[] classifierGradient(int c, double[] x, NoiseLevel level) {
        return Vectors.toDoubles(classifierGradient(c, Vectors.elements(x), level.in(Binary64Field.getInstance())));
    }

    /**
     * Smallest scale of any class.
     *
     * @return at least 0, 0 if some class has an atom or a flat Gaussian
     */
    public double narrowestScale() {
        return classes.stream().mapToDouble(each -> each.law().narrowestScale()).min().orElseThrow();
    }

    /**
     * Whether p_0(c|·) is undefined somewhere that matters, because some part of the data has no density.
     *
     * @return narrowestScale() = 0
     */
    public boolean isDegenerate() {
        return narrowestScale() == 0;
    }

    /**
     * How far the data reaches from the origin.
     *
     * @return the largest reach of a class
     */
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
