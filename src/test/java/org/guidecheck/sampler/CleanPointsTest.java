package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LawFamily;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.io.LawJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clean points predicted near pure noise: in the limit the means of the two laws, for every family. */
class CleanPointsTest {
    private static final double PRIOR = 0.3;
    private static final double[] POINTS = {1.5, -2, 0.1, 0.7, -3, 2.5};
    /** The law of everything else has the mean (−1, 0.5). */
    private static final double[] REST = {-1, 0.5};

    private static String json(LawFamily family) {
        return switch (family) {
            case GAUSSIAN -> "\"mean\": [1, -1], \"covariance\": [0.3, 2]";
            case ATOM -> "\"at\": [1, -1]";
            case BOX -> "\"low\": [0, -3], \"high\": [2, 1]";
            case LAPLACE -> "\"center\": [1, -1], \"scale\": [0.5, 1]";
            case EXPONENTIAL -> "\"origin\": [0.5, -2], \"rate\": [2, 1]";
            case SPHERE -> "\"center\": [1, -1], \"radius\": 2";
            case STUDENT -> "\"center\": [1, -1], \"scale\": 0.5, \"degrees\": 5";
            case EMPIRICAL -> "\"points\": [[0, 0], [2, -2]]";
            case MIXTURE -> "\"weights\": [0.5, 0.5], \"components\": [{\"type\": \"gaussian\", \"mean\": [0, -2], "
                    + "\"covariance\": 0.1}, {\"type\": \"gaussian\", \"mean\": [2, 0], \"covariance\": 1.0}]";
            case PRODUCT -> "\"factors\": [{\"type\": \"gaussian\", \"mean\": [1], \"covariance\": 0.5}, {\"type\": "
                    + "\"laplace\", \"center\": [-1], \"scale\": 0.5}]";
            case AFFINE -> "\"matrix\": [[1, 1], [0, 1]], \"shift\": [1, -1], \"of\": {\"type\": \"gaussian\", "
                    + "\"mean\": [0, 0], \"covariance\": [1, 0.5]}";
        };
    }

    private static Denoiser denoiser(LawFamily family) {
        LabelledLaw law = LawJson.parse("{\"dimension\": 2, \"classes\": [{\"label\": \"c\", \"prior\": " + PRIOR
                + ", \"law\": {\"type\": \"" + family.name().toLowerCase(Locale.ROOT) + "\", " + json(family)
                + "}}, {\"label\": \"other\", \"prior\": " + (1 - PRIOR)
                + ", \"law\": {\"type\": \"gaussian\", \"mean\": [-1, 0.5], \"covariance\": 0.5}}]}");
        return new BlockDenoiser(ClassVersusRest.of(law, 0));
    }

    @ParameterizedTest
    @EnumSource(LawFamily.class)
    void areTheMeansAtPureNoise(LawFamily family) {
        for (double signal : new double[] {1e-40, 1e-24}) {
            Denoiser.Scores clean =
                    denoiser(family).cleanPoints(new NoiseLevel(signal, 1), POINTS, 2);
            for (int i = 0; i < POINTS.length; i++) {
                double own = i % 2 == 0 ? 1 : -1;
                assertThat(clean.conditional()[i]).isCloseTo(own, within(2e-10));
                assertThat(clean.unconditional()[i])
                        .isCloseTo(PRIOR * own + (1 - PRIOR) * REST[i % 2], within(2e-10));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LawFamily.class)
    void joinTheFormulaOfTweedie(LawFamily family) {
        // The two methods meet at the level 1e-8, where either is right to rounding; in between the prediction is smooth.
        Denoiser denoiser = denoiser(family);
        double[] below = denoiser.cleanPoints(NoiseLevel.ofSignal(1e-8 * (1 - 1e-9)), POINTS, 2).unconditional();
        double[] above = denoiser.cleanPoints(NoiseLevel.ofSignal(1e-8 * (1 + 1e-9)), POINTS, 2).unconditional();
        for (int i = 0; i < POINTS.length; i++) {
            assertThat(below[i]).isCloseTo(above[i], within(1e-10));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-40, 1e-24, 1e-14, 1e-10, 1e-8, 1e-6, 0.3})
    void agreeWithTheClosedFormOfTwoGaussians(double signal) {
        NoiseLevel level = new NoiseLevel(signal, 1 - signal);
        for (ScorePair pair : new ScorePair[] {ScorePair.STANDARD, ScorePair.ROTATED}) {
            double[] points = Arrays.copyOf(POINTS, 4);
            Denoiser.Scores known = pair.cleanPoints(level, points, 4);
            Denoiser.Scores found = CleanPoints.of(pair, level, points, 4);
            for (int i = 0; i < 4; i++) {
                assertThat(found.conditional()[i]).isCloseTo(known.conditional()[i], within(5e-11));
                assertThat(found.unconditional()[i]).isCloseTo(known.unconditional()[i], within(5e-11));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-40, 1e-24})
    void agreeOnTheProblemsOfGuard(double signal) {
        // At the class of three that is a mixture: 0.7 (1, 0, −1) + 0.3 (−2, 1, 0).
        double[] clean = new BlockDenoiser(ClassVersusRest.of(TestProblem.SPACE_LAW, 0))
                .cleanPoints(new NoiseLevel(signal, 1), new double[] {0, 0, 0}, 3).conditional();
        assertThat(clean).containsExactly(new double[] {0.1, 0.3, -0.7}, within(1e-10));
    }
}
