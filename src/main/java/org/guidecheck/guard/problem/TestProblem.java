package org.guidecheck.guard.problem;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.DenoiserBackend;

/**
 * What a sampler is tried on.
 *
 * @param name      in a few words
 * @param denoisers its scores, by what evaluates them
 * @param dimension d
 * @param grids     the levels of a number of steps
 */
public record TestProblem(String name, Function<DenoiserBackend, Denoiser> denoisers, int dimension, IntFunction<TimeGrid> grids) {
    private static final double REACH = 5;

    /** The pair of linear scores. */
    public static final TestProblem PAIR = of("two Gaussians", ScorePair.STANDARD);
    /** The same, its axes turned. */
    public static final TestProblem TURNED = of("two Gaussians, turned", ScorePair.TURNED);
    /** Linear scores without a narrow coordinate. */
    public static final TestProblem MILD = of("two mild Gaussians", ScorePair.MILD);
    /** Case T, on the line. */
    public static final TestProblem LINE = of("case T", NamedLaws.T);
    /** Three classes in three dimensions, one of them a mixture, one within another. */
    public static final LabelledLaw SPACE_LAW = new LabelledLaw(List.of(
            new LabelledLaw.LabelledClass("c", 0.3, new Mixture(new double[] {0.7, 0.3}, List.of(
                    gaussian(new double[] {1, 0, -1}, 0.3, 0.05, 0.2), gaussian(new double[] {-2, 1, 0}, 0.1, 0.4, 0.02)))),
            new LabelledLaw.LabelledClass("around", 0.5, gaussian(new double[] {0, 0, 0}, 4, 2, 1)),
            new LabelledLaw.LabelledClass("beside", 0.2, gaussian(new double[] {1, -1, -1}, 0.2, 0.2, 0.2))));
    /** Its first class. */
    public static final TestProblem SPACE = of("three classes in space", SPACE_LAW);

    private static Gaussian gaussian(double[] mean, double... variances) {
        return new Gaussian(mean, new Covariance.Diagonal(variances));
    }

    /** A labelled law's first class. */
    static TestProblem of(String name, LabelledLaw law) {
        return new TestProblem(name, backend -> backend.denoiser(ClassVersusRest.of(law, 0)), law.dimension(),
                steps -> TimeGrid.forLaw(law, Math.max(2, steps)));
    }

    private static TestProblem of(String name, ScorePair pair) {
        return new TestProblem(name, backend -> pair, pair.dimension(), steps -> TimeGrid.toClean(REACH, pair.narrowest(), steps));
    }
}
