package org.guidecheck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.Box;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.Exponential;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.Student;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.junit.jupiter.api.Test;

class NormalFormTest {
    private static final double SHIFT = -1001.25;
    private static final double FACTOR = 8;

    private static LabelledLaw moved(LabelledLaw law) {
        return new LabelledLaw(law.classes().stream()
                .map(each -> new LabelledClass(each.label(), each.prior(), each.law().moved(FACTOR, SHIFT))).toList());
    }

    @Test
    void meansDoNotDependOnThePlaceAndTheUnitOfTheData() {
        for (String weights : List.of("0.25", "3", "0,-1:3,2:0.5")) {
            GuidanceSchedule schedule = GuidanceSchedule.parse(weights);
            GuidedProcess here = new GuidedProcess(ReferenceCases.T, 0, schedule, 0);
            GuidedProcess there = new GuidedProcess(moved(ReferenceCases.T), 0,
                    schedule.shifted(-2 * Math.log(FACTOR)), 0);
            FiniteDifferences.Result one = new FiniteDifferences(here).meanReciprocal(1e-2);
            FiniteDifferences.Result other = new FiniteDifferences(there).meanReciprocal(1e-2);
            assertThat(one.isResolved()).isTrue();
            assertThat(other.value()).as("weights %s", weights).isCloseTo(one.value(), within(1e-9 * one.value()));
        }
    }

    @Test
    void movedLawsHaveTheMovedDensity() {
        NoiseLevel level = NoiseLevel.ofNoise(0.3);
        double square = FACTOR * FACTOR * level.noise() / level.signal();
        NoiseLevel there = NoiseLevel.ofNoise(square / (1 + square));
        for (Law law : List.of(ReferenceCases.T.law(0), new Box(new double[] {-1}, new double[] {2}),
                new Exponential(new double[] {1}, new double[] {2}), new Laplace(new double[] {1}, new double[] {0.5}),
                new Student(new double[] {1}, 0.5, 3), new Empirical(new double[][] {{1}, {-2}}))) {
            double x = 0.4;
            double y = Math.sqrt(there.signal()) * FACTOR * (x + SHIFT);
            double unit = FACTOR * Math.sqrt(there.signal() / level.signal());
            assertThat(law.moved(FACTOR, SHIFT).logDensity(new double[] {y}, there) + Math.log(unit)).as("%s", law)
                    .isCloseTo(law.logDensity(new double[] {x * Math.sqrt(level.signal())}, level), within(1e-8));
            assertThat(law.moved(FACTOR, SHIFT).centre()[0])
                    .isCloseTo(FACTOR * (law.centre()[0] + SHIFT), within(1e-9 * FACTOR * Math.abs(SHIFT)));
        }
    }

    @Test
    void endsAreTranslatedBack() {
        NormalForm form = NormalForm.of(new GuidedProcess(moved(ReferenceCases.T), 0, GuidanceSchedule.constant(1), 0));
        double centre = ReferenceCases.T.marginal().centre()[0];
        assertThat(form.original(0, 0)).isCloseTo(FACTOR * (centre + SHIFT), within(1e-8));
        assertThat(form.original(1, 0) - form.original(0, 0)).isCloseTo(form.scale(), within(1e-8));
        assertThat(form.process().law().marginal().centre()[0]).isCloseTo(0, within(1e-10));
    }

    @Test
    void theStopKeepsItsSize() {
        LabelledLaw points = new LabelledLaw(List.of(new LabelledClass("a", 0.5, new Empirical(new double[][] {{0}})),
                new LabelledClass("b", 0.5, new Empirical(new double[][] {{1e-3}}))));
        NormalForm form = NormalForm.of(new GuidedProcess(points, 0, GuidanceSchedule.constant(1), 0.2));
        assertThat(form.process().end().sigma() * form.scale())
                .isCloseTo(NoiseLevel.ofNoise(0.2).sigma(), within(1e-12));
        assertThat(form.process().stop()).isLessThan(0.5);
    }
}
