package org.guidecheck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.rule.CfgZeroStar;
import org.guidecheck.process.rule.LimitedInterval;
import org.guidecheck.process.rule.Projected;
import org.guidecheck.process.rule.Rescaled;
import org.junit.jupiter.api.Test;

class GuidanceRuleTest {
    private static final NoiseLevel LEVEL = NoiseLevel.ofNoise(0.36);
    private static final double[] X = {0.7, -1.1, 0.4};
    private static final double[] OWN = {-0.5, 0.9, 1.3};
    private static final double[] ALL = {0.2, 0.6, -0.4};

    private static double[] guided(GuidanceRule rule, double w) {
        return rule.guided(LEVEL, w, X, OWN, ALL);
    }

    /** x̂_0 and v from a score, by the formulas of {@link GuidanceRule}. */
    private static double[] clean(double[] s) {
        return combine(X, 1 / 0.8, s, 0.36 / 0.8);
    }

    private static double[] velocity(double[] s) {
        return combine(s, -0.6 * 0.8, clean(s), -0.6);
    }

    private static double[] combine(double[] a, double alpha, double[] b, double beta) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = alpha * a[i] + beta * b[i];
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void assertNear(double[] actual, double[] expected) {
        assertThat(actual).containsExactly(expected, within(1e-12));
    }

    @Test
    void plainGuidanceAddsTheWeightedDifference() {
        assertNear(guided(GuidanceRule.plain(), 2), combine(OWN, 3, ALL, -2));
        assertNear(guided(GuidanceRule.plain(), 0), OWN);
    }

    @Test
    void anIntervalGuidesWithinAndNotOutside() {
        // σ = 0.75 here.
        assertNear(guided(new LimitedInterval(0.5, 1), 2), guided(GuidanceRule.plain(), 2));
        assertNear(guided(new LimitedInterval(0.8, 1), 2), OWN);
        assertNear(guided(new LimitedInterval(0, 0.7), 2), OWN);
        assertThat(new LimitedInterval(0.75, Double.POSITIVE_INFINITY).jumps()).singleElement()
                .satisfies(level -> assertThat(level.sigma()).isCloseTo(0.75, within(1e-12)));
        assertThatThrownBy(() -> new LimitedInterval(2, 1)).hasMessageContaining("high=1.0");
        assertThatThrownBy(() -> new LimitedInterval(Double.NaN, 1)).hasMessageContaining("low=NaN");
    }

    @Test
    void rescalingKeepsTheDeviationOfTheConditionalPrediction() {
        assertThat(deviation(guided(new Rescaled(1), 3))).isCloseTo(deviation(OWN), within(1e-12));
        assertNear(guided(new Rescaled(0), 3), guided(GuidanceRule.plain(), 3));
        double[] whole = guided(new Rescaled(1), 3);
        assertNear(guided(new Rescaled(0.7), 3),
                combine(whole, 0.7, guided(GuidanceRule.plain(), 3), 0.3));
        assertThat(Stream.of(1, 2, 3).map(new Rescaled(0.7)::hasProcess))
                .containsExactly(true, false, true);
        assertThatThrownBy(() -> new Rescaled(1.1)).hasMessageContaining("share=1.1");
    }

    @Test
    void rescalingOneCoordinateIsPlainGuidance() {
        double[] guided = new Rescaled(1)
                .guided(LEVEL, 3, new double[] {1}, new double[] {2}, new double[] {1.5});
        assertThat(guided).containsExactly(3.5);
    }

