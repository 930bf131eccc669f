package org.guidecheck.sampler;

import java.util.function.BiConsumer;
import org.guidecheck.distribution.NdArrayModel;
import org.guidecheck.kernel.BlockLoops;
import org.guidecheck.kernel.Pieces;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A run on ND4J, a portion of the points after another, each from the first level to the last: what a step works on stays in
 * the cache, and all processors are at work whether or not ND4J shares its operations out among them.
 */
final class Portions {
    private static final int BLOCK = BlockLoops.BLOCK;
    /** Of runs that would do with fewer; not as many as there are processors, so that digits are the same on any machine. */
    private static final int FEWEST_PORTIONS = 2;
    /** New arrays of a step lie where those of the step before did: fresh memory costs more than what is done with it. */
    private static final WorkspaceConfiguration ROOM = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP).policySpill(SpillPolicy.REALLOCATE).build();

    private final Noise noise;
    /** Blocks of a portion. */
    private final int together;

    /** The points of some noise, at most so many at a time. */
    Portions(Noise noise, int most) {
        this.noise = noise;
        int share = noise.points() / FEWEST_PORTIONS;
        together = (Math.min(most, Math.max(NdArrayModel.FEWEST, share)) + BLOCK - 1) / BLOCK;
    }

    /** Until it is closed, new arrays of this thread are those of one step, and are gone with the next. */
    static MemoryWorkspace step() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(ROOM, "step of a sampler");
    }

    /** Moves points, which are given with their noise, from their starts to their ends; d coordinates of each in turn. */
    double[] run(BiConsumer<INDArray, Noise> follow) {
        int dimension = noise.dimension();
        double[] ends = new double[dimension * noise.points()];
        int blocks = (noise.points() + BLOCK - 1) / BLOCK;
        Pieces.each((blocks + together - 1) / together, g -> {
            Noise own = noise.part(g * together, Math.min(blocks, (g + 1) * together));
            INDArray x = own.next();
            follow.accept(x, own);
            double[] numbers = PointArrays.numbers(x);
            System.arraycopy(numbers, 0, ends, dimension * g * together * BLOCK, numbers.length);
        });
        return ends;
    }
}
