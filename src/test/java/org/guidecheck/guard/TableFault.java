package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Fault in the coefficients of a step, which can be planted in each linear sampler that has such coefficients.
 *
 * @param name   the fault, in a few words with hyphens
 * @param cause  what a message must say of it, as a regular expression
 * @param change makes the wrong table of a step; empty where the step has no such coefficient
 * @param isHarmless whether the step keeps a point mass all the same, as one of lower order does, and so may be right
 */
record TableFault(String name, String cause, Change change, boolean isHarmless) {
    private static final String LOWER_ORDER =
            "its factors have the right sum, so that it is a right step of lower order";
    private static final String ONE_LATE = "coefficients of the next level: the error vanishes as steps get short";

    TableFault(String name, String cause, Change change) {
        this(name, cause, change, false);
    }

    /** Why steps with this fault keep the law in the limit of short steps; empty if they do not. */
    Optional<String> keepsLaw(boolean isInAll) {
        return isHarmless ? Optional.of(LOWER_ORDER)
                : isInAll && isHarmlessInAll() ? Optional.of(ONE_LATE) : Optional.empty();
    }

    private static final String BEFORE = "step before";

    /** Makes the wrong table of a step. */
    interface Change {
        Optional<StepTable> of(LinearSampler right, TimeGrid grid, int k);
    }

    /** Whether the fault vanishes as steps get short if it is in all of them: coefficients are one step late. */
    private boolean isHarmlessInAll() {
        return name.startsWith("coefficients-of-step");
    }

    static List<TableFault> all() {
        List<TableFault> all = new ArrayList<>(ofPredictions());
        all.addAll(ofHistory());
        all.addAll(ofLevels());
        all.addAll(ofNoise());
        return all;
    }

    private static List<TableFault> ofPredictions() {
        return List.of(
                new TableFault("score-sign", "sign", ofLatest((term, level) -> score(term, -1))),
                new TableFault("clean-sign", "sign", ofLatest((term, level) -> clean(term, level, -1))),
                new TableFault("noise-sign", "sign", ofOnlyScore(-1)),
                new TableFault("clean-1-high", "1\\.01\\d* times", ofLatest((term, level) -> clean(term, level, 1.01))),
                new TableFault("score-1-high", "1\\.01\\d* times", ofLatest((term, level) -> score(term, 1.01))),
                new TableFault("point-1-low", "factor of the point is [\\d.]+, must be [\\d.]+: [\\d.]+ times",
                        (right, grid, k) -> {
                            Combination r = right.step(grid, k).result();
                            return r.keep() == 0 ? Optional.empty() : Optional.of(new StepTable(
                                    right.step(grid, k).stages(),
                                    new Combination(0.99 * r.keep(), r.terms(), r.deviation())));
                        }),
                new TableFault("point-squared", "root|square", ofPoint(keep -> keep * keep)),
                new TableFault("prediction-dropped", "not used|skipped|taken, or none",
                        ofLatest((term, level) -> score(term, 0))));
    }

    private static List<TableFault> ofHistory() {
        return List.of(
                new TableFault("past-in-wrong-order", "order|calls? \\d+ and \\d+ .*exchanged", ofPast((p, n) -> {
                    double[] result = p.clone();
                    result[0] = p[1];
                    result[1] = p[0];
                    return result;
                }), true),
                new TableFault("past-lost", "not used", ofPast((p, n) -> {
                    double[] result = p.clone();
                    result[n - 1] = 0;
                    return result;
                })),
                new TableFault("past-of-step-before", "earlier|" + BEFORE + "|order|not used", ofPast((p, n) -> {
                    double[] result = p.clone();
                    result[n - 1] = 0;
                    result[n] = p[n - 1];
                    return result;
                }), true));
    }

    private static List<TableFault> ofLevels() {
        return List.of(
                new TableFault("coefficients-of-step-before", BEFORE, ofStep(-1)),
                new TableFault("coefficients-of-step-after", "step after", ofStep(1)),
                new TableFault("step-skipped", "skipped|not used at all", (right, grid, k) -> Optional
                        .of(new StepTable(right.step(grid, k).stages(), Combination.POINT))),
                new TableFault("told-level-of-step-before", "told.*" + BEFORE, told(1)),
                new TableFault("told-level-of-step-before-for-clean", "told.*" + BEFORE, told(0)),
                new TableFault("told-level-of-step-before-for-noise", "told.*" + BEFORE, told(0.5)));
    }

