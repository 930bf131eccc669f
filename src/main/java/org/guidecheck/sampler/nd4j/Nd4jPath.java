package org.guidecheck.sampler.nd4j;

import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.StepPlan;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;
import org.guidecheck.sampler.nd4j.Nd4jDenoiser.Guidance;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A portion of points on its way from level to level, in arrays [d, n] of order 'c'. */
final class Nd4jPath {
    private static final int BLOCK = Noise.BLOCK;
    /** New arrays of a step lie where those of the step before did: fresh memory costs more than what is done with it. */
    private static final WorkspaceConfiguration ROOM = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP).policySpill(SpillPolicy.REALLOCATE).build();

    private final Nd4jDenoiser denoiser;
    private final StepPlan plan;
    private final Noise noise;
    private final int first;
    private final int end;
    /** Kept: so large an array is a burden to the garbage collector at every step. */
    private final double[] coordinates;
    private final double[] z;
    /** Evaluations at hand, in the places that the plan gives them in turn; those to be remembered in memory that lasts. */
    private final Evaluation[] present;
    private final Evaluation[] lasting;
    private final INDArray x;

    /** The parts of a guided score, and the points that it is for; without the gradient if it is guided already. */
    private record Evaluation(INDArray point, INDArray score, INDArray gradient) {
    }

    /** The points of the blocks from the first to before the end. */
    Nd4jPath(Nd4jDenoiser denoiser, StepPlan plan, Noise noise, int first, int end) {
        this.denoiser = denoiser;
        this.plan = plan;
        this.noise = noise;
        this.first = first;
        this.end = end;
        int points = Math.min(noise.points(), end * BLOCK) - first * BLOCK;
        coordinates = new double[noise.dimension() * points];
        z = new double[noise.dimension() * BLOCK];
        present = new Evaluation[plan.memory()];
        lasting = new Evaluation[plan.memory()];
        x = normals();
    }

    /** Takes the points from their starts to their ends; d coordinates of each in turn. */
    @SuppressWarnings("try")
    double[] run() {
        for (int k = 0; k < plan.steps(); k++) {
            try (MemoryWorkspace room = Nd4j.getWorkspaceManager().getAndActivateWorkspace(ROOM, "step of a sampler")) {
                step(k);
            }
        }
        return PointArrays.numbers(x);
    }

    private void step(int k) {
        StepTable table = plan.table(k);
        for (int j = 0; j < table.stages().size(); j++) {
            Stage stage = table.stages().get(j);
            int evaluation = plan.evaluation(k, j);
            INDArray at = x;
            if (!stage.point().isPoint()) {
                at = x.mul(stage.point().keep());
                add(k, stage.point(), at);
            }
            Guidance guidance = denoiser.guidance(stage.level(), at);
            int place = evaluation % plan.memory();
            if (plan.isRemembered(evaluation)) {
                present[place] = remembered(place, at, guidance);
            } else {
                // The point itself moves on at the end of the step.
                INDArray point = at == x && plan.isPointUsed(evaluation) ? x.dup() : at;
                present[place] = new Evaluation(point, PointArrays.add(guidance.own(), plan.weight(k), guidance.gradient()), null);
            }
        }
        if (table.result().keep() != 1) {
            x.muli(table.result().keep());
        }
        add(k, table.result(), x);
    }

    /** A copy that outlasts the step. */
    @SuppressWarnings("try")
    private Evaluation remembered(int place, INDArray point, Guidance guidance) {
        if (lasting[place] == null) {
            try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                lasting[place] = new Evaluation(point.dup(), guidance.own().dup(), guidance.gradient().dup());
            }
        } else {
            lasting[place].point.assign(point);
            lasting[place].score.assign(guidance.own());
            lasting[place].gradient.assign(guidance.gradient());
        }
        return lasting[place];
    }

    /** Adds the terms and the noise of a combination, in place. */
    private void add(int k, Combination combination, INDArray into) {
        for (Term term : combination.terms()) {
            Evaluation at = present[plan.evaluation(k, term.evaluation()) % plan.memory()];
            if (term.point() != 0) {
                PointArrays.add(into, term.point(), at.point);
            }
            PointArrays.add(into, term.score(), at.score);
            if (at.gradient != null) {
                PointArrays.add(into, term.score() * plan.weight(k), at.gradient);
            }
        }
        if (combination.deviation() > 0) {
            PointArrays.add(into, combination.deviation(), normals());
        }
    }

    private INDArray normals() {
        int points = coordinates.length / noise.dimension();
        for (int b = first; b < end; b++) {
            Noise.Block block = noise.block(b);
            block.next(z);
            for (int i = 0; i < noise.dimension(); i++) {
                System.arraycopy(z, i * BLOCK, coordinates, i * points + (b - first) * BLOCK, block.points());
            }
        }
        return PointArrays.ofCoordinates(coordinates, noise.dimension());
    }
}
