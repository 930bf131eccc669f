package org.guidecheck.hunt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.guidecheck.generator.RandomLaws;

/**
 * A part of a search that follows from the seed and its own number alone, so that rounds can be run in any order, anywhere, and
 * again. In a targeted search some laws are drawn; the best so far is changed, in structure or in some of its numbers, time and
 * again; in the end CMA-ES climbs from it. In a random search every law is drawn.
 */
final class Round {
    /** Laws of a round. */
    static final int LAWS = 128;
    private static final int SMALL_ROUNDS = 8;
    /** Of these, drawn at first. */
    private static final int DRAWN = 6;
    /** Until so many have been tried, one after the other is changed. */
    private static final int STEPS_UNTIL = 80;
    /** Every so many-th of them is drawn all the same. */
    private static final int FRESH = 4;
    /** Draws looked at for one that the claim applies to. */
    private static final int LOOKS = 100;
    private static final int MOST_LOOKS = 100 * LAWS;

    private final Quarry quarry;
    private final Search search;
    private final long seed;
    private final boolean small;
    private final double alpha;
    private final BooleanSupplier stopped;
    private final Consumer<Attempt> watcher;
    private final Map<Trial, Attempt> known = new HashMap<>();
    private Attempt best;
    private int laws;
    private int undecided;
    private int draws;
    private int looks;

    private Round(Quarry quarry, Search search, int number, BooleanSupplier stopped, Consumer<Attempt> watcher) {
        this.quarry = quarry;
        this.search = search;
        this.seed = RandomLaws.seed(search.seed(), number);
        // Gaussians of two classes, three in all, under constant weights are quick to decide and often enough: the first rounds
        // keep to them, and then every other one.
        this.small = number < SMALL_ROUNDS || number % 2 == 0;
        this.alpha = search.alpha(number) / LAWS;
        this.stopped = stopped;
        this.watcher = watcher;
    }

    /**
     * Runs a round.
     *
     * @param number  from 0
     * @param stopped asked before each law whether to give up
     * @param watcher told of each law
     * @return what came of it
     */
    static RoundResult run(Quarry quarry, Search search, int number, BooleanSupplier stopped, Consumer<Attempt> watcher) {
        Round round = new Round(quarry, search, number, stopped, watcher);
        boolean whole = true;
        try {
            round.look();
        } catch (Over e) {
            whole = !stopped.getAsBoolean() || (round.best != null && round.best.isRefuted());
        }
        return new RoundResult(number, round.laws, round.undecided, whole, Optional.ofNullable(round.best));
    }

    /** Thrown through the optimiser when there is nothing more to try. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        Over() {
            super(null, null, false, false);
        }
    }

    private void look() {
        for (int i = 0; i < DRAWN || !search.targeted(); i++) {
            attempt(drawn());
        }
        long choices = RandomLaws.seed(seed, MOST_LOOKS);
        for (int i = 0; laws < STEPS_UNTIL; i++) {
            long choice = RandomLaws.seed(choices, i);
            Trial next = i % FRESH == FRESH - 1 ? drawn()
                    : (choice & 1) == 0 ? best.trial().changed(choice) : best.trial().nearby(choice);
            if (!small || Quarry.isSmall(next)) {
                attempt(next);
            }
        }
        Climb.from(best.trial(), choices, LAWS, trial -> attempt(trial).score());
    }

    private Trial drawn() {
        Trial trial = null;
        for (int i = 0; i < LOOKS; i++) {
            trial = quarry.draw(small, seed, draws++);
            if (quarry.appliesTo(trial)) {
                return trial;
            }
        }
        return trial;
    }

    private Attempt attempt(Trial trial) {
        looks++;
        if (laws == LAWS || looks > MOST_LOOKS || stopped.getAsBoolean()) {
            throw new Over();
        }
        Attempt before = known.get(trial);
        if (before != null) {
            return before;
        }
        Attempt attempt = quarry.appliesTo(trial) ? quarry.decide(trial, alpha)
                : new Attempt(trial, Optional.empty(), Score.LOWEST, "the claim says nothing of it");
        laws++;
        undecided += attempt.problem().isEmpty() ? 0 : 1;
        known.put(trial, attempt);
        best = best == null ? attempt : best.better(attempt);
        watcher.accept(attempt);
        if (attempt.isRefuted()) {
            throw new Over();
        }
        return attempt;
    }
}
