package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Loop that decides claims one after another, each at an equal share of the error rate. A claim in which what is tested
 * fails has a verdict of its own, and the others are still decided.
 */
public final class ClaimLoop {
    private ClaimLoop() {
    }

    /**
     * What is tested, as the loop sees it: how a claim about it is decided, and what its failures mean.
     *
     * @param <C> claims about it
     */
    public interface Subject<C> {
        /**
         * The id of a claim.
         *
         * @param claim the claim
         * @return its id
         */
        String id(C claim);

        /**
         * Decides a claim.
         *
         * @param claim the claim
         * @param alpha false-alarm probability of the verdict
         * @return the verdict; empty if the claim says nothing of what is tested
         * @throws SamplerFailure if what is tested fails
         */
        Optional<Verdict> decide(C claim, double alpha);

        /**
         * The verdict on a claim that earlier failures make pointless to try.
         *
         * @param claim the claim
         * @return empty, unless overridden, to try it
         */
        default Optional<Verdict> withoutTrial(C claim) {
            return Optional.empty();
        }

        /**
         * The verdict on a claim in which what is tested failed.
         *
         * @param claim   the claim
         * @param failure the failure
         * @param isFirst whether it is the first failure, and nothing was decided before
         * @return the verdict
         */
        Verdict failed(C claim, SamplerFailure failure, boolean isFirst);

        /**
         * The verdict on a claim whose own computation failed on what is tested.
         *
         * @param claim   the claim
         * @param failure the failure
         * @return never, unless overridden: the failure is thrown again
         */
        default Verdict notComputed(C claim, RuntimeException failure) {
            throw failure;
        }
    }

    /**
     * Decides claims and passes on each verdict when it is reached.
     *
     * @param <C>      claims about what is tested
     * @param claims   the claims, in their order
     * @param subject  what is tested
     * @param alpha    false-alarm probability of all verdicts together, in (0, 1)
     * @param verdicts receives the verdicts
     * @throws SamplerFailure if what is tested failed, and no claim could be decided
     */
    public static <C> void decide(List<C> claims, Subject<C> subject, double alpha, Consumer<Verdict> verdicts) {
        List<ErrorBudget> shares = ErrorBudget.of(alpha).evenly(Math.max(1, claims.size()));
        SamplerFailure first = null;
        boolean isAnswered = false;
        for (int i = 0; i < claims.size(); i++) {
            C claim = claims.get(i);
            double share = shares.get(i).spendAll(subject.id(claim));
            Optional<Verdict> known = subject.withoutTrial(claim);
            if (known.isPresent()) {
                verdicts.accept(known.get());
                continue;
            }
            try {
                Optional<Verdict> verdict = subject.decide(claim, share);
                verdict.ifPresent(verdicts);
                isAnswered = isAnswered || verdict.filter(each -> each.outcome() == Outcome.HOLDS
                        || each.outcome() == Outcome.REFUTED).isPresent();
            } catch (SamplerFailure failure) {
                verdicts.accept(subject.failed(claim, failure, first == null && !isAnswered));
                first = first == null ? failure : first;
                isAnswered = isAnswered || failure.isOfOutput();
            } catch (ArithmeticException | IllegalArgumentException | IllegalStateException failure) {
                verdicts.accept(subject.notComputed(claim, failure));
            }
        }
        if (!isAnswered && first != null) {
            throw first;
        }
    }
}