    private static List<TableFault> ofNoise() {
        return List.of(
                new TableFault("noise-missing", "no noise", ofDeviation(s -> 0)),
                new TableFault("noise-doubled", "(2|1\\.99\\d*|2\\.00\\d*) times", ofDeviation(s -> 2 * s)),
                new TableFault("noise-2-low", "0?\\.9[78]\\d* times", ofDeviation(s -> 0.98 * s)),
                new TableFault("variance-for-deviation", "variance", ofDeviation(s -> s * s)),
                new TableFault("root-twice", "root", ofDeviation(Math::sqrt)),
                new TableFault("noise-added", "does not belong", (right, grid, k) -> {
                    StepTable table = right.step(grid, k);
                    Combination r = table.result();
                    double there = Math.sqrt(grid.level(k + 1).noise());
                    return r.deviation() > 0 || there == 0 ? Optional.empty()
                            : Optional.of(new StepTable(table.stages(), new Combination(r.keep(), r.terms(),
                                    0.3 * there)));
                }));
    }

    private static Change ofDeviation(DoubleUnaryOperator change) {
        return (right, grid, k) -> {
            StepTable table = right.step(grid, k);
            Combination r = table.result();
            return r.deviation() == 0 ? Optional.empty()
                    : Optional.of(new StepTable(table.stages(),
                            new Combination(r.keep(), r.terms(), change.applyAsDouble(r.deviation()))));
        };
    }

    /** A change of the factor K of the point in a step K x + P x̂₀ of one stage. */
    private static Change ofPoint(DoubleUnaryOperator change) {
        return (right, grid, k) -> {
            StepTable table = right.step(grid, k);
            Combination r = table.result();
            if (!isPlain(table) || r.terms().size() != 1) {
                return Optional.empty();
            }
            double rest = r.terms().get(0).score() / grid.level(k).noise();
            double found = change.applyAsDouble(r.keep() - rest);
            return Math.abs(r.keep() - rest) < 1e-6 ? Optional.empty()
                    : Optional.of(new StepTable(table.stages(), new Combination(found + rest, r.terms(),
                            r.deviation())));
        };
    }

    /** A change of the factor of the predicted noise in a step A x̂₀ + B ε̂ of one stage. */
    private static Change ofOnlyScore(double factor) {
        return (right, grid, k) -> {
            StepTable table = right.step(grid, k);
            Combination r = table.result();
            NoiseLevel from = grid.level(k);
            if (!isPlain(table) || r.terms().size() != 1 || grid.level(k + 1).isClean()) {
                return Optional.empty();
            }
            Term term = r.terms().get(0);
            double keep = r.keep() - term.score() / from.noise();
            double change = (factor - 1) * keep;
            // x = √t x̂₀ + √τ ε̂: what the point's factor loses, that of the clean point regains.
            return Optional.of(new StepTable(table.stages(), new Combination(r.keep(),
                    List.of(new Term(0, 0, term.score() - change * from.noise())), r.deviation())));
        };
    }

    private static boolean isPlain(StepTable table) {
        return table.stages().size() == 1 && table.stages().get(0).point().isPoint();
    }

    /** Changes the latest term of the result. */
    private interface TermChange {
        Term of(Term term, NoiseLevel level);
    }

    private static Term score(Term term, double factor) {
        return new Term(term.evaluation(), term.point(), factor * term.score());
    }

    /** The factor of the clean point, beside one of the point. */
    private static Term clean(Term term, NoiseLevel level, double factor) {
        return new Term(term.evaluation(), term.point() + (factor - 1) * term.score() / level.noise(),
                factor * term.score());
    }

    private static Change ofLatest(TermChange change) {
        return (right, grid, k) -> {
            StepTable table = right.step(grid, k);
            Combination r = table.result();
            List<Term> terms = new ArrayList<>(r.terms());
            int latest = -1;
            for (int i = 0; i < terms.size(); i++) {
                boolean isLater = latest < 0 || terms.get(i).evaluation() > terms.get(latest).evaluation();
                latest = terms.get(i).evaluation() >= 0 && terms.get(i).score() != 0 && isLater ? i : latest;
            }
            if (latest < 0) {
                return Optional.empty();
            }
            Term term = terms.get(latest);
            terms.set(latest, change.of(term, table.stages().get(term.evaluation()).level()));
            return Optional.of(new StepTable(table.stages(), new Combination(r.keep(), terms, r.deviation())));
        };
    }

