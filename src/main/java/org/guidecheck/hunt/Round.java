package org.guidecheck.hunt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.guidecheck.generator.RandomLaws;

/**
 * Round of a search. It follows from the seed and its own number alone, so rounds can be run in any order, anywhere,
 * and again. A targeted search draws some candidates, then changes the best one so far again and again, in its
 * structure or in some of its numbers; in the end CMA-ES climbs from it. A random search draws every candidate.
 */
final class Round {
    /** Number of laws of a round. */
    static final int LAWS = 128;
    private static final int SMALL_ROUNDS = 8;
    /** Number of laws drawn at the beginning. */
    private static final int DRAWN = 6;
    /** Number of laws after which changes end and the climb begins. */
    private static final int CLIMB_FROM = 80;
    /** During the changes, one in so many laws is drawn. */
    private static final int FRESH = 4;
    /** Most draws in search of a law that the claim covers. */
    private static final int MOST_DRAWS = 100;
    /** Most candidates of a round, those evaluated before included. */
    private static final int MOST_CANDIDATES = 100 * LAWS;

    private final HuntTarget target;
    private final Search search;
    private final long seed;
    private final boolean small;
    private final double alpha;
    private final BooleanSupplier stopped;
    private final Consumer<Evaluation> watcher;
    private final Map<Candidate, Evaluation> known = new HashMap<>();
    private Evaluation best;
    private int laws;
    private int undecided;
    private int draws;
    private int candidates;

    private Round(HuntTarget target, Search search, int number, BooleanSupplier stopped, Consumer<Evaluation> watcher) {
        this.target = target;
        this.search = search;
        this.seed = RandomLaws.seed(search.seed(), number);
        // Two classes of at most three Gaussians under constant weights are quick to decide and often enough: the first
        // rounds keep to them, and then every other round.
        this.small = number < SMALL_ROUNDS || number % 2 == 0;
        this.alpha = search.alpha(number) / LAWS;
        this.stopped = stopped;
        this.watcher = watcher;
    }

    /**
     * Runs a round.
     *
     * @param target  the claim, the sampler and the laws to try
     * @param search  parameters of the search
     * @param number  number of the round, from 0
     * @param stopped asked before each law whether to stop
     * @param watcher receives each evaluation
     */
    static RoundResult run(HuntTarget target, Search search, int number, BooleanSupplier stopped,
            Consumer<Evaluation> watcher) {
        Round round = new Round(target, search, number, stopped, watcher);
        boolean whole = true;
        try {
            round.search();
        } catch (RoundEnd e) {
            whole = !stopped.getAsBoolean() || (round.best != null && round.best.isRefuted());
        }
        return new RoundResult(number, round.laws, round.undecided, whole, Optional.ofNullable(round.best));
    }

    /** Thrown through the optimiser when the round has ended. */
    private static final class RoundEnd extends RuntimeException {
        private static final long serialVersionUID = 1;

        RoundEnd() {
            super(null, null, false, false);
        }
    }

    private void search() {
        for (int i = 0; i < DRAWN || !search.targeted(); i++) {
            evaluate(drawn());
        }
        long choices = RandomLaws.seed(seed, MOST_CANDIDATES);
        for (int i = 0; laws < CLIMB_FROM; i++) {
            long choice = RandomLaws.seed(choices, i);
            Candidate next = i % FRESH == FRESH - 1 ? drawn() : varied(choice);
            if (!small || HuntTarget.isSmall(next)) {
                evaluate(next);
            }
        }
        CmaEsClimb.from(best.candidate(), choices, LAWS, candidate -> evaluate(candidate).closeness());
    }

    private Candidate varied(long choice) {
        return (choice & 1) == 0 ? best.candidate().changed(choice) : best.candidate().nearby(choice);
    }

    private Candidate drawn() {
        Candidate candidate = null;
        for (int i = 0; i < MOST_DRAWS; i++) {
            candidate = target.draw(small, seed, draws++);
            if (target.appliesTo(candidate)) {
                return candidate;
            }
        }
        return candidate;
    }

    private Evaluation evaluate(Candidate candidate) {
        candidates++;
        if (laws == LAWS || candidates > MOST_CANDIDATES || stopped.getAsBoolean()) {
            throw new RoundEnd();
        }
        Evaluation before = known.get(candidate);
        if (before != null) {
            return before;
        }
        Evaluation evaluation = target.appliesTo(candidate) ? target.decide(candidate, alpha)
                : Evaluation.undecided(candidate, "the claim does not cover this law");
        laws++;
        undecided += evaluation.problem().isEmpty() ? 0 : 1;
        known.put(candidate, evaluation);
        best = best == null ? evaluation : best.better(evaluation);
        watcher.accept(evaluation);
        if (evaluation.isRefuted()) {
            throw new RoundEnd();
        }
        return evaluation;
    }
}
