package org.guidecheck.hunt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * The way from a counterexample to the most readable one: to the simplest neighbour that is refuted too, by both oracles, and
 * from there again, until none is. A neighbour counts by the same sound verdict as the first, never by a comparison of scores;
 * what cannot be decided does not count. Nor does one whose excess is a small share of what was found: the simplest
 * law of all may break a claim by too little to be seen.
 */
final class Shrinking {
    /** Neighbours decided at once, whatever the number of threads: the shares of the error rate do not depend on it. */
    private static final int ABREAST = 4;
    private static final double KEPT = 0.1;

    private final Quarry quarry;
    private final ExecutorService workers;
    private final BooleanSupplier stopped;
    private final double least;
    private final ErrorBudget verdicts;
    private final ErrorBudget opinions;
    private final Set<Trial> known = new HashSet<>();
    private Attempt best;
    private Verdict opinion;
    private int tried;

    private Shrinking(Quarry quarry, Attempt found, double alpha, ExecutorService workers, BooleanSupplier stopped) {
        this.quarry = quarry;
        this.best = found;
        this.workers = workers;
        this.stopped = stopped;
        this.least = KEPT * excess(found);
        ErrorBudget budget = ErrorBudget.of(alpha / 2);
        this.verdicts = budget.child("shrinking", 0.5);
        this.opinions = budget.child("second opinions", 0.5);
    }

    /**
     * What shrinking came to.
     *
     * @param attempt the most readable counterexample found
     * @param opinion of the other oracle on it
     * @param tried   neighbours decided
     * @param whole   whether nothing simpler is refuted; false if it was stopped before that was known
     */
    record Shrunk(Attempt attempt, Verdict opinion, int tried, boolean whole) {
    }

    /**
     * Shrinks.
     *
     * @param found   refuted
     * @param alpha   of the whole hunt: half of it is spent here
     * @param workers decide neighbours
     * @param stopped asked before each round of neighbours whether to give up
     */
    static Shrunk of(Quarry quarry, Attempt found, double alpha, ExecutorService workers, BooleanSupplier stopped)
            throws InterruptedException {
        Shrinking shrinking = new Shrinking(quarry, found, alpha, workers, stopped);
        shrinking.opinion = quarry.decideOtherwise(found.trial(), shrinking.opinions.spend("as found"));
        boolean moved = true;
        while (moved && !stopped.getAsBoolean()) {
            moved = shrinking.step();
        }
        return new Shrunk(shrinking.best, shrinking.opinion, shrinking.tried, !moved);
    }

    /** To the simplest neighbour that is refuted; false if none is. */
    private boolean step() throws InterruptedException {
        List<Trial> simpler = simpler(best.trial().simpler());
        for (int from = 0; from < simpler.size(); from += ABREAST) {
            if (stopped.getAsBoolean()) {
                return true;
            }
            for (Attempt attempt : decided(simpler.subList(from, Math.min(from + ABREAST, simpler.size())))) {
                if (attempt.isRefuted() && excess(attempt) >= least) {
                    Verdict second = quarry.decideOtherwise(attempt.trial(), opinions.spend("neighbour"));
                    if (second.outcome() == Outcome.REFUTED) {
                        best = attempt;
                        opinion = second;
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static double excess(Attempt attempt) {
        return attempt.verdict().orElseThrow().excess().orElse(0);
    }

    /** Neighbours not tried yet that are more readable, the most readable first. */
    private List<Trial> simpler(List<Trial> neighbours) {
        record Ranked(Trial trial, Simplicity simplicity) {
        }

        Simplicity own = Simplicity.of(best.trial());
        return neighbours.stream().distinct().filter(each -> !known.contains(each))
                .map(each -> new Ranked(each, Simplicity.of(each)))
                .filter(each -> each.simplicity().compareTo(own) < 0 && quarry.appliesTo(each.trial()))
                .sorted((a, b) -> a.simplicity().compareTo(b.simplicity())).map(Ranked::trial).toList();
    }

    private List<Attempt> decided(List<Trial> trials) throws InterruptedException {
        List<Future<Attempt>> running = new ArrayList<>();
        for (Trial trial : trials) {
            known.add(trial);
            tried++;
            double share = verdicts.spend("neighbour");
            running.add(workers.submit(() -> quarry.decide(trial, share)));
        }
        List<Attempt> result = new ArrayList<>();
        for (Future<Attempt> each : running) {
            result.add(Futures.get(each));
        }
        return result;
    }
}