    /** The whole table of a neighbouring step, at the levels of this one. */
    private static Change ofStep(int shift) {
        return (right, grid, k) -> {
            if (k + shift < 0 || k + shift >= grid.steps() - (shift > 0 ? 1 : 0)) {
                return Optional.empty();
            }
            StepTable table = right.step(grid, k);
            StepTable other = right.step(grid, k + shift);
            if (isPlain(table) && isPlain(other) && table.history() > 0) {
                return other.history() > k ? Optional.empty()
                        : Past.of(right, grid, k + shift).map(past -> past.at(table, grid, k));
            }
            if (table.stages().size() != other.stages().size() || other.history() > k) {
                return Optional.empty();
            }
            List<Stage> stages = new ArrayList<>();
            for (int j = 0; j < table.stages().size(); j++) {
                stages.add(new Stage(table.stages().get(j).level(), other.stages().get(j).point()));
            }
            return Optional.of(new StepTable(stages, other.result()));
        };
    }

    /**
     * The first stage at the level of the step before; what the denoiser answers is taken for the score times
     * τ^(1 − power), 0 for a clean point, without its factor.
     */
    private static Change told(double power) {
        return (right, grid, k) -> {
            StepTable table = right.step(grid, k);
            if (k == 0 || !isPlain(table) || table.history() > 0) {
                return Optional.empty();
            }
            NoiseLevel is = grid.level(k);
            NoiseLevel told = grid.level(k - 1);
            Combination r = table.result();
            double score = r.terms().get(0).score();
            double keep = r.keep();
            if (power == 0) {
                // K and P stay, and P x̂₀ is P (x + τ s)/√t at the level told.
                double clean = score * Math.sqrt(is.signal()) / is.noise();
                keep += (clean / Math.sqrt(told.signal())) - clean / Math.sqrt(is.signal());
                score = clean * told.noise() / Math.sqrt(told.signal());
            } else if (power == 0.5) {
                score *= Math.sqrt(told.noise() / is.noise());
            }
            return Optional.of(new StepTable(List.of(new Stage(told, Combination.POINT)),
                    new Combination(keep, List.of(new Term(0, 0, score)), r.deviation())));
        };
    }

    /** Changes the factors of the clean points of the calls 0, −1, …, of which the scheme has n, and 0 after them. */
    private interface PastChange {
        double[] of(double[] factors, int n);
    }

    private static Change ofPast(PastChange change) {
        return (right, grid, k) -> {
            StepTable table = right.step(grid, k);
            return table.history() < 1 || table.history() + 1 > k ? Optional.empty()
                    : Past.of(right, grid, k).map(past -> new Past(past.points(),
                            change.of(past.factors(), table.history() + 1), past.deviation()).at(table, grid, k));
        };
    }

    /** Factors of the points and of the clean points of the calls 0, −1, … in a step of one stage. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Past(double[] points, double[] factors, double deviation) {
        static Optional<Past> of(LinearSampler right, TimeGrid grid, int k) {
            StepTable table = right.step(grid, k);
            boolean hasOneStage = IntStream.rangeClosed(k - table.history() - 1, k)
                    .allMatch(j -> j >= 0 && isPlain(right.step(grid, j)));
            if (!hasOneStage) {
                return Optional.empty();
            }
            double[] factors = new double[table.history() + 2];
            double[] points = new double[table.history() + 2];
            for (Term term : table.result().terms()) {
                NoiseLevel level = grid.level(k + term.evaluation());
                factors[-term.evaluation()] = term.score() * Math.sqrt(level.signal()) / level.noise();
                points[-term.evaluation()] = term.point() - term.score() / level.noise();
            }
            points[0] += table.result().keep();
            return Optional.of(new Past(points, factors, table.result().deviation()));
        }

        /** The same factors in another step. */
        StepTable at(StepTable table, TimeGrid grid, int k) {
            List<Term> terms = new ArrayList<>();
            double keep = points[0] + factors[0] / Math.sqrt(grid.level(k).signal());
            for (int j = 0; j < factors.length && j <= k; j++) {
                NoiseLevel level = grid.level(k - j);
                double score = factors[j] * level.noise() / Math.sqrt(level.signal());
                double point = j == 0 ? 0 : points[j] + factors[j] / Math.sqrt(level.signal());
                if (score != 0 || Math.abs(point) > 1e-12) {
                    terms.add(new Term(-j, point, score));
                }
            }
            return new StepTable(table.stages(), new Combination(keep, terms, deviation));
        }
    }
}
