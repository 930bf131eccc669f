package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Law at whose noised draws guiders are called, with guidance towards its first class.
 *
 * @param name name, for messages
 * @param law  the law
 */
record ProbeLaw(String name, LabelledLaw law) {
    private static final int WIDE = 16;

    /** Case T, on the line. */
    static final ProbeLaw LINE = new ProbeLaw("case T", NamedLaws.T);
    /** Two Gaussians in the plane. */
    static final ProbeLaw PLANE = new ProbeLaw("two Gaussians in the plane", new LabelledLaw(List.of(
            new LabelledClass("c", 0.4, Gaussian.isotropic(new double[] {1, -0.5}, 0.25)),
            new LabelledClass("other", 0.6, Gaussian.isotropic(new double[] {-0.5, 1}, 1)))));
    /** Three classes in space. */
    static final ProbeLaw SPACE = new ProbeLaw(TestProblem.SPACE.name(), TestProblem.SPACE_LAW);
    /** A class of two parts and two other classes in {@value #WIDE} dimensions. */
    static final ProbeLaw WIDE_SPACE = new ProbeLaw("three classes in " + WIDE + " dimensions", new LabelledLaw(List.of(
            new LabelledClass("c", 0.3, new Mixture(new double[] {0.5, 0.5},
                    List.of(wide(i -> 1 - i / 8.0, 0.2), wide(i -> i % 3 - 1, 0.1)))),
            new LabelledClass("around", 0.4, wide(i -> 0, 2)),
            new LabelledClass("beside", 0.3, wide(i -> i % 2 == 0 ? 1.5 : -0.5, 0.5)))));
    /** All of them. */
    static final List<ProbeLaw> ALL = List.of(LINE, PLANE, SPACE, WIDE_SPACE);

    private static Gaussian wide(IntToDoubleFunction mean, double variance) {
        double[] center = new double[WIDE];
        Arrays.setAll(center, mean);
        return Gaussian.isotropic(center, variance);
    }

    /**
     * Noised draws of the class and of all data in turn. Draw p and its noise are the same at all levels and in batches
     * of all sizes.
     */
    ProbeBatch batch(NoiseLevel level, int count, Streams streams) {
        int d = law.dimension();
        double[] points = new double[count * d];
        double[] conditional = new double[count * d];
        double[] unconditional = new double[count * d];
        double[] negative = new double[count * d];
        Law own = law.law(0);
        Law all = law.marginal();
        Law other = law.law(1);
        for (int p = 0; p < count; p++) {
            UniformRandomProvider random = streams.stream(p);
            double[] clean = (p % 2 == 0 ? own : all).draw(random);
            double[] x = level.noised(clean, ZigguratSampler.NormalizedGaussian.of(random));
            System.arraycopy(x, 0, points, p * d, d);
            System.arraycopy(own.score(x, level), 0, conditional, p * d, d);
            System.arraycopy(all.score(x, level), 0, unconditional, p * d, d);
            System.arraycopy(other.score(x, level), 0, negative, p * d, d);
        }
        return new ProbeBatch(name, level, d, points, conditional, unconditional, Optional.of(negative));
    }

    /** A batch at each noisy level of a grid. */
    List<ProbeBatch> batches(TimeGrid grid, int count, Streams streams) {
        List<ProbeBatch> batches = new ArrayList<>();
        for (int k = 0; k < grid.steps(); k++) {
            batches.add(batch(grid.level(k), count, streams));
        }
        return batches;
    }
}
