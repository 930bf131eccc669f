package org.guidecheck.guard;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.guidecheck.claim.Cases;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.Covariance;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.Mixture;
import org.guidecheck.distribution.OneAgainstRest;
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
record Arena(String name, Function<DenoiserBackend, Denoiser> denoisers, int dimension, IntFunction<TimeGrid> grids) {
    private static final double REACH = 5;

    /** The pair of linear scores. */
    static final Arena PAIR = of("two Gaussians", ScorePair.STANDARD);
    /** The same, its axes turned. */
    static final Arena TURNED = of("two Gaussians, turned", ScorePair.TURNED);
    /** Linear scores without a narrow coordinate. */
    static final Arena MILD = of("two mild Gaussians", ScorePair.MILD);
    /** Case T, on the line. */
    static final Arena LINE = of("case T", Cases.T);
    /** Three classes in three dimensions, one of them a mixture, one within another. */
    static final LabelledDistribution SPACE_LAW = new LabelledDistribution(List.of(
            new LabelledDistribution.LabelledClass("c", 0.3, new Mixture(new double[] {0.7, 0.3}, List.of(
                    gaussian(new double[] {1, 0, -1}, 0.3, 0.05, 0.2), gaussian(new double[] {-2, 1, 0}, 0.1, 0.4, 0.02)))),
            new LabelledDistribution.LabelledClass("around", 0.5, gaussian(new double[] {0, 0, 0}, 4, 2, 1)),
            new LabelledDistribution.LabelledClass("beside", 0.2, gaussian(new double[] {1, -1, -1}, 0.2, 0.2, 0.2))));
    /** Its first class. */
    static final Arena SPACE = of("three classes in space", SPACE_LAW);

    private static Gaussian gaussian(double[] mean, double... variances) {
        return new Gaussian(mean, new Covariance.Diagonal(variances));
    }

    /** A labelled law's first class. */
    static Arena of(String name, LabelledDistribution law) {
        return new Arena(name, backend -> backend.denoiser(OneAgainstRest.of(law, 0)), law.dimension(),
                steps -> TimeGrid.forLaw(law, Math.max(2, steps)));
    }

    private static Arena of(String name, ScorePair pair) {
        return new Arena(name, backend -> pair, pair.dimension(), steps -> TimeGrid.toClean(REACH, pair.narrowest(), steps));
    }
}
