package org.guidecheck.score;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Consumer;
import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.process.LevelGrid;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.InvalidInputException;

/**
 * Scoring of samplers: which laws, weights, samplers, levels and costs.
 *
 * @param problems laws
 * @param weights  guidance weights, each at least 0
 * @param entrants samplers
 * @param grids    names of grids of levels, {@value #OWN} or one of {@link LevelGrids}
 * @param budgets  costs
 * @param seed     seed of all random numbers
 * @param alpha    probability that any bound of the whole run that comes from sampling is wrong
 */
public record Scoring(List<ScoreProblem> problems, List<Double> weights, List<Entrant> entrants, List<String> grids,
        List<Budget> budgets, long seed, double alpha) {
    /** Name of the levels that fit each law. */
    public static final String OWN = "law";

    /** Copies the lists and checks the names of grids; throws {@link InvalidInputException}. */
    public Scoring {
        problems = List.copyOf(problems);
        weights = List.copyOf(weights);
        entrants = List.copyOf(entrants);
        grids = List.copyOf(grids);
        budgets = List.copyOf(budgets);
        for (double w : weights) {
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight=" + w + ": must be finite and at least 0");
            }
        }
        grids.stream().filter(name -> !name.equals(OWN)).forEach(LevelGrids::byName);
    }

    /** {@return the number of results that are asked for} */
    public int size() {
        return problems.size() * weights.size() * entrants.size() * grids.size() * budgets.size();
    }

    /** One result to find. */
    private record Task(ScoreProblem problem, Judge judge, double w, Entrant entrant, String grid, Budget budget) {
        Row.Key key(Dynamics exact) {
            return new Row.Key(problem.id(), w, entrant.name(), grid, exact);
        }
    }

    /** What a task gives: a row or why there is none. */
    private record Outcome(Optional<Row> row, Optional<Skipped> skipped) {
        static Outcome skipped(Row.Key key, int calls, String why) {
            return new Outcome(Optional.empty(), Optional.of(new Skipped(key, calls, why)));
        }
    }

    /**
     * Scores, law by law.
     *
     * @param isOver whether the time is up; then the rest is skipped
     * @param done   told of each result
     * @return the results
     */
    public ScoreResult run(BooleanSupplier isOver, Consumer<String> done) {
        List<Row> rows = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (ScoreProblem problem : problems) {
            for (double w : weights) {
                Judge judge = problem.judge(w, new Streams(seed).derived("score " + problem.id()));
                List<Task> tasks = tasks(problem, judge, w);
                Outcome[] outcomes = new Outcome[tasks.size()];
                int[] order = order(tasks);
                ParallelFor.each(outcomes.length, place -> {
                    int i = order[place];
                    Task task = tasks.get(i);
                    done.accept(problem.id() + ", w = " + w + ", " + task.entrant().name());
                    outcomes[i] = isOver.getAsBoolean() ? Outcome.skipped(task.key(task.entrant().exact()),
                            task.budget().number(), "the time was up") : outcome(task);
                });
                for (Outcome each : outcomes) {
                    each.row().filter(row -> rows.stream().noneMatch(row::isRepeated)).ifPresent(rows::add);
                    each.skipped().filter(one -> !skipped.contains(one)).ifPresent(skipped::add);
                }
            }
        }
        return new ScoreResult(this, rows, skipped);
    }

    /** The tasks of a law. */
    private List<Task> tasks(ScoreProblem problem, Judge judge, double w) {
        List<Task> tasks = new ArrayList<>();
        for (Entrant entrant : entrants) {
            for (String grid : grids) {
                for (Budget budget : budgets) {
                    tasks.add(new Task(problem, judge, w, entrant, grid, budget));
                }
            }
        }
        return tasks;
    }

    /** One task of each process first, so that threads do not wait for one another's exact law. */
    private static int[] order(List<Task> tasks) {
        Set<Dynamics> seen = EnumSet.noneOf(Dynamics.class);
        List<Integer> first = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            (seen.add(tasks.get(i).entrant().exact()) ? first : rest).add(i);
        }
        first.addAll(rest);
        return first.stream().mapToInt(Integer::intValue).toArray();
    }

    private Outcome outcome(Task task) {
        long begin = System.nanoTime();
        Row.Key named = task.key(task.entrant().exact());
        Optional<String> refusal = task.judge().refusal(named.exact());
        if (refusal.isPresent()) {
            return Outcome.skipped(named, 0, refusal.get());
        }
        try {
            Optional<Run> run = task.entrant().run(levels(task), task.budget(), task.w());
            if (run.isEmpty()) {
                return Outcome.skipped(named, task.budget().number(), "takes more calls in its fewest steps");
            }
            List<Measure> measures = task.judge().judge(run.get(), alpha / size());
            return new Outcome(Optional.of(new Row(task.key(run.get().exact()), run.get().steps(), run.get().calls(),
                    measures, (System.nanoTime() - begin) / 1e9)), Optional.empty());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.skipped(named, task.budget().number(), e.getMessage());
        }
    }

    private static IntFunction<TimeGrid> levels(Task task) {
        if (task.grid().equals(OWN)) {
            return task.judge().ownGrid();
        }
        LevelGrid named = LevelGrids.byName(task.grid());
        return steps -> task.judge().stopped(named.grid(steps));
    }
}
