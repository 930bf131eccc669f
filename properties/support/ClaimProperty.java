package support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * A claim of the catalogue as a property. All claims together may raise a false alarm with probability 1e-6 a run;
 * each has an equal share, and its k-th decision, tries and shrinking alike, spends 1/(k(k+1)) of that.
 */
public final class ClaimProperty {
    private static final Map<String, ErrorBudget> BUDGETS = new ConcurrentHashMap<>();

    private final Claim claim;

    private ClaimProperty(Claim claim) {
        this.claim = claim;
    }

    /** The claim with this id. */
    public static ClaimProperty of(String id) {
        return new ClaimProperty(Catalogue.named(id));
    }

    /** The claim's name in the catalogue. */
    String id() {
        return claim.id();
    }

    /** Decides the claim, spending the next share of its budget. */
    public Verdict decide(Setting setting) {
        ErrorBudget budget = BUDGETS.computeIfAbsent(claim.id(),
                id -> ErrorBudget.of(ErrorBudget.DEFAULT_ALPHA / Catalogue.claims().size()));
        return claim.decide(setting, budget.spend(claim.id()));
    }

    /** Fails, with the evidence, unless the claim holds. */
    public void holds(Setting setting) {
        Verdict verdict = decide(setting);
        if (verdict.outcome() != Outcome.HOLDS) {
            throw new AssertionError(describe(verdict, setting));
        }
    }

    /** Fails unless the claim is refuted. */
    public void isRefuted(Setting setting) {
        Verdict verdict = decide(setting);
        if (verdict.outcome() != Outcome.REFUTED) {
            throw new AssertionError("should be refuted: " + describe(verdict, setting));
        }
    }

    private String describe(Verdict verdict, Setting setting) {
        StringBuilder text = new StringBuilder(claim.id()).append(' ').append(verdict.outcome()).append(": ")
                .append(claim.says().text()).append("\n  law ").append(setting.law())
                .append("\n  class ").append(setting.process().c()).append(", weight ").append(setting.guidance())
                .append(", sampler ").append(setting.sampler().name()).append(", noise seed ").append(setting.seed());
        for (Evidence each : verdict.evidence()) {
            text.append("\n  ").append(each.outcome()).append(": ").append(each.quantity()).append(" = ")
                    .append(each.value()).append(" in ").append(each.bounds()).append("; ").append(each.rule())
                    .append("; ").append(each.method()).append(", n = ").append(each.samples()).append(", alpha = ")
                    .append(each.alphaSpent()).append(' ').append(each.details());
        }
        return text.append("\n  replay: mvn test -Dguidecheck.seed=").append(Settings.seed()).append(" -Dtest='*Properties'")
                .toString();
    }
}
