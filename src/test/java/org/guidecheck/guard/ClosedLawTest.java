package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.guidecheck.guard.identification.LastPoint;
import org.guidecheck.guard.identification.NoiseChain;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed laws of identified samplers are those that follow from their step tables, and their limits are the process's. */
class ClosedLawTest {
    private static final Streams STREAMS = new Streams(7);
    private static final ScorePair PAIR = ScorePair.STANDARD;
    private static final TimeGrid GRID = TimeGrid.toClean(5, 0.05, 30);
    /** The levels of {@link #GRID} up to the last call of samplers that call once at each. */
    private static final TimeGrid TO_LAST_CALL = new TimeGrid(GRID.levels().subList(0, GRID.steps()));

    private static Noise noise(int n) {
        return Noise.of(STREAMS, 0, 2, n);
    }

    @ParameterizedTest
    @CsvSource({"ddpm, 0", "ddpm, 1", "ddpm, 7.5", "ddim, 3", "ddim:0.5, 1", "multistep, 2", "multistep:3, 0"})
    void theClosedLawIsThatOfTheStepTables(String name, double w) {
        LinearSampler sampler = Samplers.byName(name);
        Response response = Response.of(sampler, w, GRID, ClosedLawTest::noise).orElseThrow();
        NoiseChain chain = NoiseChain.of(response, sampler, w, GRID, ClosedLawTest::noise, 1e-8, 4e-16).orElseThrow();
        GaussianLaw fromTables = GaussianLaw.of(sampler, PAIR, w, TO_LAST_CALL);
        for (int i = 0; i < PAIR.dimension(); i++) {
            LastPoint last = LastPoint.of(response, PAIR, i);
            GaussianLaw.Coordinate expected = fromTables.coordinates().get(i);
            double size = expected.deviation() + Math.abs(expected.mean());
            assertThat(last.mean()).as("mean of coordinate %d", i).isCloseTo(expected.mean(), within(1e-6 * size));
            assertThat(Math.sqrt(chain.variance(last.factors()))).as("deviation of coordinate %d", i)
                    .isCloseTo(expected.deviation(), within(1e-6 * size));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 7.5})
    void stepsOfFirstOrderAreThoseOfDdimAndDdpm(double w) {
        for (LinearSampler sampler : List.of(new Ddim(), new Ddpm())) {
            List<ScorePair.Leg> legs = new ArrayList<>();
            for (int k = 0; k < TO_LAST_CALL.steps(); k++) {
                legs.add(new ScorePair.Leg(GRID.level(k), GRID.level(k + 1), sampler instanceof Ddpm ? 1 : 0, w));
            }
            GaussianLaw simple = PAIR.firstOrder(legs);
            GaussianLaw fromTables = GaussianLaw.of(sampler, PAIR, w, TO_LAST_CALL);
            for (int i = 0; i < PAIR.dimension(); i++) {
                GaussianLaw.Coordinate expected = fromTables.coordinates().get(i);
                assertThat(simple.coordinates().get(i).mean())
                        .isCloseTo(expected.mean(), within(1e-8 * (1 + Math.abs(expected.mean()))));
                assertThat(simple.coordinates().get(i).deviation())
                        .isCloseTo(expected.deviation(), within(1e-8 * (1 + expected.deviation())));
            }
        }
    }

    /** A path that goes back to more noise and down again has the law of the data at its end, without guidance. */
    @Test
    void aPathMayReturnToMoreNoise() {
        ScorePair.Leg down = new ScorePair.Leg(GRID.start(), GRID.level(20), 0, 0);
        List<ScorePair.Leg> legs = List.of(down, new ScorePair.Leg(GRID.level(20), GRID.level(10), 0, 0),
                new ScorePair.Leg(GRID.level(10), GRID.level(25), 1, 0));
        GaussianLaw straight = PAIR.limit(0, 1, GRID.start(), GRID.level(25));
        for (int i = 0; i < PAIR.dimension(); i++) {
            assertThat(PAIR.limit(legs).coordinates().get(i).mean())
                    .isCloseTo(straight.coordinates().get(i).mean(), within(1e-3));
            assertThat(PAIR.limit(legs).coordinates().get(i).variance() / straight.coordinates().get(i).variance())
                    .isCloseTo(1, within(1e-3));
        }
    }

    /** An unstable scheme makes much of the last digits of its coefficients; one that is stable does not. */
    @Test
    void whatRoundingMayHaveDoneIsPartOfTheError() {
        ClosedLaw law = new ClosedLaw(50, 50, new double[] {0.3}, new double[] {-2}, new double[] {0.1, 1.9}, 0.01);
        assertThat(law.worst()).isEqualTo(2);
        assertThat(law.certainlyWorst()).isCloseTo(0.2, within(1e-12));
        Response response = Response.of(new Ddim(), 1, GRID, ClosedLawTest::noise).orElseThrow();
        LastPoint right = LastPoint.of(response, PAIR, 0);
        LastPoint moved = LastPoint.of(response, PAIR, 0, 1e-6, 1);
        assertThat(moved.factors()[0]).isNotEqualTo(right.factors()[0]).isCloseTo(right.factors()[0], within(1e-4));
    }

    private static Ladder ladder(IntToDoubleFunction error, boolean isRefined) {
        return Ladder.of(n -> Optional.of(new ClosedLaw(n, isRefined ? n : Math.min(n, 60),
                new double[] {error.applyAsDouble(n)}, new double[] {0}, new double[2], 1.0 / n)), 50, 0.009);
    }

    @Test
    void theLimitOfErrorsThatFallIsZeroAndOfOthersIsWhatStays() {
        Ladder.Limit falls = ladder(n -> 3.0 / n + 20.0 / n / n, true).limit().orElseThrow();
        assertThat(falls.bounds(0).contains(0)).isTrue();
        assertThat(falls.most()).isLessThan(0.009);
        Ladder.Limit stays = ladder(n -> 0.05 + 3.0 / n, true).limit().orElseThrow();
        assertThat(stays.bounds(0).lower()).isGreaterThan(0.04);
        assertThat(stays.bounds(0).upper()).isLessThan(0.06);
        assertThat(ladder(n -> 0.05, true).limit().orElseThrow().bounds(0).lower()).isGreaterThan(0.04);
    }

    @Test
    void levelsThatAreNotRefinedShowNoLimit() {
        assertThat(ladder(n -> 3.0 / Math.min(n, 60), false).limit().orElseThrow().isKnown()).isFalse();
    }

    @Test
    void theOrderIsTheSlope() {
        assertThat(ladder(n -> 300.0 / n / n, true).order(0)).isCloseTo(2, within(1e-9));
        assertThat(ladder(n -> 1e-9, true).order(1e-6)).as("below the floor").isGreaterThanOrEqualTo(1);
    }
}
