package org.guidecheck.hunt;

import java.util.ArrayList;
import java.util.Comparator;
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
 * Shrinking of a counterexample: moves to the simplest neighbour that both oracles refute, and from there again,
 * until no simpler neighbour is refuted. A neighbour is judged by the same sound verdict as the first counterexample,
 * never by comparing closeness; an undecided neighbour does not count. Nor does one whose excess is a small part of
 * the first counterexample's: the simplest law of all may refute a claim by too little to be seen.
 */
final class Shrinking {
    /**
     * Neighbours decided at once; fixed, so that the number of threads does not change the shares of the error rate.
     */
    private static final int BATCH = 4;
    /** Smallest excess of a neighbour, in excesses of the first counterexample. */
    private static final double LEAST_EXCESS = 0.1;

    private final HuntTarget target;
    private final ExecutorService workers;
    private final BooleanSupplier stopped;
    private final double least;
    private final ErrorBudget verdicts;
    private final ErrorBudget opinions;
    private final Set<Candidate> known = new HashSet<>();
    private Evaluation best;
    private Verdict secondOpinion;
    private int neighbours;

    private Shrinking(HuntTarget target, Evaluation found, double alpha, ExecutorService workers,
            BooleanSupplier stopped) {
        this.target = target;
        this.best = found;
        this.workers = workers;
        this.stopped = stopped;
        this.least = LEAST_EXCESS * excess(found);
        ErrorBudget budget = ErrorBudget.of(alpha / 2);
        this.verdicts = budget.child("shrinking", 0.5);
        this.opinions = budget.child("second opinions", 0.5);
    }

    /**
     * Result of shrinking.
     *
     * @param best          the simplest counterexample found
     * @param secondOpinion the other oracle's verdict on it
     * @param neighbours    number of neighbours decided
     * @param minimal       whether nothing simpler is refuted; false if shrinking was stopped before
     */
    record Shrunk(Evaluation best, Verdict secondOpinion, int neighbours, boolean minimal) {
    }

    /**
     * Shrinks a counterexample.
     *
     * @param target  the claim, the sampler and the laws to try
     * @param found   the counterexample
     * @param alpha   false-alarm probability of the whole hunt, half of which is spent here
     * @param workers threads that decide neighbours
     * @param stopped asked before each batch of neighbours whether to stop
     */
    static Shrunk of(HuntTarget target, Evaluation found, double alpha, ExecutorService workers,
            BooleanSupplier stopped) throws InterruptedException {
        Shrinking shrinking = new Shrinking(target, found, alpha, workers, stopped);
        shrinking.secondOpinion = target.decideOtherwise(found.candidate(), shrinking.opinions.spend("as found"));
        boolean moved = true;
        while (moved && !stopped.getAsBoolean()) {
            moved = shrinking.step();
        }
        return new Shrunk(shrinking.best, shrinking.secondOpinion, shrinking.neighbours, !moved);
    }

    /** Moves to the simplest refuted neighbour; false if there is none. */
    private boolean step() throws InterruptedException {
        List<Candidate> simpler = simpler(best.candidate().simpler());
        for (int from = 0; from < simpler.size(); from += BATCH) {
            if (stopped.getAsBoolean()) {
                return true;
            }
            for (Evaluation evaluation : decided(simpler.subList(from, Math.min(from + BATCH, simpler.size())))) {
                if (evaluation.isRefuted() && excess(evaluation) >= least) {
                    Verdict second = target.decideOtherwise(evaluation.candidate(), opinions.spend("neighbour"));
                    if (second.outcome() == Outcome.REFUTED) {
                        best = evaluation;
                        secondOpinion = second;
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static double excess(Evaluation evaluation) {
        return evaluation.verdict().orElseThrow().excess().orElse(0);
    }

    /** Neighbours that are simpler and not tried yet, the simplest first. */
    private List<Candidate> simpler(List<Candidate> candidates) {
        record Ranked(Candidate candidate, Simplicity simplicity) {
        }

        Simplicity present = Simplicity.of(best.candidate());
        return candidates.stream().distinct().filter(each -> !known.contains(each))
                .map(each -> new Ranked(each, Simplicity.of(each)))
                .filter(each -> each.simplicity().compareTo(present) < 0 && target.appliesTo(each.candidate()))
                .sorted(Comparator.comparing(Ranked::simplicity)).map(Ranked::candidate).toList();
    }

    private List<Evaluation> decided(List<Candidate> candidates) throws InterruptedException {
        List<Future<Evaluation>> running = new ArrayList<>();
        for (Candidate candidate : candidates) {
            known.add(candidate);
            neighbours++;
            double share = verdicts.spend("neighbour");
            running.add(workers.submit(() -> target.decide(candidate, share)));
        }
        List<Evaluation> result = new ArrayList<>();
        for (Future<Evaluation> each : running) {
            result.add(Futures.get(each));
        }
        return result;
    }
}
