package org.guidecheck.guard.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guidecheck.generator.NoiseSeeds;
import org.guidecheck.guard.guiders.GuiderGuard;
import org.guidecheck.guard.guiders.GuiderUnderTest;
import org.guidecheck.guard.guiders.GuiderUnderTest.Convention;
import org.guidecheck.guider.Guider;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/**
 * Contract of guidance rules as a jqwik test: a class that implements this and its {@link #guider()} has one property
 * for each claim of {@link GuiderGuard#claims()}.
 *
 * <p>Each property runs once, with its own seed, and spends an equal share of {@link #alpha()}: all together refute a
 * right rule with at most that probability. A failure shows its evidence and seed. A claim that does not cover the rule
 * passes: {@link #asDeclared} if {@link #like()} is empty, and {@link #parametrisation} if the rule takes one kind of
 * prediction.
 */
public interface GuiderContract {

    /**
     * The rule under test. Each property calls this once.
     *
     * @return a guider; start a program behind a pipe once, and keep it
     */
    Guider guider();

    /**
     * The built-in guider that it must match call by call.
     *
     * @return empty by default: a rule of its own
     */
    default Optional<Guider> like() {
        return Optional.empty();
    }

    /**
     * What the scale means.
     *
     * @return by default the guidance_scale of common libraries
     */
    default Convention convention() {
        return Convention.SCALE;
    }

    /**
     * The scales to test.
     *
     * @return one or more, each finite; by default those of the guider
     */
    default List<Double> scales() {
        return guider().scales();
    }

    /**
     * Number of steps of a run.
     *
     * @return at least 2; 50 by default
     */
    default int steps() {
        return 50;
    }

    /**
     * False-alarm probability of all properties together.
     *
     * @return in (0, 1); 1e-6 by default
     */
    default double alpha() {
        return ErrorBudget.DEFAULT_ALPHA;
    }

    /**
     * Seeds. An override needs {@link Provide}, too; {@code Arbitraries.just(7L)} makes every run the same.
     *
     * @return seeds that do not shrink
     */
    @Provide
    default Arbitrary<Long> seeds() {
        return NoiseSeeds.seeds();
    }

    /**
     * Guided predictions are finite, one for each coordinate.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void finite(@ForAll("seeds") long seed) {
        check("guider.finite", seed);
    }

    /**
     * Scale 1 gives the conditional prediction, and a linear rule's weight is in proportion to scale − 1.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void scaleConvention(@ForAll("seeds") long seed) {
        check("guider.scale-convention", seed);
    }

    /**
     * Guidance follows the difference of the predictions.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void followsDifference(@ForAll("seeds") long seed) {
        check("guider.follows-difference", seed);
    }

    /**
     * A linear rule does the same to every kind of prediction that it takes.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void parametrisation(@ForAll("seeds") long seed) {
        check("guider.parametrisation", seed);
    }

    /**
     * Guided predictions are those of {@link #like()}.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void asDeclared(@ForAll("seeds") long seed) {
        check("guider.as-declared", seed);
    }

    /**
     * Guidance acts at the noise levels of {@link #like()}.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void interval(@ForAll("seeds") long seed) {
        check("guider.interval", seed);
    }

    /**
     * Guided predictions do not depend on earlier runs.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void statelessBetweenRuns(@ForAll("seeds") long seed) {
        check("guider.stateless-between-runs", seed);
    }

    /**
     * The guided prediction of a point does not depend on the rest of its batch.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void batchIndependent(@ForAll("seeds") long seed) {
        check("guider.batch-independent", seed);
    }

    /**
     * Guidance points towards the class on the whole.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void grade(@ForAll("seeds") long seed) {
        check("guider.grade", seed);
    }

    /**
     * Guidance lowers the mean reciprocal.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void meanReciprocal(@ForAll("seeds") long seed) {
        check("guider.mean-reciprocal", seed);
    }

    /**
     * Outputs that hardly look like the class are as rare as the grade promises.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void tail(@ForAll("seeds") long seed) {
        check("guider.tail", seed);
    }

    /**
     * The rule acts alike at any number of steps.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void stepCountInvariant(@ForAll("seeds") long seed) {
        check("guider.step-count-invariant", seed);
    }

    /**
     * The variance that guidance keeps can be measured.
     *
     * @param seed of all random numbers
     */
    @Property(tries = 1)
    default void diversity(@ForAll("seeds") long seed) {
        check("guider.diversity", seed);
    }

    private void check(String id, long seed) {
        GuiderUnderTest candidate =
                new GuiderUnderTest(guider(), like(), convention(), scales(), List.of(steps()), seed,
                        Effort.QUICK);
        double share = alpha() / GuiderGuard.claims().size();
        List<Verdict> verdicts = new ArrayList<>();
        GuiderGuard.decide(candidate, List.of(id), share, verdicts::add);
        // A claim that does not cover the rule passes.
        for (Verdict verdict : verdicts) {
            if (!verdict.outcome().passes()) {
                throw new AssertionError(text(candidate, verdict, share));
            }
        }
    }

    private static String text(GuiderUnderTest candidate, Verdict verdict, double share) {
        StringBuilder text = new StringBuilder(verdict.claimId() + " is " + verdict.outcome() + " of " + candidate
                + ", seed " + verdict.seed() + ", false-alarm rate " + share);
        for (Evidence each : verdict.evidence()) {
            if (each.outcome() == verdict.outcome()) {
                text.append(
                        String.format(Locale.ROOT, "%n  %s = %.4g; %s", each.quantity(), each.value(), each.rule()));
            }
        }
        return text.toString();
    }
}
