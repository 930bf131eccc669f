package org.guidecheck.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;

class LineJudgeTest {
    private static final double ALPHA = 1e-6;

    private static Measure measure(ScoreProblem problem, double w, String name, int steps, String wanted) {
        Judge judge = problem.judge(w, new Streams(1));
        LinearSampler sampler = Samplers.byName(name);
        Run run = new Run(sampler, Dynamics.of(sampler), judge.ownGrid().apply(steps), steps, steps, true, 0);
        List<Measure> found = judge.judge(run, ALPHA);
        return found.stream().filter(each -> each.name().equals(wanted)).findFirst().orElseThrow(
                () -> new AssertionError(found.stream().map(Measure::name).collect(Collectors.joining())));
    }

    @Test
    void errorsOfMeansAreDifferencesOfBothMeans() {
        GuidedProcess process = GuidedProcess.of(NamedLaws.A, 0, GuidanceSchedule.constant(1));
        TimeGrid grid = process.grid(32);
        double chain = ChainQuadrature.meanReciprocal(process, grid, new Ddpm()).value();
        double exact = new FiniteDifferences(process).meanReciprocalDirect(1e-4).value();
        Measure found = measure(ScoreProblem.of("A", process), 1, "ddpm", 32, Measure.RECIPROCAL);
        assertThat(found.value()).isCloseTo(Math.abs(chain - exact), within(1e-3));
        // Case A of theory.md.
        assertThat(exact).isCloseTo(1.2223, within(2e-4));
        assertThat(found.bounds().contains(Math.abs(chain - exact))).isTrue();
    }

    @Test
    void unguidedMeansThatRareStartsCarryAreNotClaimed() {
        // Most of the mean 1/0.3 comes from starts beyond ten deviations, as the class is narrow.
        Measure found = measure(ReferenceSet.byId("line/narrow-beside-wide").problem(), 0, "multistep", 64,
                Measure.RECIPROCAL);
        assertThat(found.isWithin(0.5)).isFalse();
        Measure wide = measure(ReferenceSet.byId("line/two-gaussians").problem(), 0, "multistep", 64,
                Measure.RECIPROCAL);
        assertThat(wide.bounds().width()).isLessThan(0.05);
    }

    @Test
    void samplersWithOtherNoiseAreDrawn() {
        Measure drawn = measure(ReferenceSet.byId("line/case-a").problem(), 1, "dpmpp-2m-sde", 16, Measure.CLIPPED);
        assertThat(drawn.method()).contains("draws", "Dvoretzky");
        assertThat(drawn.bounds().width()).isBetween(0.01, 0.2);
        Measure exact = measure(ReferenceSet.byId("line/case-a").problem(), 1, "ddpm", 16, Measure.DISTANCE);
        assertThat(exact.bounds().width()).isLessThan(2e-3);
    }
}
