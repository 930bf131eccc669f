package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.junit.jupiter.api.Test;

class BackwardEquationStepperTest {
    private static final LineLogOdds ODDS = new LineLogOdds(ReferenceCases.process(ReferenceCases.A, 0));

    private static Mesh mesh(int perScale) {
        return Mesh.of(ODDS, NoiseLevel.CLEAN, 0, perScale);
    }

    private static double[] rises(double[] y, DoubleUnaryOperator potential) {
        return IntStream.range(0, y.length - 1)
                .mapToDouble(i -> 2 * (potential.applyAsDouble(y[i + 1]) - potential.applyAsDouble(y[i]))).toArray();
    }

    /** E[Y² at the end | Y = y at the start] of dY = −Y du + dB over a unit of time, near y = 0.8. */
    private static double secondMoment(int refinement) {
        Mesh mesh = mesh(4 * refinement);
        double[] y = mesh.points();
        double[] rises = rises(y, x -> -0.5 * x * x);
        double[] values = Arrays.stream(y).map(x -> x * x).toArray();
        BackwardEquationStepper stepper = new BackwardEquationStepper(mesh);
        int steps = 8 * refinement;
        for (int k = 0; k < steps; k++) {
            stepper.stepBack(rises, new double[y.length], 1.0 / steps, values);
        }
        int i = (int) Arrays.stream(y).filter(x -> x < 0.8).count();
        double decay = Math.exp(-2);
        return values[i] - (decay * y[i] * y[i] + 0.5 * (1 - decay));
    }

    @Test
    void bernoulliFunctionIsAccurateOnBothSidesOfItsSwitch() {
        assertThat(BackwardEquationStepper.bernoulli(0)).isEqualTo(1);
        for (double x : new double[] {1e-9, 0.1, 0.49, 0.4999999, 0.5, 0.51, 3, 50, 800, 1e12}) {
            assertThat(BackwardEquationStepper.bernoulli(-x) - BackwardEquationStepper.bernoulli(x))
                    .isCloseTo(x, within(1e-15 + 1e-12 * x));
        }
        double closed = 0.4999 / Math.expm1(0.4999);
        assertThat(BackwardEquationStepper.bernoulli(0.4999)).isCloseTo(closed, within(1e-12));
        assertThat(BackwardEquationStepper.bernoulli(1e300)).isZero();
    }

    @Test
    void momentsOfAnOrnsteinUhlenbeckProcessConvergeAtSecondOrder() {
        double coarse = secondMoment(1);
        double fine = secondMoment(4);
        assertThat(Math.abs(fine)).isLessThan(2e-3);
        assertThat(coarse / fine).isBetween(8.0, 32.0);
    }

    @Test
    void constantsArePreservedOnNarrowSpacings() {
        Mesh mesh = Mesh.of(new LineLogOdds(GuidedProcess.of(ReferenceCases.law(0.5,
                ReferenceCases.mixture(new double[] {1}, new double[] {1}, new double[] {1e-5}),
                ReferenceCases.mixture(new double[] {1}, new double[] {2}, new double[] {1})), 0,
                GuidanceSchedule.constant(0))),
                NoiseLevel.CLEAN, 0, 8);
        double[] rises = rises(mesh.points(), x -> -1e6 * Math.abs(x));
        double[] values = new double[mesh.size()];
        Arrays.fill(values, 1);
        new BackwardEquationStepper(mesh).stepBack(rises, new double[mesh.size()], 3, values);
        assertThat(Arrays.stream(values).boxed().toList()).allSatisfy(v -> assertThat(v).isCloseTo(1, within(1e-12)));
    }

    @Test
    void hugeKillingChangesNoSignAndHardlyOvershoots() {
        Mesh mesh = mesh(8);
        double[] y = mesh.points();
        double[] rises = rises(y, x -> -0.5 * x * x);
        double[] killing = Arrays.stream(y).map(x -> x < 1 ? 1e12 : 0).toArray();
        double[] values = new double[y.length];
        Arrays.fill(values, 1);
        BackwardEquationStepper stepper = new BackwardEquationStepper(mesh);
        for (int k = 0; k < 5; k++) {
            stepper.stepBack(rises, killing, 0.1, values);
            assertThat(Arrays.stream(values).boxed().toList()).allSatisfy(v -> assertThat(v).isBetween(0.0, 1.01));
        }
        assertThat(values[0]).isCloseTo(0, within(1e-9));
    }

    @Test
    void meshCoversTheLawAndDoublingHalvesEverySpacing() {
        double[] coarse = mesh(8).points();
        double[] fine = mesh(16).points();
        assertThat(fine).hasSize(2 * coarse.length - 1);
        assertThat(coarse[0]).isLessThan(-9);
        assertThat(coarse[coarse.length - 1]).isGreaterThan(3 + 10 * 0.8 - 1e-3);
        for (int i = 0; i < coarse.length; i++) {
            assertThat(fine[2 * i]).isCloseTo(coarse[i], within(1e-3));
        }
        int centre = (int) Arrays.stream(coarse).filter(x -> x < -1).count();
        assertThat(coarse[centre] - coarse[centre - 1]).isLessThan(0.3 / 8);
        assertThat(Arrays.stream(mesh(8).volumes()).sum())
                .isCloseTo(coarse[coarse.length - 1] - coarse[0], within(1e-9));
    }

    @Test
    void oddsAgreeWithTheScalarReference() {
        double[] y = {-11, -1, 0.3, 2.2, 11};
        for (NoiseLevel level : List.of(NoiseLevel.CLEAN, NoiseLevel.ofNoise(0.3), NoiseLevel.ofSignal(1e-4))) {
            double[] own = new double[y.length];
            double[] odds = new double[y.length];
            ODDS.evaluate(y, level, own, odds);
            for (int i = 0; i < y.length; i++) {
                double[] x = {y[i]};
                assertThat(odds[i]).isCloseTo(ReferenceCases.A.logOdds(0, x, level), within(1e-9));
                assertThat(own[i] - Math.log(0.3))
                        .isCloseTo(ReferenceCases.A.law(0).logDensity(x, level), within(1e-9));
            }
        }
        assertThat(LineLogOdds.logReciprocal(800)).isEqualTo(Math.exp(-800));
        assertThat(LineLogOdds.logReciprocal(-800)).isEqualTo(800);
    }

    @Test
    void gridsHaveTheEndsOfSamplersAndEveryJump() {
        GuidanceSchedule jumps = GuidanceSchedule.parse("0,-1:3,-0.999:1,2:0");
        TimeGrid grid = new TimeSteps(new GuidedProcess(ReferenceCases.A, 0, jumps, 0)).grid(2, 0.5);
        TimeGrid sampler = TimeGrid.forLaw(ReferenceCases.A, 50);
        assertThat(grid.start()).isEqualTo(sampler.start());
        assertThat(grid.end()).isEqualTo(NoiseLevel.CLEAN);
        for (double jump : new double[] {-1, -0.999, 2}) {
            assertThat(grid.levels()).anySatisfy(l -> assertThat(l.logSnr()).isCloseTo(jump, within(1e-6)));
        }
        for (int k = 0; k < grid.steps(); k++) {
            double w = jumps.meanWeight(grid.level(k), grid.level(k + 1));
            assertThat(List.of(0.0, 1.0, 3.0)).anySatisfy(v -> assertThat(w).isCloseTo(v, within(1e-4)));
        }
        assertThat(new TimeSteps(new GuidedProcess(ReferenceCases.A, 0, jumps, 0.02)).grid(1, 0.5).end().noise())
                .isCloseTo(0.02, within(1e-12));
    }
}
