package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.rule.LimitedInterval;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class PlaneDifferencesTest {
    private static final double PRECISION = 1e-2;
    private static final double ACROSS = 0.49;

    /** Case A along a direction of the plane, times the same Gaussian across it for both classes. */
    private static LabelledLaw turned(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        List<LabelledClass> classes = new ArrayList<>();
        for (LabelledClass each : ReferenceCases.A.classes()) {
            List<Law> parts = new ArrayList<>();
            List<Law.Component> components = each.law().gaussianComponents().orElseThrow();
            for (Law.Component part : components) {
                double mean = part.gaussian().mean(0);
                double v = part.gaussian().covariance().variance(0);
                double mixed = cos * sin * (v - ACROSS);
                parts.add(new Gaussian(new double[] {cos * mean, sin * mean}, new Covariance.Full(new double[][] {
                    {cos * cos * v + sin * sin * ACROSS, mixed}, {mixed, sin * sin * v + cos * cos * ACROSS}})));
            }
            classes.add(new LabelledClass(each.label(), each.prior(), new Mixture(
                    components.stream().mapToDouble(Law.Component::weight).toArray(), parts)));
        }
        return new LabelledLaw(classes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6})
    void theEntropyIsTheSumOfThoseAlongAndAcross(double angle) {
        List<GuidanceSchedule> weights = List.of(GuidanceSchedule.constant(0), GuidanceSchedule.constant(1),
                new GuidanceSchedule.Piecewise(new double[] {0, 2}, new double[] {0.5}));
        List<Interval> plane = PlaneDifferences.entropies(ReferenceCases.process(turned(angle), 0), weights, 5e-3,
                TimeBudget.NONE);
        double across = 0.5 * Math.log(2 * Math.PI * Math.E * ACROSS);
        for (int i = 0; i < plane.size(); i++) {
            Interval line =
                    new FiniteDifferences(ReferenceCases.process(ReferenceCases.A, 0).withGuidance(weights.get(i)))
                            .entropy(1e-4);
            assertThat(plane.get(i).lower()).isLessThan(line.upper() + across + 1e-4);
            assertThat(plane.get(i).upper()).isGreaterThan(line.lower() + across - 1e-4);
            assertThat(plane.get(i).width()).isLessThan(0.05);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 300})
    void placeAndScaleOfTheDataDoNotMatter(double scale) {
        GuidanceSchedule schedule = new GuidanceSchedule.Piecewise(new double[] {0.5, 2}, new double[] {0.5});
        LabelledLaw law = turned(0.6);
        LabelledLaw moved = new LabelledLaw(law.classes().stream()
                .map(each -> new LabelledClass(each.label(), each.prior(),
                        each.law().moved(scale, new double[] {30, -7})))
                .toList());
        GuidanceSchedule there = schedule.shifted(-2 * Math.log(scale));
        assertThat(PlaneDifferences.supports(ReferenceCases.process(moved, 0))).isTrue();
        Interval entropy =
                PlaneDifferences.entropies(ReferenceCases.process(law, 0), List.of(schedule), 5e-3, TimeBudget.NONE)
                        .get(0);
        Interval other = PlaneDifferences
                .entropies(ReferenceCases.process(moved, 0), List.of(there), 5e-3, TimeBudget.NONE).get(0);
        assertThat(other.lower() - 2 * Math.log(scale)).isCloseTo(entropy.lower(), within(1e-6));
        assertThat(other.upper() - 2 * Math.log(scale)).isCloseTo(entropy.upper(), within(1e-6));
        assertThat(PlaneDifferences.meanReciprocals(ReferenceCases.process(moved, 0), List.of(there), PRECISION).get(0)
                .value()).isCloseTo(PlaneDifferences
                        .meanReciprocals(ReferenceCases.process(law, 0), List.of(schedule),
                                PRECISION)
                        .get(0).value(), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6})
    void anUninformativeCoordinateChangesNothingAtAnyAngle(double angle) {
        List<ReferenceCases.Reference> references = ReferenceCases.VALUES_A.stream()
                .filter(r -> List.of(0.0, 0.5, 1.0).contains(r.w())).toList();
        List<Result> results = PlaneDifferences.meanReciprocals(ReferenceCases.process(turned(angle), 0),
                references.stream().<GuidanceSchedule>map(r -> GuidanceSchedule.constant(r.w())).toList(), PRECISION);
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).admits(references.get(i).value(), references.get(i).uncertainty()))
                    .as("%s, not %s", results.get(i), references.get(i)).isTrue();
            assertThat(results.get(i).relativeError()).isLessThan(5e-3);
        }
        // An error of a hundredth is not admitted where the bound is small enough to show it.
        assertThat(results.get(1).admits(1.01 * references.get(1).value(), 0)).isFalse();
    }

    @Test
    void aFieldAgreesWithItsWeight() {
        GuidanceSchedule jumps = GuidanceSchedule.parse("0,-1:2,2:0");
        Result field = PlaneDifferences.underField(ReferenceCases.process(turned(0.6), 0),
                new LimitedInterval(Math.exp(-1), Math.exp(0.5)).with(GuidanceSchedule.constant(2)), PRECISION,
                Double.NaN);
        Result line = new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, jumps, 0)).meanReciprocal(1e-4);
        assertThat(field.admits(line.value(), line.errorBound())).as("%s and %s", field, line).isTrue();
        GuidanceRule off = (level, w, x, own, all) -> new double[] {own[0] + 1.05 * w * (own[0] - all[0]),
            own[1] + 1.05 * w * (own[1] - all[1])};
        Result wrong = PlaneDifferences.underField(ReferenceCases.process(turned(0), 0),
                off.with(GuidanceSchedule.constant(0.25)), PRECISION, Double.NaN);
        assertThat(wrong.admits(ReferenceCases.VALUES_A.get(1).value(), 0)).as("%s", wrong).isFalse();
    }

    @Test
    void randomLawsAgreeWithSampledPaths() {
        Random random = new Random(4);
        List<LabelledLaw> laws = List.of(random(random), random(random), random(random));
        for (LabelledLaw law : laws) {
            Result plane = PlaneDifferences.meanReciprocals(ReferenceCases.process(law, 0),
                    List.of(GuidanceSchedule.constant(0.7)), PRECISION)
                    .get(0);
            BoundedRepresentation.Estimate sampled = new BoundedRepresentation(ReferenceCases.process(law, 0.7),
                    new Streams(5), 1e-6).estimate(new BoundedRepresentation.Effort(5e-3, 0, 512, 1 << 13), e -> false);
            assertThat(sampled.bounds().intersect(plane.bounds()))
                    .as("%s and %s on %s", plane, sampled, law).isPresent();
            assertThat(plane.relativeError()).isLessThan(0.02);
        }
    }

    /** Two components for each class, within 2 of the origin, with deviations from 0.3 to 1 and any orientation. */
    private static LabelledLaw random(Random random) {
        List<Law> laws = new ArrayList<>();
        for (int c = 0; c < 2; c++) {
            List<Law> parts = new ArrayList<>();
            for (int k = 0; k < 2; k++) {
                double angle = Math.PI * random.nextDouble();
                double cos = Math.cos(angle);
                double sin = Math.sin(angle);
                double a = Math.pow(random.nextDouble(0.3, 1), 2);
                double b = Math.pow(random.nextDouble(0.3, 1), 2);
                parts.add(new Gaussian(new double[] {random.nextDouble(-2, 2), random.nextDouble(-2, 2)},
                        new Covariance.Full(new double[][] {{cos * cos * a + sin * sin * b, cos * sin * (a - b)},
                            {cos * sin * (a - b), sin * sin * a + cos * cos * b}})));
            }
            laws.add(new Mixture(new double[] {0.4, 0.6}, parts));
        }
        return ReferenceCases.law(0.35, laws.get(0), laws.get(1));
    }

    @Test
    void argumentsOutOfRangeAreNamed() {
        List<GuidanceSchedule> one = List.of(GuidanceSchedule.constant(1));
        assertThatThrownBy(() -> PlaneDifferences.meanReciprocals(ReferenceCases.process(ReferenceCases.A, 0), one,
                PRECISION))
                .hasMessageContaining("dimension=1");
        Laplace peak = new Laplace(new double[] {0, 0}, new double[] {1, 1});
        LabelledLaw peaks = ReferenceCases.law(0.5, peak, peak);
        assertThatThrownBy(() -> PlaneDifferences.meanReciprocals(ReferenceCases.process(peaks, 0), one, PRECISION))
                .hasMessageContaining("Gaussian components only");
        assertThat(PlaneDifferences.supports(ReferenceCases.process(peaks, 0))).isFalse();
        assertThatThrownBy(() -> PlaneDifferences.meanReciprocals(ReferenceCases.process(turned(0), 0), List.of(),
                PRECISION))
                .hasMessageContaining("weights=[]");
        assertThatThrownBy(() -> PlaneDifferences.meanReciprocals(new GuidedProcess(turned(0), 2,
                GuidanceSchedule.constant(0), 0), one, PRECISION))
                .hasMessageContaining("class=2");
        assertThatThrownBy(() -> PlaneDifferences.meanReciprocals(ReferenceCases.process(turned(0), 0), one, 0))
                .hasMessageContaining("precision=0.0");
    }
}
