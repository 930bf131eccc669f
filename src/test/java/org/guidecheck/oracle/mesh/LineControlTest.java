package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineControlTest {
    private static final double[] KNOTS = {-3, -1, 1, 3};
    private static final FiniteDifferences.Functional CAPPED = (y, odds) -> Math.min(20, 1 + Math.exp(-odds));
    private static final LineControl.Aim AIM = LineControl.Aim.mean(CAPPED);
    private static final LineControl.Questions QUESTIONS =
            new LineControl.Questions(List.of(CAPPED), 0, new double[] {0.25});

    private static LineControl control(LabelledLaw law) {
        return new LineControl(ReferenceCases.process(law, 0), KNOTS, 5);
    }

    private static GuidedProcess guided(LabelledLaw law, GuidanceSchedule w) {
        return ReferenceCases.process(law, 0).withGuidance(w);
    }

    private static void assertMeets(Interval one, Interval other) {
        assertThat(one.intersect(other)).as("%s and %s", one, other).isPresent();
    }

    @Test
    void valuesAreThoseOfTheSolverOfOneProcess() {
        GuidanceSchedule w = new GuidanceSchedule.Piecewise(new double[] {0, 2, 1, 3, 0.5}, KNOTS);
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            LineControl.Values found = control(law).values(w, 1e-4, QUESTIONS);
            FiniteDifferences solver = new FiniteDifferences(guided(law, w));
            assertMeets(found.means().get(0).widen(1e-6), solver.mean(CAPPED, 1e-4).bounds());
            assertMeets(found.entropy().widen(1e-6), solver.entropy(1e-4));
            assertMeets(found.shares().get(0).widen(1e-6),
                    solver.mean((y, odds) -> odds <= 0 ? 1 : 0, 1e-3).bounds().widen(1e-3));
            assertThat(found.means().get(0).width()).isLessThan(1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3})
    void thePriceIsThatOfTheRiseOfTheLogProbability(double w) {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            GuidedProcess process = guided(law, GuidanceSchedule.constant(w));
            Interval loss = new FiniteDifferences(process).mean(FiniteDifferences.LOG_LOSS, 1e-5).bounds();
            double most = -Math.log(process.prior());
            Interval expected = new Interval(most, most).minus(loss).scale(w * w / (1 + 2 * w)).widen(1e-4);
            LineControl.Values found = control(law).values(GuidanceSchedule.constant(w), 1e-4, QUESTIONS);
            assertMeets(found.price(), expected);
            assertThat(found.divergence().upper()).isLessThanOrEqualTo(found.price().upper());
            assertThat(found.divergence().lower()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 1, 0.2})
    void theBestWeightsOfAnySignTiltTheClass(double multiplier) {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            LineControl control = control(law);
            Interval equation = control.leastOfAnySign(multiplier, AIM, 1e-4);
            Interval closed = control.tilted(multiplier, AIM, 1e-4);
            assertMeets(equation.widen(5e-5), closed);
            assertThat(equation.width()).isLessThan(5e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 0.5})
    void noScheduleGoesBelowTheBestWeights(double multiplier) {
        LineControl control = control(ReferenceCases.A);
        LineControl.Best best = control.best(multiplier, AIM, 1e-3, QUESTIONS);
        assertThat(best.least().lower())
                .isGreaterThanOrEqualTo(control.leastOfAnySign(multiplier, AIM, 1e-4).lower() - 1e-3);
        double[] found = control.improve(multiplier, AIM, new double[KNOTS.length + 1], 10);
        double before = sum(control, GuidanceSchedule.constant(0), multiplier).lower();
        double improved = sum(control, new GuidanceSchedule.Piecewise(found, KNOTS), multiplier).upper();
        assertThat(improved).isLessThan(before).isGreaterThan(best.least().lower() - 1e-4);
        for (double w : new double[] {0.5, 1, 3}) {
            Interval constant = sum(control, GuidanceSchedule.constant(w), multiplier);
            assertThat(constant.upper()).isGreaterThan(best.least().lower());
            assertThat(improved).isLessThan(constant.upper() + 1e-4);
        }
        assertThat(control.bestWeights(multiplier, AIM)).hasSize(32).allSatisfy(level -> {
            assertThat(level.points()).isSorted();
            assertThat(level.weights()).hasSameSizeAs(level.points());
            assertThat(Arrays.stream(level.weights()).min().orElseThrow()).isNotNegative();
        });
        // Following the best weights gives what the equation says.
        Interval followed = best.values().means().get(0);
        Interval price = best.values().price();
        assertThat(followed.midpoint() + multiplier * price.midpoint())
                .isCloseTo(best.least().midpoint(), org.assertj.core.data.Offset.offset(2e-3));
    }

    /**
     * Where the best weights are nowhere below 0 they tilt the class: a share s becomes s e^{−1/λ}/Z, Z = 1 − s + s e^{−1/λ}, and the
     * least sum is −λ log Z.
     */
    @ParameterizedTest
    @ValueSource(doubles = {3, 0.2, 0.01})
    void theBestWeightsForAShareTiltTheClass(double multiplier) {
        LabelledLaw between = new LabelledLaw(List.of(new LabelledClass("c", 0.4, gaussian(0, 1)),
                new LabelledClass("left", 0.3, gaussian(-2, 0.5)), new LabelledClass("right", 0.3, gaussian(2, 1))));
        for (LabelledLaw law : List.of(ReferenceCases.A, between)) {
            LineControl control = control(law);
            LineControl.Questions questions = new LineControl.Questions(List.of(), 0, new double[0]);
            double share = control.values(GuidanceSchedule.constant(0), 1e-5, questions).shares().get(0).midpoint();
            double kept = share * Math.exp(-1 / multiplier);
            double z = 1 - share + kept;
            double least = -multiplier * Math.log(z);
            double price = (least - kept / z) / multiplier;
            LineControl.Best best = control.best(multiplier, LineControl.Aim.shareBelow(0), 1e-4, questions);
            LineControl.Values values = best.values();
            assertThat(best.least().widen(2e-5).contains(least)).as("%s, %s", best, least).isTrue();
            assertThat(values.price().widen(2e-5).contains(price)).as("%s, %s", best, price).isTrue();
            assertThat(values.shares().get(0).widen(2e-5).contains(kept / z)).as("%s, %s", best, kept / z).isTrue();
            assertThat(best.least().width()).isLessThan(0.01 * (share - least));
            assertThat(values.shares().get(0).upper() + multiplier * values.price().upper() - least)
                    .as("%s", best).isLessThan(0.02 * (share - least));
        }
    }

    private static Gaussian gaussian(double mean, double variance) {
        return Gaussian.isotropic(new double[] {mean}, variance);
    }

    private static Interval sum(LineControl control, GuidanceSchedule w, double multiplier) {
        LineControl.Values found = control.values(w, 1e-4, QUESTIONS);
        Interval cost = found.price().scale(multiplier);
        Interval mean = found.means().get(0);
        return new Interval(mean.lower() + cost.lower(), mean.upper() + cost.upper());
    }
}
