package org.guidecheck.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.LineLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.StandardNormal;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringTest {
    private static final double ALPHA = 1e-6;

    private static GuidedProcess process(LabelledLaw law, double w) {
        return GuidedProcess.of(law, 0, GuidanceSchedule.constant(w));
    }

    private static ScoreResult score(List<ScoreProblem> problems, double w, List<String> grids, List<Integer> calls,
            String... samplers) {
        List<Entrant> entrants =
                Arrays.stream(samplers).<Entrant>map(name -> new BuiltIn(Samplers.byName(name))).toList();
        return new Scoring(problems, List.of(w), entrants, grids,
                calls.stream().map(n -> new Budget(n, false)).toList(),
                1, ALPHA).run(() -> false, what -> {});
    }

    /**
     * Draws lie within the band of Dvoretzky, Kiefer and Wolfowitz around the computed law: the distance of their
     * sorted values from the exact quantiles is the computed one up to the length of the interval times the band.
     */
    @ParameterizedTest
    @CsvSource({"multistep, 3", "ddpm, 0"})
    void computedDistancesAgreeWithDraws(String name, double w) {
        assertAgreesWithDraws(name, w);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @CsvSource({"ddim, 3", "heun, 1", "multistep:3, 0", "ddpm, 3", "euler-maruyama, 1"})
    void computedDistancesOfMoreSamplersAgreeWithDraws(String name, double w) {
        assertAgreesWithDraws(name, w);
    }

    private static void assertAgreesWithDraws(String name, double w) {
        LinearSampler sampler = Samplers.byName(name);
        int draws = 1 << 18;
        double band = Math.sqrt(Math.log(2 / ALPHA) / (2.0 * draws));
        for (LabelledLaw law : List.of(NamedLaws.A, NamedLaws.T)) {
            GuidedProcess process = process(law, w);
            LineLaw exact = Dynamics.of(sampler) == Dynamics.FLOW ? LineLaw.ofFlow(process)
                    : LineLaw.ofDiffusion(process);
            for (Row row : score(List.of(ScoreProblem.of("law", process)), w, List.of(Scoring.OWN), List.of(24), name)
                    .rows()) {
                TimeGrid grid = process.grid(row.steps());
                double[] ends = Draws.of(sampler, new BlockDenoiser(process.sides()), process.guidance(), grid,
                        Noise.of(new Streams(7).derived(name), 0, 1, draws));
                Arrays.sort(ends);
                double distance = 0;
                for (int i = 0; i < draws; i++) {
                    double score = StandardNormal.score((i + 0.5) / draws,
                            (draws - i - 0.5) / draws);
                    distance += Math.abs(ends[i] - exact.quantile(score)) / draws;
                }
                double length = Math.max(ends[draws - 1], exact.quantile(5)) - Math.min(ends[0], exact.quantile(-5));
                assertThat(row.error().bounds().widen(band * length).contains(distance))
                        .as(distance + " of " + row).isTrue();
            }
        }
    }

    /** In any dimension, for a Gaussian class without guidance, the output law is known in closed form. */
    @ParameterizedTest
    @ValueSource(strings = {"ddim", "heun", "ddpm"})
    void sampledDistancesHoldTheClosedForm(String name) {
        Gaussian own =
                new Gaussian(new double[] {1, -0.5, 0.3}, new Covariance.Diagonal(0.4, 1, 0.2));
        LabelledLaw law = new LabelledLaw(List.of(new LabelledLaw.LabelledClass("c", 0.5, own),
                new LabelledLaw.LabelledClass("other", 0.5,
                        Gaussian.isotropic(new double[] {0, 0, 0}, 2))));
        GuidedProcess process = process(law, 0);
        PairJudge pair = new PairJudge(new GaussianPair(own, own), 0);
        SampleJudge judge = new SampleJudge(process, new Streams(3));
        Projections projections = new Projections(own, process.end());
        LinearSampler sampler = Samplers.byName(name);
        for (int steps : new int[] {6, 20}) {
            TimeGrid grid = process.grid(steps);
            Run run = new Run(sampler, Dynamics.of(sampler), grid, steps, steps, true, 0);
            Measure found = judge.judge(run, ALPHA).get(0);
            double right = projections.distance(pair.output(sampler, grid), pair.limit(0));
            // Less than 1e-5 of these laws lies outside of the intervals.
            assertThat(found.bounds().widen(1e-3).contains(right)).as(right + " " + found).isTrue();
            assertThat(found.bounds().upper()).isLessThan(1.5 * right + 0.05);
        }
    }

    @Test
    void pairsFromTheSameNumbersAreSharperThanIndependentDraws() {
        ScoreProblem rings = ReferenceSet.byId("plane/rings").problem();
        List<Row> rows =
                score(List.of(rings), 1, List.of(Scoring.OWN), List.of(32), "ddim", "ddpm", "dpmpp-sde").rows();
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(row.error().name()).isEqualTo(Measure.SLICED));
        double[] widths = rows.stream().mapToDouble(row -> row.error().bounds().width()).toArray();
        assertThat(widths[0]).as(rows.toString()).isLessThan(0.03);
        assertThat(widths[1]).as(rows.toString()).isLessThan(0.2);
        assertThat(widths[2]).as(rows.toString()).isGreaterThan(0.1);
    }

    @Test
    void callsAreCountedNotSteps() {
        List<Row> rows = score(List.of(ReferenceSet.byId("line/gaussian-pair").problem()), 1, List.of(Scoring.OWN),
                List.of(31), "ddim", "heun", "dpmpp-3s", "pndm").rows();
        assertThat(rows).allSatisfy(row -> assertThat(row.calls()).isLessThanOrEqualTo(31));
        assertThat(rows.get(0).steps()).isEqualTo(31);
        assertThat(rows.get(1).steps()).isEqualTo(15);
        assertThat(rows.get(1).calls()).isEqualTo(30);
    }

    @Test
    void namedLevelsAreCutOffWhereTheProcessStops() {
        Judge judge = ReferenceSet.byId("line/atoms").problem().judge(1, new Streams(1));
        TimeGrid grid = judge.stopped(LevelGrids.byName("karras", 20));
        assertThat(grid.end().noise()).isEqualTo(TimeGrid.DEGENERATE_STOP);
        List<Row> rows = score(List.of(ReferenceSet.byId("line/atoms").problem()), 1,
                List.of("karras", "linear-beta:trailing"), List.of(20), "ddim", "ddpm").rows();
        assertThat(rows).hasSize(4);
    }

    @Test
    void processesAreToldByTheirNoise() {
        List<String> flows = new ArrayList<>();
        for (LinearSampler sampler : Samplers.known()) {
            if (Dynamics.of(sampler) == Dynamics.FLOW) {
                flows.add(sampler.name());
            }
        }
        assertThat(flows).contains("ddim", "heun", "multistep", "multistep:3", "unipc:3", "lms:4")
                .doesNotContain("ddpm", "euler-maruyama", "ddim:0.5", "dpmpp-2m-sde", "lcm");
        for (String name : List.of("ddpm", "euler-maruyama", "dpmpp-2m-sde", "dpmpp-sde")) {
            assertThat(Dynamics.of(Samplers.byName(name))).as(name).isEqualTo(Dynamics.DIFFUSION);
        }
        assertThat(Dynamics.of(Samplers.byName("ddim:0.5"))).isEqualTo(Dynamics.OTHER);
    }

    @Test
    void whatHasNoExactLawIsSkippedWithItsReason() {
        ScoreProblem problem = ReferenceSet.byId("line/two-gaussians").problem();
        ScoreResult guided = score(List.of(problem), 1, List.of(Scoring.OWN), List.of(8, 16), "ddim:0.5");
        assertThat(guided.rows()).isEmpty();
        assertThat(guided.skipped()).singleElement()
                .satisfies(each -> assertThat(each.why()).contains("no exact law here but at weight 0"));
        assertThat(score(List.of(problem), 0, List.of(Scoring.OWN), List.of(8, 16), "ddim:0.5").rows()).hasSize(2);
    }

    @Test
    void theRestIsSkippedWhenTheTimeIsUp() {
        ScoreResult result = new Scoring(List.of(ReferenceSet.byId("line/two-gaussians").problem()), List.of(1.0),
                BuiltIn.usual(), List.of(Scoring.OWN), List.of(new Budget(8, false)), 1, ALPHA).run(() -> true,
                        what -> {});
        assertThat(result.rows()).isEmpty();
        assertThat(result.skipped()).extracting(Skipped::why).containsOnly("the time was up");
        assertThat(ScoreText.of(result, 0.01)).contains("the time was up");
    }

    @Test
    void unknownGridsAreRefused() {
        assertThatThrownBy(() -> score(List.of(), 1, List.of("karas"), List.of(8), "ddim"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("karras");
    }
}
