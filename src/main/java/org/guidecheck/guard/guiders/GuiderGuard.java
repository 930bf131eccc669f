package org.guidecheck.guard.guiders;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.ClaimLoop;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Verdict;

/** Guard of guidance rules: decides all claims about a guider. */
public final class GuiderGuard {
    private static final List<GuiderClaim> CLAIMS = List.of(
            new FiniteAnswers(),
            new ScaleConvention(),
            new FollowsDifference(),
            new PredictionKinds(),
            new AsDeclared(),
            new IntervalEnds(),
            new StatelessBetweenRuns(),
            new BatchRows(),
            new Grade(),
            new LowersMeanReciprocal(),
            new Tail(),
            new StepCountInvariant(),
            new Diversity());

    private GuiderGuard() {
    }

    /** {@return what each claim says, in the order in which they are decided} */
    public static List<Statement> claims() {
        return CLAIMS.stream().map(GuiderClaim::says).toList();
    }

    /**
     * Decides claims one after another and passes on each verdict when it is reached. A claim in which the guider fails
     * is refuted, with the failure as the reason; the others are still decided.
     *
     * @param candidate the guider
     * @param ids       ids of the claims, all if empty
     * @param alpha     false-alarm probability of all verdicts together, in (0, 1)
     * @param verdicts  receives the verdicts
     * @throws IllegalArgumentException if there is no such claim
     * @throws SamplerFailure           if the guider failed, and no claim could be decided
     */
    public static void decide(GuiderUnderTest candidate, List<String> ids, double alpha, Consumer<Verdict> verdicts) {
        List<String> known = claims().stream().map(Statement::id).toList();
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Catalogue.noClaim(id, known);
        });
        List<GuiderClaim> chosen = CLAIMS.stream().filter(claim -> ids.isEmpty() || ids.contains(claim.says().id()))
                .filter(claim -> claim.appliesTo(candidate)).toList();
        ClaimLoop.decide(chosen, new OfGuider(
                new GuiderCache(candidate.with(new CheckedGuider(candidate.guider())))), alpha, verdicts);
    }

    /** A guider in the loop of claims. If its first call fails and it answers nothing else, no other claim is tried. */
    private static final class OfGuider implements ClaimLoop.Subject<GuiderClaim> {
        private final GuiderCache cache;
        private final long seed;
        private boolean isMute;

        OfGuider(GuiderCache cache) {
            this.cache = cache;
            this.seed = cache.candidate().seed();
        }

        @Override
        public String id(GuiderClaim claim) {
            return claim.says().id();
        }

        @Override
        public Optional<Verdict> decide(GuiderClaim claim, double alpha) {
            return Optional.of(claim.decide(cache, alpha));
        }

        @Override
        public Optional<Verdict> withoutTrial(GuiderClaim claim) {
            return isMute ? Optional.of(claim.notTried(seed)) : Optional.empty();
        }

        @Override
        public Verdict failed(GuiderClaim claim, SamplerFailure failure, boolean isFirst) {
            isMute = isFirst && !answersAnything(cache.candidate());
            return claim.failed(failure, seed);
        }

        /** An oracle may fail on answers that are not finite or huge. */
        @Override
        public Verdict notComputed(GuiderClaim claim, RuntimeException failure) {
            return claim.undecided(failure, seed);
        }
    }

    /** Whether a guider answers a call at all. */
    private static boolean answersAnything(GuiderUnderTest candidate) {
        TimeGrid grid = ProbeCalls.grid(candidate.steps().get(0));
        List<ProbeBatch> first = ProbeLaw.LINE.batches(grid, 1, new Streams(candidate.seed())).subList(0, 1);
        return candidate.scales().stream().anyMatch(scale -> {
            try {
                return ProbeCalls.answers(candidate.guider(), scale, grid, first).length > 0;
            } catch (SamplerFailure none) {
                return false;
            }
        });
    }
}
