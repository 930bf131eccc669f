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

/** Run of a plan on a chunk of points, from the first noise level to the last, in arrays [d, n] of order 'c'. */
final class Nd4jPath {
    private static final int BLOCK = Noise.BLOCK;
    /**
     * Workspace for the arrays of a step, which reuses the memory of the step before: new memory costs more than the
     * work on it.
     */
    private static final WorkspaceConfiguration STEP_MEMORY = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP).policySpill(SpillPolicy.REALLOCATE).build();

    private final Nd4jDenoiser denoiser;
    private final StepPlan plan;
    private final Noise noise;
    private final int first;
    private final int end;
    /** Normals of all points, reused: allocating so large an array in every step burdens the garbage collector. */
    private final double[] coordinates;
    private final double[] z;
    /** Stored evaluations, by slot: evaluation number modulo {@link StepPlan#memory()}. */
    private final Evaluation[] present;
    /** Copies, by slot, of evaluations that later steps use; in memory that outlives the step. */
    private final Evaluation[] lasting;
    private final INDArray x;

    /**
     * Points of an evaluation and the parts of the guided score; the gradient is null if the score is guided already.
     */
    private record Evaluation(INDArray point, INDArray score, INDArray gradient) {
    }

    /** Run on the blocks from {@code first}, included, to {@code end}, excluded. */
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

    /** Runs all steps; returns the final points, row-major [n, d]. */
    @SuppressWarnings("try")
    double[] run() {
        for (int k = 0; k < plan.steps(); k++) {
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager()
                    .getAndActivateWorkspace(STEP_MEMORY, "step of a sampler")) {
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
            INDArray point = x;
            if (!stage.point().isPoint()) {
                point = x.mul(stage.point().keep());
                add(k, stage.point(), point);
            }
            Guidance guidance = denoiser.guidance(stage.level(), point);
            int slot = evaluation % plan.memory();
            if (plan.isRemembered(evaluation)) {
                present[slot] = remembered(slot, point, guidance);
            } else {
                // x is changed at the end of the step.
                INDArray copy = point == x && plan.isPointUsed(evaluation) ? x.dup() : point;
                INDArray guided = PointArrays.add(guidance.own(), plan.weight(k), guidance.gradient());
                present[slot] = new Evaluation(copy, guided, null);
            }
        }
        if (table.result().keep() != 1) {
            x.muli(table.result().keep());
        }
        add(k, table.result(), x);
    }

    /** Copies an evaluation to memory that outlives the step. */
    @SuppressWarnings("try")
    private Evaluation remembered(int slot, INDArray point, Guidance guidance) {
        if (lasting[slot] == null) {
            try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                lasting[slot] = new Evaluation(point.dup(), guidance.own().dup(), guidance.gradient().dup());
            }
        } else {
            lasting[slot].point.assign(point);
            lasting[slot].score.assign(guidance.own());
            lasting[slot].gradient.assign(guidance.gradient());
        }
        return lasting[slot];
    }

    /** Adds the terms and the noise of a combination in place. */
    private void add(int k, Combination combination, INDArray into) {
        for (Term term : combination.terms()) {
            Evaluation used = present[plan.evaluation(k, term.evaluation()) % plan.memory()];
            if (term.point() != 0) {
                PointArrays.add(into, term.point(), used.point);
            }
            PointArrays.add(into, term.score(), used.score);
            if (used.gradient != null) {
                PointArrays.add(into, term.score() * plan.weight(k), used.gradient);
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