    private static double deviation(double[] values) {
        double mean = (values[0] + values[1] + values[2]) / 3;
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum);
    }

    @Test
    void cfgZeroStarIsItsFormulaInVelocities() {
        double[] vc = velocity(OWN);
        double[] vu = velocity(ALL);
        double scale = dot(vc, vu) / dot(vu, vu);
        assertNear(velocity(guided(new CfgZeroStar(1), 2)), combine(vc, 3, vu, -2 * scale));
        assertNear(velocity(guided(new CfgZeroStar(0.3), 2)), new double[3]);
        assertThat(new CfgZeroStar(0.3).jumps()).containsExactly(NoiseLevel.ofNoise(0.3));
        assertThatThrownBy(() -> new CfgZeroStar(-1)).hasMessageContaining("zeroAbove=-1.0");
    }

    @Test
    void projectionIsItsFormulaInCleanPredictions() {
        double[] own = clean(OWN);
        double[] difference = combine(own, 1, clean(ALL), -1);
        double[] along = combine(own, dot(difference, own) / dot(own, own), own, 0);
        double[] across = combine(difference, 1, along, -1);
        double cut = 0.3 / Math.sqrt(dot(difference, difference));
        assertThat(cut).isLessThan(1);
        assertNear(clean(guided(new Projected(0.2, Double.POSITIVE_INFINITY), 2)),
                combine(own, 1, combine(across, 2, along, 0.4), 1));
        assertNear(clean(guided(new Projected(0, 0.3), 2)), combine(own, 1, across, 2 * cut));
        assertNear(guided(new Projected(1, Double.POSITIVE_INFINITY), 2), guided(GuidanceRule.plain(), 2));
        assertThatThrownBy(() -> new Projected(-1, 1)).hasMessageContaining("parallel=-1.0");
        assertThatThrownBy(() -> new Projected(0, 0)).hasMessageContaining("longest=0.0");
    }

    @Test
    void fieldsOfTheTrueClassifierAndOfPlainGuidanceAgree() {
        GuidanceSchedule w = GuidanceSchedule.constant(1.5);
        BlockPosterior model = new BlockPosterior(ClassVersusRest.of(ReferenceCases.A, 0));
        double[] x = new double[BlockPosterior.BLOCK];
        double[] g = new double[BlockPosterior.BLOCK];
        for (int p = 0; p < x.length; p++) {
            x[p] = -4 + 0.125 * p;
            g[p] = ReferenceCases.A.classifierGradient(0, new double[] {x[p]}, LEVEL)[0];
        }
        model.setLevel(LEVEL);
        model.evaluate(x, x.length);
        double[] rule = new double[x.length];
        double[] classifier = new double[x.length];
        double[] noisy = new double[x.length];
        GuidanceRule.plain().with(w).evaluator().evaluate(LEVEL, x, x.length, model.ownScore(), g, rule);
        GuidanceField.ofLaw(ReferenceCases.A, 0, w).evaluator()
                .evaluate(LEVEL, x, x.length, model.ownScore(), g, classifier);
        GuidanceField.ofLabelNoise(GuidedProcess.of(ReferenceCases.A, 0, w), new double[] {0.9, 0.2}).evaluator()
                .evaluate(LEVEL, x, x.length, model.ownScore(), g, noisy);
        for (int p = 0; p < x.length; p++) {
            assertThat(rule[p]).isCloseTo(1.5 * g[p], within(1e-10));
            assertThat(classifier[p]).isCloseTo(1.5 * g[p], within(1e-10));
            // log(0.2 + 0.7 p) has the gradient 0.7 p g / (0.2 + 0.7 p).
            double posterior = 1 / (1 + Math.exp(-model.logOdds()[p]));
            assertThat(noisy[p]).isCloseTo(1.5 * g[p] * 0.7 * posterior / (0.2 + 0.7 * posterior), within(1e-9));
        }
    }

    @Test
    void probabilitiesAndPriorsOutOfRangeAreNamed() {
        GuidanceSchedule w = GuidanceSchedule.constant(1);
        assertThatThrownBy(() -> GuidanceField.ofLabelNoise(GuidedProcess.of(ReferenceCases.A, 0, w),
                new double[] {1.2, 0}))
                .hasMessageContaining("called[0]=1.2");
        assertThatThrownBy(() -> GuidanceField.ofLabelNoise(GuidedProcess.of(ReferenceCases.A, 0, w),
                new double[] {0, 0}))
                .hasMessageContaining("labelled c is 0.0");
        assertThatThrownBy(() -> GuidanceField.ofPriors(GuidedProcess.of(ReferenceCases.A, 0, w), new double[] {1}))
                .hasMessageContaining("priors.length=1");
    }
}
