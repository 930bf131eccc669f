package org.guidecheck.claim;

import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/** Text of a verdict for people: the claim, what it was tried on, the evidence, and how to see it again. */
public final class VerdictText {
    private VerdictText() {
    }

    /**
     * The text of a verdict that is not as expected.
     *
     * @param says    the claim
     * @param verdict what was decided
     * @param sampler the sampler and how it was tried
     * @param law     what it was tried on
     * @param alpha   false-alarm rate that was spent
     * @param replay  how to see it again
     * @return several lines; evidence that holds is only counted
     */
    public static String of(Statement says, Verdict verdict, String sampler, String law, double alpha, String replay) {
        StringBuilder text = new StringBuilder(says.id()).append(" is ").append(verdict.outcome()).append(": ")
                .append(says.text());
        line(text, "sampler", sampler);
        line(text, "law", law);
        line(text, "alpha", rate(alpha) + " for this claim");
        verdict.evidence().stream().filter(each -> each.outcome() != Outcome.HOLDS).forEach(each -> tell(text, each));
        long rest = verdict.evidence().stream().filter(each -> each.outcome() == Outcome.HOLDS).count();
        if (rest > 0) {
            line(text, "HOLDS", rest + " more of " + verdict.evidence().size());
        }
        line(text, "replay", replay);
        return text.toString();
    }

    /**
     * The text of all evidence of a verdict.
     *
     * @param verdict what was decided
     * @return several lines, each begun by a newline
     */
    public static String evidence(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        verdict.evidence().forEach(each -> tell(text, each));
        return text.toString();
    }

    private static void tell(StringBuilder text, Evidence each) {
        line(text, each.outcome().toString(), each.quantity() + ": " + written(each.value()) + ", in "
                + written(each.bounds()));
        line(text, "", "limit: " + each.rule());
        line(text, "", "by " + each.method() + ", n = " + each.samples() + ", alpha = " + rate(each.alphaSpent()));
        for (Tolerance tolerance : each.tolerances()) {
            line(text, "", String.format(Locale.ROOT, "allowing %.3g: %s", tolerance.size(), tolerance.why()));
        }
        each.details().forEach((name, value) -> line(text, "", name + ": " + value));
    }

    private static void line(StringBuilder text, String label, String what) {
        text.append(String.format(Locale.ROOT, "\n  %-10s", label)).append(what);
    }

    private static String rate(double alpha) {
        return alpha == 0 ? "0" : String.format(Locale.ROOT, "%.3g", alpha);
    }

    private static String written(double x) {
        return String.format(Locale.ROOT, "%.6g", x);
    }

    private static String written(Interval bounds) {
        return (Double.isInfinite(bounds.lower()) ? "(" : "[") + written(bounds.lower()) + ", "
                + written(bounds.upper())
                + (Double.isInfinite(bounds.upper()) ? ")" : "]");
    }
}
