package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Statement;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Verdict;

/** Claims about samplers, and their decisions on one sampler. */
public final class Guard {
    private static final List<SamplerClaim> CLAIMS =
            List.of(new FiniteAndShaped(), new Deterministic(), new BatchIndependent(),
                    new Cost(), new LevelsAsDeclared(), new Linear(), new KnownScheme(), new PointMass(),
                    new FreshNoise(),
                    new GuidedGaussian(), new OneStep(), new GaussianChain(),
                    new WeightConvention(), new Independence(),
                    new StepCounts(), new Equivariance(), new Order(), new Unguided(), new GuidedLaw(),
                    new Reflection(), new MeanReciprocal());

    private Guard() {
    }

    /**
     * The claims.
     *
     * @return in the order in which they are decided, basic and quick ones first
     */
    public static List<Statement> claims() {
        return CLAIMS.stream().map(SamplerClaim::says).toList();
    }

    /**
     * Decides all claims.
     *
     * @param candidate the sampler
     * @param alpha     false-alarm probability of all verdicts together, in (0, 1)
     * @return a verdict on each claim that covers the sampler
     */
    public static List<Verdict> decide(SamplerUnderTest candidate, double alpha) {
        List<Verdict> verdicts = new ArrayList<>();
        decide(candidate, List.of(), alpha, verdicts::add);
        return verdicts;
    }

    /**
     * Decides one claim.
     *
     * @param candidate the sampler
     * @param id        id of the claim
     * @param alpha     false-alarm probability of the verdict, in (0, 1)
     * @return the verdict; empty if the claim does not cover the sampler
     * @throws IllegalArgumentException if there is no such claim
     */
    public static Optional<Verdict> decide(SamplerUnderTest candidate, String id, double alpha) {
        List<Verdict> verdicts = new ArrayList<>();
        decide(candidate, List.of(id), alpha, verdicts::add);
        return verdicts.stream().findFirst();
    }

    /**
     * The statement of one claim.
     *
     * @param id id of the claim
     * @return its statement
     * @throws IllegalArgumentException if there is no such claim
     */
    public static Statement statement(String id) {
        return named(id).says();
    }

    /** The claim of this name. */
    static SamplerClaim named(String id) {
        return CLAIMS.stream().filter(claim -> claim.says().id().equals(id)).findFirst()
                .orElseThrow(() -> Catalogue.noClaim(id, claims().stream().map(Statement::id).toList()));
    }

    /**
     * Decides claims one after another and passes on each verdict when it is reached. A claim in which the sampler fails
     * is refuted, with the failure as the reason; the others are still decided. Output that is not finite refutes one
     * claim, and others about the output are not tried.
     *
     * @param candidate the sampler
     * @param ids       ids of the claims, all if empty
     * @param alpha     false-alarm probability of all verdicts together, in (0, 1)
     * @param verdicts  receives the verdicts
     * @throws IllegalArgumentException if there is no such claim
     * @throws SamplerFailure           if the sampler failed, and no claim could be decided
     */
    public static void decide(SamplerUnderTest candidate, List<String> ids, double alpha, Consumer<Verdict> verdicts) {
        decide(candidate, new LinkedHashMap<>(), ids, alpha, verdicts);
    }

    /**
     * Decides claims, and tells what was found of the sampler on the way.
     *
     * @param candidate the sampler
     * @param ids       ids of the claims, all if empty
     * @param alpha     false-alarm probability of all verdicts together, in (0, 1)
     * @param verdicts  receives the verdicts
     * @return a summary of what the claims identified
     * @throws IllegalArgumentException if there is no such claim
     * @throws SamplerFailure           if the sampler failed, and no claim could be decided
     */
    public static SamplerSummary summarise(SamplerUnderTest candidate, List<String> ids, double alpha,
            Consumer<Verdict> verdicts) {
        Map<SamplerUnderTest, RunCache> runs = new LinkedHashMap<>();
        List<Verdict> reached = new ArrayList<>();
        decide(candidate, runs, ids, alpha, verdicts.andThen(reached::add));
        // Where claims are about the unguided sampler, its runs are those that were identified.
        RunCache identified = runs.values().stream().filter(SummaryOfRuns::isIdentified).findFirst()
                .orElseGet(() -> runs.computeIfAbsent(candidate, RunCache::new));
        return SummaryOfRuns.of(identified, reached, alpha);
    }

    private static void decide(SamplerUnderTest candidate, Map<SamplerUnderTest, RunCache> runs, List<String> ids,
            double alpha, Consumer<Verdict> verdicts) {
        ids.forEach(Guard::named);
        List<SamplerClaim> chosen = CLAIMS.stream().filter(claim -> ids.isEmpty() || ids.contains(claim.says().id()))
                .filter(claim -> claim.judged(candidate).filter(claim::appliesTo).isPresent()).toList();
        ClaimLoop.decide(chosen, new OfSampler(candidate, runs), alpha, verdicts);
    }

    /** A sampler in the loop of claims. Output that is not finite refutes one claim; others about it are not tried. */
    private static final class OfSampler implements ClaimLoop.Subject<SamplerClaim> {
        private final SamplerUnderTest candidate;
        private final Map<SamplerUnderTest, RunCache> runs;
        private boolean isNotFinite;

        OfSampler(SamplerUnderTest candidate, Map<SamplerUnderTest, RunCache> runs) {
            this.candidate = candidate;
            this.runs = runs;
        }

        @Override
        public String id(SamplerClaim claim) {
            return claim.says().id();
        }

        @Override
        public Optional<Verdict> decide(SamplerClaim claim, double alpha) {
            RunCache known = runs.computeIfAbsent(claim.judged(candidate).orElseThrow(), RunCache::new);
            return claim.covers(known) ? Optional.of(claim.decide(known, alpha)) : Optional.empty();
        }

        @Override
        public Verdict failed(SamplerClaim claim, SamplerFailure failure, boolean isFirst) {
            Verdict verdict = failure.isOfOutput() && isNotFinite ? claim.notTried(candidate.seed())
                    : claim.failed(failure, candidate.seed());
            isNotFinite = isNotFinite || failure.isOfOutput();
            return verdict;
        }
    }
}
