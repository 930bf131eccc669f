package org.guidecheck.guard.guiders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.hunt.HuntTarget;
import org.guidecheck.hunt.SmallestLaw;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that guidance lowers the mean reciprocal, M ≤ M_0 = 1/π_c, decided on named and random laws ({@link
 * GuiderOnLaw}). Laws can refute it; a proof confirms it. Where it is refuted, the smallest law on which the guider
 * makes things worse than no guidance is looked for. A guider that cuts clean predictions to a range is made for data in
 * that range: a law inside it can refute, and what the guider does to others is told.
 */
final class LowersMeanReciprocal extends GuiderClaim {
    private static final Duration SHRINKING = Duration.ofSeconds(10);
    /** Shares of the error rate: laws on the line, paths in space and after shrinking. */
    private static final double SHARE = 0.5;
    private static final int DIMENSION = 1;
    /** After this time at one scale no further law is begun. */
    private static final double SECONDS = 5;

    LowersMeanReciprocal() {
        super("guider.mean-reciprocal", "guidance lowers the mean reciprocal of every law, M <= M_0 = 1/pi_c: it is no "
                + "worse than no guidance", Resolution.ofUnguidedMean(0.01));
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        List<Evidence> evidence = new ArrayList<>();
        List<Double> scales = candidate.fewScales();
        boolean shrunk = false;
        for (double scale : scales) {
            Dependence dependence = cache.dependence(scale);
            OptionalDouble range = cache.range();
            Evidence worst = worst(candidate, scale, dependence, laws(candidate, range),
                    alpha * SHARE / scales.size());
            boolean isOutside = worst.outcome() == Outcome.REFUTED && range.isPresent()
                    && !worst.details().containsValue(LawWords.whole(GuiderLaws.inside(range.getAsDouble())));
            if (isOutside) {
                worst = worst
                        .saying(worst.quantity() + ": " + LawWords.number(worst.value()) + ", which " + worst.rule()
                                + "; the rule cuts clean predictions to a range, and this law has points outside it")
                        .decides(Requirement.NONE);
            } else if (worst.outcome() == Outcome.REFUTED && !shrunk && range.isEmpty()) {
                shrunk = true;
                worst = explained(cache, scale, dependence, worst, alpha * SHARE);
            }
            Evidence told = worst.with("guider", dependence.words());
            evidence.add(isOutside ? told : told.asAttempt());
            OptionalDouble proved = ProvedGrade.of(candidate.guider(), scale);
            if (proved.isPresent() && proved.getAsDouble() >= 1) {
                evidence.add(Grade.proof(proved.getAsDouble(), scale));
            }
        }
        return evidence;
    }

    /** Laws on which the mean is computed, the first one inside the range that the rule expects, if it expects one. */
    private static List<LabelledLaw> laws(GuiderUnderTest candidate, OptionalDouble range) {
        List<LabelledLaw> laws = new ArrayList<>(GuiderLaws.quick(candidate));
        range.ifPresent(end -> laws.add(0, GuiderLaws.inside(end)));
        return laws;
    }

    /** Evidence on the law that is worst for the guider. */
    private static Evidence worst(GuiderUnderTest candidate, double scale, Dependence dependence,
            List<LabelledLaw> laws, double alpha) {
        GuiderOnLaw claim = new GuiderOnLaw(candidate, scale, dependence.hasMemory());
        TimeBudget time = TimeBudget.ofSeconds(SECONDS);
        List<Evidence> all = new ArrayList<>();
        for (LabelledLaw law : laws) {
            Evidence evidence = on(law, claim, candidate, alpha / laws.size());
            all.add(evidence);
            if (evidence.outcome() == Outcome.REFUTED || time.isOver()) {
                // One law refutes the claim. Laws where the mean is huge take long, and others may have to be left out.
                break;
            }
        }
        double spent = all.stream().mapToDouble(Evidence::alphaSpent).sum();
        Evidence worst = all.stream().max(Comparator.comparing((Evidence each) -> each.outcome() == Outcome.REFUTED)
                .thenComparing(each -> each.excess().orElse(Double.NEGATIVE_INFINITY))).orElseThrow();
        return worst.by(worst.method() + "; the worst of " + all.size() + " laws", worst.samples(), spent)
                .saying(worst.quantity() + ": " + LawWords.number(worst.value())
                        + (worst.kind() == Evidence.Kind.PLAIN_SAMPLING
                                ? ", which paths do not contradict"
                                : ", the nearest to that without guidance of " + all.size() + " laws"))
                .with("laws", count(all, Outcome.REFUTED) + " refute, " + count(all, Outcome.HOLDS)
                        + " computed without, " + count(all, Outcome.NOT_REFUTED) + " sampled, "
                        + count(all, Outcome.UNDECIDED) + " not resolved");
    }

    private static long count(List<Evidence> all, Outcome outcome) {
        return all.stream().filter(each -> each.outcome() == outcome).count();
    }

    private static Evidence on(LabelledLaw law, GuiderOnLaw claim, GuiderUnderTest candidate, double alpha) {
        return claim.decide(Setting.of(law, 0, GuidanceSchedule.constant(0), candidate.seed())
                .at(candidate.effort()), alpha).evidence().get(0);
    }

    /** Evidence on the smallest law found, with what the guider does on the line in words. */
    private static Evidence explained(GuiderCache cache, double scale, Dependence dependence, Evidence found,
            double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        GuiderOnLaw claim = new GuiderOnLaw(candidate, scale, dependence.hasMemory());
        Optional<Evidence> smallest = simplest(claim, candidate, alpha / 2)
                .or(() -> shrunk(claim, candidate, alpha / 2));
        Evidence best = smallest.orElse(found);
        String words = cache.weights(scale, GuiderLaws.simplest()).onLine();
        Evidence explained = best.by(best.method(), best.samples(), alpha + found.alphaSpent())
                .decides(words.isEmpty() ? best.requirement()
                        : best.requirement().saying(best.rule() + "; " + words));
        if (best.quantity().equals(found.quantity())) {
            return explained;
        }
        return smallest.isEmpty() ? explained.with("smaller laws", "none found that refutes the claim")
                : explained.with("first refuted on", found.quantity() + ": " + LawWords.number(found.value()));
    }

    /** The first of the simplest laws that refutes the claim. */
    private static Optional<Evidence> simplest(GuiderOnLaw claim, GuiderUnderTest candidate, double alpha) {
        List<LabelledLaw> laws = GuiderLaws.simplest();
        return laws.stream().map(law -> on(law, claim, candidate, alpha / laws.size()))
                .filter(each -> each.outcome() == Outcome.REFUTED).findFirst();
    }

    /** A small law that refutes the claim, shrunk. */
    private static Optional<Evidence> shrunk(GuiderOnLaw claim, GuiderUnderTest candidate, double alpha) {
        return SmallestLaw.of(new HuntTarget(claim, new EulerMaruyama(), DIMENSION), candidate.seed(), alpha, SHRINKING)
                .map(found -> found.verdict().evidence().get(0).with("shrunk",
                        found.minimal() ? "nothing simpler refutes the claim" : "stopped after 10 s"));
    }
}
