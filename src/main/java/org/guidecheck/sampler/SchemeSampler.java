package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;
import org.guidecheck.sampler.scheme.Evaluation;
import org.guidecheck.sampler.scheme.Scheme;
import org.guidecheck.sampler.scheme.Step;
import org.guidecheck.sampler.scheme.Sum;

/**
 * Sampler that follows a known scheme. Its tables are the scheme's formulas, turned from predictions in units of clean
 * data into guided scores s_w: x̂_0 = (x + τ s_w)/√t and ε = −√τ s_w.
 *
 * @param scheme the formulas
 */
record SchemeSampler(Scheme scheme) implements LinearSampler {

    @Override
    public String name() {
        return scheme.name();
    }

    @Override
    public StepTable step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        Step step = scheme.step(grid, k);
        List<Stage> stages = new ArrayList<>();
        for (Step.Stage each : step.stages()) {
            boolean isStart = each.point().equals(Sum.START) && each.level().equals(from);
            stages.add(new Stage(each.level(),
                    isStart ? Combination.POINT : combination(each.point(), from, each.level(), stages)));
        }
        return new StepTable(stages, combination(step.end(), from, grid.level(k + 1), stages));
    }

    /** A point at a noise level, from the stages so far. */
    private static Combination combination(Sum sum, NoiseLevel from, NoiseLevel at, List<Stage> stages) {
        double keep = sum.start() / Math.sqrt(from.signal());
        SortedMap<Integer, Term> terms = new TreeMap<>();
        for (Sum.Part part : sum.parts()) {
            Evaluation evaluation = part.evaluation();
            NoiseLevel level = evaluation.level();
            double root = Math.sqrt(level.signal());
            double point = (part.clean() + part.point()) / root;
            double score = part.clean() * level.noise() / root - part.noise() * Math.sqrt(level.noise());
            if (evaluation.number() >= 0 && stages.get(evaluation.number()).point().isPoint()) {
                keep += point;
                point = 0;
            }
            terms.merge(evaluation.number(), new Term(evaluation.number(), point, score),
                    (one, other) -> new Term(one.evaluation(), one.point() + other.point(),
                            one.score() + other.score()));
        }
        double unit = Math.sqrt(at.signal());
        return new Combination(unit * keep,
                terms.values().stream().filter(term -> term.point() != 0 || term.score() != 0)
                        .map(term -> new Term(term.evaluation(), unit * term.point(), unit * term.score())).toList(),
                unit * sum.deviation());
    }
}
