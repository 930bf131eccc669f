package org.guidecheck.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.guidecheck.ReferenceCases;
import org.guidecheck.advise.Benefit.Kind;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Tag;

class AdvisorTest {
    private static final double[] WEIGHTS = {0.5, 1, 3};
    private static final double[] PRICES = {0.05, 0.2, 0.5};
    private static final double ALPHA = 1e-6;

    private static AdviceSettings settings(Kind kind, double seconds, double... prices) {
        return new AdviceSettings(new Benefit(kind, 0.5, 20), WEIGHTS, new double[] {3}, prices, ALPHA,
                seconds, new Streams(3));
    }

    private static GuidedProcess process(LabelledLaw law) {
        return GuidedProcess.of(law, 0, GuidanceSchedule.constant(0));
    }

    private static void assertIsNeverWorseThanConstants(Advice advice) {
        Kind kind = advice.benefit().kind();
        List<Figures> constants = advice.rows().stream()
                .filter(row -> row.candidate().family() == Candidate.Family.CONSTANT).toList();
        assertThat(constants).hasSize(WEIGHTS.length + 1);
        for (Figures constant : constants) {
            for (Advice.Condition condition : List.of(
                    new Advice.Condition(constant.price().upper(), Double.NEGATIVE_INFINITY),
                    new Advice.Condition(Double.POSITIVE_INFINITY, constant.diversity().lower()))) {
                Optional<Figures> best = advice.best(condition);
                assertThat(best).isPresent();
                assertThat(best.get().benefit(kind).upper()).isLessThanOrEqualTo(constant.benefit(kind).upper());
                assertThat(best.get().price().upper()).isLessThanOrEqualTo(condition.mostPrice());
                assertThat(best.get().diversity().lower()).isGreaterThanOrEqualTo(condition.leastDiversity());
            }
        }
    }

    @Test
    void theAdviceOnTheLineIsNeverWorseThanTheBestConstantWeight() {
        Advice advice = Advisor.advise(process(ReferenceCases.T), settings(Kind.CAPPED, 1));
        assertIsNeverWorseThanConstants(advice);
        assertThat(advice.rows()).allSatisfy(row -> {
            assertThat(row.capped().upper()).isGreaterThanOrEqualTo(row.ideal());
            assertThat(row.meanReciprocal().upper()).isGreaterThanOrEqualTo(row.capped().lower());
            assertThat(row.meanReciprocal().upper()).isLessThanOrEqualTo(1 / process(ReferenceCases.T).prior());
            if (Double.isFinite(row.promised())) {
                assertThat(row.price().lower()).isLessThanOrEqualTo(row.promised());
            }
        });
        assertThat(advice.rows()).extracting(row -> row.candidate().family())
                .contains(Candidate.Family.ADAPTIVE, Candidate.Family.OPTIMISED, Candidate.Family.COSINE);
    }

    @Test
    void samplingAgreesWithFiniteDifferences() {
        GuidedProcess process = process(ReferenceCases.A);
        Advice line = Advisor.advise(process, settings(Kind.CAPPED, 1));
        Advice paths = new PathAdvisor(process, settings(Kind.CAPPED, 20)).advise();
        assertIsNeverWorseThanConstants(paths);
        for (Figures sampled : paths.rows()) {
            Figures computed = line.rows().stream()
                    .filter(row -> row.candidate().schedule().equals(sampled.candidate().schedule())).findFirst()
                    .orElseThrow();
            assertMeets(sampled.price(), computed.price(), sampled);
            assertMeets(sampled.tail(), computed.tail(), sampled);
            assertMeets(sampled.capped(), computed.capped(), sampled);
            assertMeets(sampled.meanReciprocal(), computed.meanReciprocal(), sampled);
            for (int k = 0; k < sampled.modes().size(); k++) {
                assertMeets(sampled.modes().get(k), computed.modes().get(k), sampled);
            }
            // Very wide intervals would agree with anything; how many paths the time allows depends on the machine.
            assertThat(sampled.price().width()).isLessThan(2);
            // The bound over all samplers is below that over weights of at least 0.
            assertThat(paths.bound().at(computed.price().upper())).isLessThanOrEqualTo(computed.capped().upper());
        }
    }

