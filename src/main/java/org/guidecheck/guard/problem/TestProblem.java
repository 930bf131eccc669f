package org.guidecheck.guard.problem;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.DenoiserBackend;

/**
 * Problem on which samplers run, with an exact denoiser.
 *
 * @param name      name, for the evidence
 * @param denoisers the denoiser, as each backend evaluates it
 * @param dimension number of coordinates of a point
 * @param grids     noise levels for each number of steps
 * @param classLaw  law of the class; empty where scores are given without a law
 */
public record TestProblem(String name, Function<DenoiserBackend, Denoiser> denoisers, int dimension,
        IntFunction<TimeGrid> grids, Optional<Law> classLaw) {
    private static final double REACH = 5;

    /** Two linear scores. */
    public static final TestProblem PAIR = of("two Gaussians", ScorePair.STANDARD);
    /** The same, rotated. */
    public static final TestProblem ROTATED = of("two Gaussians, rotated", ScorePair.ROTATED);
    /** Two linear scores without a narrow coordinate. */
    public static final TestProblem MILD = of("two mild Gaussians", ScorePair.MILD);
    /** Case T: two overlapping classes on the line. */
    public static final TestProblem LINE = of("case T", NamedLaws.T);
    /** Three classes in three dimensions, one of them a mixture, one within another. */
    public static final LabelledLaw SPACE_LAW = new LabelledLaw(List.of(
            new LabelledLaw.LabelledClass("c", 0.3, new Mixture(new double[] {0.7, 0.3}, List.of(
                    gaussian(new double[] {1, 0, -1}, 0.3, 0.05, 0.2),
                    gaussian(new double[] {-2, 1, 0}, 0.1, 0.4, 0.02)))),
            new LabelledLaw.LabelledClass("around", 0.5, gaussian(new double[] {0, 0, 0}, 4, 2, 1)),
            new LabelledLaw.LabelledClass("beside", 0.2, gaussian(new double[] {1, -1, -1}, 0.2, 0.2, 0.2))));
    /** {@link #SPACE_LAW} with guidance towards its first class. */
    public static final TestProblem SPACE = of("three classes in space", SPACE_LAW);

    private static Gaussian gaussian(double[] mean, double... variances) {
        return new Gaussian(mean, new Covariance.Diagonal(variances));
    }

    /** A labelled law with guidance towards its first class. */
    static TestProblem of(String name, LabelledLaw law) {
        return new TestProblem(name, backend -> backend.denoiser(ClassVersusRest.of(law, 0)), law.dimension(),
                steps -> TimeGrid.forLaw(law, Math.max(2, steps)), Optional.of(law.law(0)));
    }

    /**
     * A labelled law.
     *
     * @param name name, for the evidence
     * @param law  any law
     * @param c    index of the class that guidance aims at
     * @param stop noise τ of the last level, in [0, 0.5); above 0 for a law without a density
     * @return the problem
     * @throws IllegalArgumentException if the stop is out of range
     */
    public static TestProblem of(String name, LabelledLaw law, int c, double stop) {
        return new TestProblem(name, backend -> backend.denoiser(ClassVersusRest.of(law, c)), law.dimension(),
                steps -> TimeGrid.forLaw(law, Math.max(2, steps), stop), Optional.of(law.law(c)));
    }

    private static TestProblem of(String name, ScorePair pair) {
        return new TestProblem(name, backend -> pair, pair.dimension(),
                steps -> TimeGrid.toClean(REACH, pair.narrowest(), steps), Optional.empty());
    }
}
