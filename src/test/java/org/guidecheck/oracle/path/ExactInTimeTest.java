package org.guidecheck.oracle.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Box;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Student;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactInTimeTest {
    private static final double ALPHA = 1e-6;

    private static Interval exact(LabelledLaw law, double w, double moment, int paths) {
        return new ExactInTime(ReferenceCases.process(law, w), new Streams(3), ALPHA)
                .moment(moment, paths, answer -> false).bounds();
    }

    /** The interval meets that of finite differences, and is narrow enough to say something. */
    private static void assertMeets(LabelledLaw law, double w, int paths, double width) {
        Interval found = exact(law, w, 1, paths);
        FiniteDifferences.Result solved = new FiniteDifferences(ReferenceCases.process(law, w)).meanReciprocal(1e-3);
        assertThat(found.intersect(solved.bounds())).as("w=%s: %s and %s on %s", w, found, solved, law).isPresent();
        assertThat(found.width()).as("%s", found).isLessThan(width * solved.value());
    }

    @ParameterizedTest
    @CsvSource({"0.25, 1.209170, 0.15", "1, 1.223560, 0.15", "3, 1.217620, 0.4"})
    void holdsTheReferenceOfCaseT(double w, double value, double width) {
        Interval found = exact(ReferenceCases.T, w, 1, 1 << 12);
        assertThat(found.contains(value)).as("%s", found).isTrue();
        assertThat(found.width()).isLessThan(2 * width * value);
    }

    @Test
    void aDoubledRateIsExcluded() {
        Interval wrong = new ExactInTime(ReferenceCases.process(ReferenceCases.T, 1), new Streams(3), ALPHA, 2)
                .moment(1, 1 << 12, answer -> false).bounds();
        assertThat(wrong.contains(1.223560)).as("%s", wrong).isFalse();
    }

    @Test
    void theUnguidedMeanIsThatOfTheConstant() {
        Interval found = exact(ReferenceCases.A, 0, 1, 1 << 14);
        assertThat(found.contains(1 / 0.3)).isTrue();
        assertThat(found.width()).isLessThan(0.02);
    }

    @Test
    void anotherMomentIsHeld() {
        // π² M(2) of case T at w = 1.
        Interval found = exact(ReferenceCases.T, 1, 2, 1 << 12).scale(0.25);
        assertThat(found.contains(0.38413)).as("%s", found).isTrue();
    }

    @Test
    void lawsWithoutADensityMeetFiniteDifferences() {
        assertMeets(ReferenceCases.law(0.3, new Atom(0), new Atom(1)), 1, 1 << 11, 0.5);
        assertMeets(ReferenceCases.law(0.4, new Empirical(new double[][] {{0}, {0.2}, {3}}),
                new Empirical(new double[][] {{0.1}, {2.9}, {5}, {5}})), 0.5, 1 << 11, 0.5);
        assertMeets(ReferenceCases.law(0.5, new Box(new double[] {0}, new double[] {2}),
                new Box(new double[] {1}, new double[] {4})), 1, 1 << 9, 0.8);
        assertMeets(ReferenceCases.law(0.5, new Atom(0), Gaussian.isotropic(new double[] {1}, 1)), 1, 1 << 11, 0.5);
    }

    /** Case T along a direction of the plane, with the same noise across it for all: nothing changes. */
    @Test
    void aTurnedLineHasTheSameMean() {
        LabelledLaw plane = ReferenceCases.law(0.5, turned(ReferenceCases.T.law(0)), turned(ReferenceCases.T.law(1)));
        Interval found = exact(plane, 1, 1, 1 << 12);
        assertThat(found.contains(1.223560)).as("%s", found).isTrue();
        assertThat(found.width()).isLessThan(0.3);
    }

    private static Law turned(Law line) {
        List<Component> parts = line.gaussianComponents().orElseThrow();
        double c = 0.6;
        double s = 0.8;
        List<Law> result = new ArrayList<>();
        for (Component part : parts) {
            double m = part.gaussian().mean(0);
            double v = part.gaussian().covariance().variance(0);
            double u = 0.7;
            result.add(new Gaussian(new double[] {c * m, s * m}, new Covariance.Full(new double[][] {
                {c * c * v + s * s * u, c * s * (v - u)}, {c * s * (v - u), s * s * v + c * c * u}})));
        }
        return new Mixture(parts.stream().mapToDouble(Component::weight).toArray(), result);
    }

    @Test
    void stiffLawsMeetFiniteDifferences() {
        for (int i = 0; i < 3; i++) {
            assertMeets(stiff(new Random(i)), 1, 1 << 10, 1);
        }
    }

    @Tag("thorough")
    @Test
    void fourMoreStiffLawsMeetFiniteDifferences() {
        for (int i = 20; i < 24; i++) {
            assertMeets(stiff(new Random(100 + i)), i % 2 == 0 ? 1 : 0.5, 1 << 12, 0.7);
        }
    }

    @Tag("exhaustive")
    @Test
    void twentyStiffLawsMeetFiniteDifferences() {
        for (int i = 0; i < 20; i++) {
            assertMeets(stiff(new Random(100 + i)), i % 2 == 0 ? 1 : 0.5, 1 << 12, 0.7);
        }
    }

    /** Two classes of up to three components, with deviations from 1e-3 to 1e3. */
    private static LabelledLaw stiff(Random random) {
        return ReferenceCases.law(0.2 + 0.6 * random.nextDouble(), stiffSide(random), stiffSide(random));
    }

    private static Law stiffSide(Random random) {
        int count = 1 + random.nextInt(3);
        double[] weights = new double[count];
        List<Law> parts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            weights[k] = 1.0 / count;
            double deviation = Math.pow(10, 6 * random.nextDouble() - 3);
            double place = Math.pow(10, 6 * random.nextDouble() - 3);
            parts.add(Gaussian.isotropic(new double[] {place * random.nextGaussian()}, deviation * deviation));
        }
        return new Mixture(weights, parts);
    }

    /** The bound of a piece against what a path meets in it. */
    @Test
    void noPathExceedsItsBound() {
        Random random = new Random(5);
        TubeRadii.Radii tube = new TubeRadii(1, 6, 1e-10).of(0);
        double tightest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 300; i++) {
            LabelledLaw law = stiff(random);
            ClassVersusRest sides = ClassVersusRest.of(law, 0);
            GaussianPosterior posterior = new GaussianPosterior(sides, sides.own().gaussianComponents().orElseThrow(),
                    sides.rest().gaussianComponents().orElseThrow());
            posterior.place(sides.own().draw(new Streams(i).stream(0)));
            double r = Math.pow(10, 12 * random.nextDouble() - 6);
            double[] v = {Math.sqrt(r) * random.nextGaussian()};
            double length = r * Math.pow(10, 3 * random.nextDouble() - 2);
            posterior.evaluate(r, v);
            double bound = posterior.bound(length, tube);
            for (int step = 1; step <= 20; step++) {
                v[0] += Math.sqrt(length / 20) * random.nextGaussian();
                posterior.evaluate(r + length * step / 20, v);
                assertThat(posterior.squaredGap()).as("%s at %s", law, r).isLessThanOrEqualTo(bound * (1 + 1e-9));
                if (posterior.squaredGap() > 0) {
                    tightest = Math.min(tightest, bound / posterior.squaredGap());
                }
            }
        }
        // A bound that is always far off would hide a wrong one.
        assertThat(tightest).isLessThan(4);
    }

    /** The bound of the closing piece against the bridge to the clean point. */
    @Test
    void noBridgeExceedsItsBound() {
        Random random = new Random(6);
        TubeRadii.Radii tube = new TubeRadii(1, 6, 1e-10).of(0);
        for (int i = 0; i < 300; i++) {
            LabelledLaw law = stiff(random);
            ClassVersusRest sides = ClassVersusRest.of(law, 0);
            GaussianPosterior posterior = new GaussianPosterior(sides, sides.own().gaussianComponents().orElseThrow(),
                    sides.rest().gaussianComponents().orElseThrow());
            posterior.place(sides.own().draw(new Streams(i).stream(0)));
            double s = Math.pow(law.narrowestScale(), 2) * Math.pow(10, -3 * random.nextDouble());
            double[] w = {Math.sqrt(s) * random.nextGaussian()};
            posterior.evaluate(1 / s, new double[] {w[0] / s});
            double bound = posterior.closingBound(w, tube);
            double from = s;
            for (int step = 19; step >= 0; step--) {
                double to = s * step / 20;
                w[0] = to / from * w[0] + Math.sqrt(to * (from - to) / from) * random.nextGaussian();
                from = to;
                assertThat(posterior.squaredGradient(to, w)).isLessThanOrEqualTo(bound * (1 + 1e-9));
            }
        }
    }

    @Test
    void unsuitableLawsAndWeightsAreRefused() {
        LabelledLaw heavy = ReferenceCases.law(0.5, new Student(new double[] {0}, 1, 3), new Atom(1));
        assertThat(ExactInTime.whyUnsuitable(heavy.marginal())).isPresent();
        assertThatThrownBy(() -> new ExactInTime(ReferenceCases.process(heavy, 1), new Streams(1), ALPHA))
                .hasMessageContaining("must be a mixture of Gaussians, or of bounded support");
        GuidedProcess varying = GuidedProcess.of(ReferenceCases.A, 0, GuidanceSchedule.parse("0,1:2"));
        assertThatThrownBy(() -> new ExactInTime(varying, new Streams(1), ALPHA)).hasMessageContaining("constant");
        assertThatThrownBy(() -> exact(ReferenceCases.A, 1, 2.5, 128)).hasMessageContaining("moment=2.5");
    }
}