    private static void assertMeets(Interval one, Interval other, Figures row) {
        assertThat(one.intersect(other)).as("%s: %s and %s", row.candidate().title(), one, other).isPresent();
    }

    /** Other laws are in reports/advice.txt, which GapTable writes. */
    @Tag("thorough")
    @Test
    void theAdviceIsWithinFivePercentOfTheBestPossibleOnARandomLaw() {
        assertAdviceIsWithinFivePercent(1);
    }

    @Tag("exhaustive")
    @Test
    void theAdviceIsWithinFivePercentOfTheBestPossibleOnRandomLaws() {
        assertAdviceIsWithinFivePercent(10);
    }

    private static void assertAdviceIsWithinFivePercent(int laws) {
        for (LabelledLaw law : RandomLaws.draw(LawArbitraries.oneDimensional(), laws, 3)) {
            Advice advice = Advisor.advise(process(law), settings(Kind.CAPPED, 1, PRICES));
            assertIsNeverWorseThanConstants(advice);
            for (double price : PRICES) {
                Figures best = advice.best(new Advice.Condition(price, Double.NEGATIVE_INFINITY)).orElseThrow();
                assertThat(best.capped().upper()).as("%s at %s: %s", law, price, best)
                        .isLessThan(1.05 * advice.bound().at(price));
            }
        }
    }

    @Test
    void theBestWeightsForTheTailAreAmongTheRows() {
        LabelledLaw law = ReferenceCases.A;
        Advice advice = Advisor.advise(process(law), settings(Kind.TAIL, 1, new double[] {0.1}));
        double unguided = advice.rows().get(0).tail().midpoint();
        List<Figures> adaptive = advice.rows().stream()
                .filter(row -> row.candidate().family() == Candidate.Family.ADAPTIVE).toList();
        assertThat(adaptive).hasSizeGreaterThan(5).allSatisfy(row -> assertThat(row.tail().upper())
                .isBetween(advice.bound().at(row.price().upper()),
                        advice.bound().at(row.price().upper()) + 0.02 * unguided));
        // All of the tail goes at the price of drawing again until an output is not in it.
        assertThat(adaptive).anyMatch(row -> row.price().contains(-Math.log1p(-unguided)));
    }

    @Test
    void equalClassesHaveNoPriceAndOneProbability() {
        Gaussian normal = Gaussian.isotropic(new double[] {0}, 1);
        LabelledLaw law = new LabelledLaw(List.of(new LabelledLaw.LabelledClass("c", 0.4, normal),
                new LabelledLaw.LabelledClass("other", 0.6, normal)));
        assertThatThrownBy(() -> Advisor.advise(process(law),
                new AdviceSettings(new Benefit(Kind.TAIL, 0.4, 100), WEIGHTS,
                        new double[] {3}, PRICES, ALPHA, 1, new Streams(3))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("limit=0.4: p(c|y) is this very number at 512 of 512 draws of the class");
        assertThat(Advisor.advise(process(law), settings(Kind.TAIL, 1)).rows()).allSatisfy(row -> {
            assertThat(row.price().upper()).isLessThan(1e-3);
            assertThat(row.tail().lower()).isGreaterThan(0.999);
        });
    }

    @Test
    void theBoundIsTheUpperEnvelopeOfItsLines() {
        BestBound bound =
                new BestBound(List.of(new BestBound.Line(2, 3), new BestBound.Line(0.5, 2)), 3.1, 1, 4, "all");
        assertThat(bound.at(0)).isEqualTo(3.1);
        assertThat(bound.at(0.02)).isEqualTo(2.96);
        assertThat(bound.leastPrice(1.5)).isEqualTo(1);
        assertThat(bound.leastPrice(2.5)).isEqualTo(0.25);
        assertThat(bound.leastPrice(9)).isZero();
        assertThat(bound.at(1)).isEqualTo(1.5);
        assertThat(bound.at(10)).isEqualTo(1);
    }
}
