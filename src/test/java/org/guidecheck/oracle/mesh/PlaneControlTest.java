package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.path.OutputPaths;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The best guidance at a price in the plane, against that on the line for laws whose classes differ along one line. */
class PlaneControlTest {
    private static final double MULTIPLIER = 0.5;
    private static final double CAP = 20;

    /** min(1/p, 20) from the log-odds of p. */
    private static double capped(double odds) {
        return Math.min(CAP, 1 + Math.exp(Math.min(50, -odds)));
    }

    private static LabelledLaw line() {
        return new LabelledLaw(List.of(new LabelledClass("c", 0.4, Gaussian.isotropic(new double[] {0.8}, 0.7)),
                new LabelledClass("other", 0.6, Gaussian.isotropic(new double[] {-0.7}, 1.2))));
    }

    /** The law on the line times one that is the same for both classes, turned by an angle. */
    private static LabelledLaw turned(double angle) {
        return new LabelledLaw(line().classes().stream().map(each -> {
            Gaussian of = each.law().gaussianComponents().orElseThrow().get(0).gaussian();
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            double one = of.covariance().variance(0);
            double two = 0.6;
            double mean = of.mean(0);
            double other = 0.3;
            return new LabelledClass(each.label(), each.prior(), new Gaussian(
                    new double[] {c * mean - s * other, s * mean + c * other},
                    new Covariance.Full(new double[][] {{c * c * one + s * s * two, c * s * (one - two)},
                        {c * s * (one - two), s * s * one + c * c * two}})));
        }).toList());
    }

    private static GuidedProcess process(LabelledLaw law) {
        return GuidedProcess.of(law, 0, GuidanceSchedule.constant(1));
    }

    private static void assertMeets(LabelledLaw plane) {
        LineControl control = new LineControl(process(line()), new double[0], 3);
        LineControl.Best onLine = control.best(MULTIPLIER, LineControl.Aim.mean((y, odds) -> capped(odds)), 1e-4,
                new LineControl.Questions(List.of((y, odds) -> capped(odds)), 0, new double[0]));
        PlaneControl.Best found =
                new PlaneControl(process(plane), 3).best(MULTIPLIER, PlaneControlTest::capped, odds -> odds > 0 ? 1 : 0,
                        5e-3, TimeBudget.NONE);
        Interval benefit = onLine.values().means().get(0);
        for (Interval[] pair : new Interval[][] {{found.least(), onLine.least()},
            {found.price(), onLine.values().price()}, {found.benefit(), benefit}}) {
            assertThat(pair[0].width()).as("%s against %s", pair[0], pair[1]).isLessThan(0.05);
            assertThat(pair[0].widen(1e-3).intersect(pair[1])).as("%s against %s", pair[0], pair[1]).isPresent();
        }
        assertThat(found.benefit().lower() + MULTIPLIER * found.price().lower()).isGreaterThan(
                found.least().lower() - 0.02);
    }

    @Test
    void meetsTheLineAlongACoordinate() {
        assertMeets(turned(0));
    }

    @Tag("thorough")
    @Test
    void meetsTheLineAcrossBothCoordinates() {
        assertMeets(turned(0.7));
    }

    /** Weights that bend, for classes around: no constant weight has a smaller sum, and a free drift has no larger one. */
    @Test
    void isBetweenAnyOutputAndConstantWeights() {
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("c", 0.3, Gaussian.isotropic(new double[] {1, 0}, 0.5)),
                new LabelledClass("d", 0.3, Gaussian.isotropic(new double[] {-1, 0.5}, 0.8)),
                new LabelledClass("e", 0.4, Gaussian.isotropic(new double[] {0, -1}, 1))));
        PlaneControl.Best found =
                new PlaneControl(process(law), 3).best(MULTIPLIER, PlaneControlTest::capped, odds -> 0, 1e-2,
                        TimeBudget.NONE);
        assertThat(found.least().width()).isLessThan(0.05);
        OutputPaths paths = new OutputPaths(process(law), 128, new Streams(1));
        OutputPaths.Ends ends = paths.run(0, 1 << 15).fine();
        double constant = 0;
        double free = 0;
        UniformRandomProvider random = new Streams(2).stream(0);
        BlockPosterior posterior = new BlockPosterior(ClassVersusRest.of(law, 0));
        posterior.setLevel(NoiseLevel.CLEAN);
        double[] points = new double[1 << 14];
        for (int p = 0; p < points.length / 2; p++) {
            System.arraycopy(law.law(0).draw(random), 0, points, 2 * p, 2);
        }
        double[] unguided = posterior.logOdds(points);
        for (int p = 0; p < ends.logOdds().length; p++) {
            constant += (capped(ends.logOdds()[p]) + MULTIPLIER * ends.prices()[p])
                    / ends.logOdds().length;
        }
        for (double odds : unguided) {
            free += Math.exp(-capped(odds) / MULTIPLIER) / unguided.length;
        }
        assertThat(found.least().upper()).isLessThan(constant + 0.015);
        assertThat(found.least().lower()).isGreaterThan(-MULTIPLIER * Math.log(free) - 0.015);
        assertThat(constant + MULTIPLIER * Math.log(free)).as("room between").isGreaterThan(0.04);
    }
}
