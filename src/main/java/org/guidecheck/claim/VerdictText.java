package org.guidecheck.claim;

import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/** Text of a verdict for people: the claim, sampler, law, evidence and replay command. */
public final class VerdictText {
    private VerdictText() {
    }

    /**
     * Text of a verdict that differs from the expected one.
     *
     * @param claim   statement of the claim
     * @param verdict the verdict
     * @param sampler the sampler and its settings
     * @param law     the law
     * @param alpha   false-alarm rate spent
     * @param replay  command that repeats the check
     * @return several lines; evidence that holds or is not refuted is only counted
     */
    public static String of(Statement claim, Verdict verdict, String sampler, String law, double alpha, String replay) {
        StringBuilder text = new StringBuilder(claim.id()).append(" is ").append(verdict.outcome()).append(": ")
                .append(claim.text());
        line(text, "sampler", sampler);
        line(text, "law", law);
        line(text, "alpha", rate(alpha) + " for this claim");
        verdict.evidence().stream().filter(each -> !each.outcome().passes()).forEach(each -> append(text, each));
        for (Outcome passed : new Outcome[] {Outcome.NOT_REFUTED, Outcome.HOLDS}) {
            long rest = verdict.evidence().stream().filter(each -> each.outcome() == passed).count();
            if (rest > 0) {
                line(text, passed.toString(), rest + " more of " + verdict.evidence().size());
            }
        }
        line(text, "replay", replay);
        return text.toString();
    }

    /**
     * Text of all evidence of a verdict.
     *
     * @param verdict the verdict
     * @return several lines, each with a leading newline
     */
    public static String evidence(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        verdict.evidence().forEach(each -> append(text, each));
        return text.toString();
    }

    private static void append(StringBuilder text, Evidence each) {
        line(text, each.outcome().toString(), each.quantity() + ": " + format(each.value()) + ", in "
                + format(each.bounds()));
        line(text, "", "limit: " + each.rule());
        line(text, "", "by " + each.method() + ", n = " + each.samples() + ", alpha = " + rate(each.alphaSpent()));
        for (Tolerance tolerance : each.tolerances()) {
            line(text, "", String.format(Locale.ROOT, "allowing %.3g: %s", tolerance.size(), tolerance.why()));
        }
        each.details().forEach((name, value) -> line(text, "", name + ": " + value));
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(String.format(Locale.ROOT, "\n  %-9s ", label)).append(content);
    }

    private static String rate(double alpha) {
        return alpha == 0 ? "0" : String.format(Locale.ROOT, "%.3g", alpha);
    }

    private static String format(double x) {
        return String.format(Locale.ROOT, "%.6g", x);
    }

    private static String format(Interval bounds) {
        return (Double.isInfinite(bounds.lower()) ? "(" : "[") + format(bounds.lower()) + ", "
                + format(bounds.upper())
                + (Double.isInfinite(bounds.upper()) ? ")" : "]");
    }
}
