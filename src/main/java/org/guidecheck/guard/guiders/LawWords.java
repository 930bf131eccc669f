package org.guidecheck.guard.guiders;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.io.LawJson;

/** Names of laws in evidence: a name, two Gaussians in words, or JSON. */
final class LawWords {
    private static final MathContext DIGITS = new MathContext(3);
    private static final int LONGEST = 150;

    private LawWords() {
    }

    /** The law in few words: a name, two Gaussians, its JSON if that is short, or its size. */
    static String of(LabelledLaw law) {
        return known(law).orElseGet(() -> {
            String json = LawJson.toString(law);
            return json.length() <= LONGEST ? json : "a law of " + law.classes().size() + " classes in "
                    + law.dimension() + (law.dimension() == 1 ? " dimension" : " dimensions");
        });
    }

    /** The law so that it can be used again: the same words, or its JSON. */
    static String whole(LabelledLaw law) {
        return known(law).orElseGet(() -> LawJson.toString(law));
    }

    private static Optional<String> known(LabelledLaw law) {
        return NamedLaws.nameOf(law).or(() -> law.equals(TestProblem.SPACE_LAW)
                ? Optional.of(TestProblem.SPACE.name()) : Optional.empty()).or(() -> gaussians(law));
    }

    /** Two classes of one Gaussian each, such as {@code two Gaussians, the class N(1, 1), the rest N(-1, 1)}. */
    private static Optional<String> gaussians(LabelledLaw law) {
        if (law.classes().size() != 2) {
            return Optional.empty();
        }
        Optional<String> own = gaussian(law.law(0));
        Optional<String> rest = gaussian(law.law(1));
        return own.isEmpty() || rest.isEmpty() ? Optional.empty() : Optional.of("two Gaussians, the class "
                + own.get() + (law.prior(0) == 0.5 ? "" : " of prior " + number(law.prior(0))) + ", the rest "
                + rest.get());
    }

    private static Optional<String> gaussian(Law law) {
        List<Law.Component> parts = law.gaussianComponents().orElse(List.of());
        if (parts.size() != 1
                || parts.get(0).gaussian().covariance().smallest() != parts.get(0).gaussian().covariance().largest()) {
            return Optional.empty();
        }
        double[] mean = new double[law.dimension()];
        Arrays.setAll(mean, i -> parts.get(0).gaussian().mean(i));
        return Optional.of("N(" + point(mean) + ", " + number(parts.get(0).gaussian().covariance().largest()) + ")");
    }

    /** A point, a number in one dimension. */
    static String point(double[] x) {
        return x.length == 1 ? number(x[0])
                : Arrays.stream(x).mapToObj(LawWords::number).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A number with few digits. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 6 ? String.format(Locale.ROOT, "%.2e", value)
                : rounded.toPlainString();
    }
}
