package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.JsonText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that do something else than usual pass if they declare it, and are refuted in the claim concerned if they do
 * not, or declare something else, or do it wrongly.
 */
class DeclaredProgramsTest {
    private static final int FEW_STEPS = 40;

    private static List<Verdict> decide(String program, int steps, String declared, String... claims) {
        try (PipedSampler sampler = PipedSampler.start("python3 src/test/python/" + program, Duration.ofMinutes(1))) {
            List<Verdict> verdicts = new ArrayList<>();
            SamplerUnderTest candidate =
                    new SamplerUnderTest(sampler, Optional.empty(), steps, List.of(0.0, 3.0), 1).at(Effort.QUICK)
                            .declaring(DeclarationJson.read(JsonText.parse(declared)));
            Guard.decide(candidate, Arrays.asList(claims), 1e-6, verdicts::add);
            return verdicts;
        }
    }

    private static void assertPasses(List<Verdict> verdicts) {
        assertThat(verdicts).isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict.outcome().passes()).as("%s", verdict).isTrue());
    }

    /** Program, claim concerned, right declaration, and a wrong one. */
    private static final String CASES = """
            schemes.py ddim --own-rule interval:0.3:5 | sampler.weight-convention | {"rule":"interval:0.3:5"} | {"rule":"interval:0.3:50"}
            schemes.py ddim --own-rule interval:0.3:5 | sampler.weight-convention | {"rule":"none"} | {"rule":"limit:2"}
            schemes.py euler --own-rule limit:2 | sampler.weight-convention | {"rule":"limit:2"} | {"rule":"limit:2.5"}
            schemes.py ddpm --own-rule rescale:0.7 | sampler.weight-convention | {"rule":"rescale-x0:0.7"} | {"rule":"rescale:0.7"}
            schemes.py ddim --own-rule cfg++:0.6 | sampler.weight-convention | {"rule":"cfg++:0.6"} | {"rule":"cfg++:0.7"}
            schemes.py ddim --own-rule apg:0:2.5:-0.75 | sampler.weight-convention | {"rule":"apg"} | {"rule":"apg:0:2.5:-0.5"}
            schemes.py ddpm --own-rule apg:1:100:0.3 | sampler.weight-convention | {"rule":"momentum:0.3"} | {"rule":"momentum:-0.3"}
            declared.py image | sampler.point-mass | {"starts_at":{"alpha_bar":0.3}} | {}
            declared.py stops | sampler.point-mass | {"ends_at":{"sigma":0.1}} | {"ends_at":{"sigma":0.05}}
            declared.py few-steps | sampler.step-counts | {"most_steps":100} | {"most_steps":1000}
            declared.py many-steps | sampler.step-counts | {"steps_at_least":5,"most_steps":100} | {"steps_at_least":4,"most_steps":100}
            declared.py two-steps | sampler.step-counts | {"no_single_step":true,"most_steps":100} | {"no_single_step":false,"most_steps":100}
            """;
    /** Program, right schedule, and a wrong one. */
    private static final String SCHEDULES = """
            schemes.py ddim --levels linear-beta --spacing trailing | {"schedule":"linear-beta:trailing"} | {"schedule":"linear-beta:leading"}
            schemes.py heun --levels karras --float32 | {"schedule":"karras"} | {"schedule":"karras:0.002:79"}
            schemes.py flow-euler --levels flow --shift 3 | {"schedule":"flow:3"} | {"schedule":"flow"}
            schemes.py dpm2 --levels exponential | {"schedule":"exponential"} | {"schedule":"exponential:0.002:79"}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = CASES)
    void oneClaimTurnsOnTheDeclaration(String program, String claim, String right, String wrong) {
        assertPasses(decide(program, 12, right, claim));
        assertThat(decide(program, 12, wrong, claim).get(0).outcome()).as("wrong declaration")
                .isEqualTo(Outcome.REFUTED);
        // A rule that is not linear in the predictions is found as such.
        assertThat(decide(program, 12, "{}", claim, "sampler.linear")).as("no declaration")
                .anyMatch(verdict -> verdict.outcome() == Outcome.REFUTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            declared.py image --wrong | sampler.point-mass | {"starts_at":{"alpha_bar":0.3}}
            declared.py stops --wrong | sampler.point-mass | {"ends_at":{"sigma":0.1}}
            declared.py few-steps --wrong | sampler.step-counts | {"most_steps":100}
            declared.py many-steps --wrong | sampler.step-counts | {"steps_at_least":5}
            declared.py two-steps --wrong | sampler.step-counts | {"no_single_step":true}
            declared.py two-stages --wrong | sampler.levels | {"schedule":"exponential"}
            declared.py double --wrong | sampler.weight-convention | {"precision":"double"}
            """)
    void faultsAreFoundInSpiteOfTheDeclaration(String program, String claim, String declared) {
        assertThat(decide(program, 12, declared, claim).get(0).outcome()).isEqualTo(Outcome.REFUTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            schemes.py heun --own-rule apg:0:2.5:-0.75 | {"rule":"apg"} | makes 23 calls of the denoiser in 12 steps
            schemes.py ddpm --own-rule cfg++:0.6 | {"rule":"cfg++:0.6"} | changes the steps of DDIM
            """)
    void rulesThatUseTheStepAreNotJudgedWhereStepsAreNotKnown(String program, String declared, String reason) {
        Verdict verdict = decide(program, 12, declared, "sampler.weight-convention").get(0);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(verdict.evidence()).anySatisfy(each -> assertThat(each.rule()).contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SCHEDULES)
    void levelsAreHeldToTheSchedule(String program, String right, String wrong) {
        assertPasses(decide(program, 12, right, "sampler.levels"));
        Verdict refuted = decide(program, 12, wrong, "sampler.levels").get(0);
        assertThat(refuted.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(refuted.evidence().get(0).rule()).contains(" is at σ = ");
    }

    @Test
    void theCostAtOneNumberOfStepsIsComparedWithNothing() {
        String declared = "{\"steps_at_least\": 10, \"most_steps\": 15}";
        assertThat(decide("declared.py double", 12, declared, "sampler.cost").get(0).outcome())
                .isEqualTo(Outcome.NOT_REFUTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            double | {"precision":"double"}
            double --wrong | {}
            double --wrong | {"precision":"single"}
            """)
    void precisionIsThatDeclared(String program, String declared) {
        assertPasses(decide("declared.py " + program, 12, declared, "sampler.weight-convention", "sampler.linear"));
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = CASES)
    void everyClaimPassesWithTheRightDeclaration(String program, String claim, String right, String wrong) {
        assertPasses(decide(program, 12, inFewSteps(right)));
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SCHEDULES)
    void everyClaimPassesWithTheRightSchedule(String program, String right, String wrong) {
        assertPasses(decide(program, 12, inFewSteps(right)));
    }

    /** The declaration with a limit, since runs of a thousand steps take most of the time. */
    private static String inFewSteps(String declared) {
        return declared.contains("most_steps") ? declared
                : declared.replaceFirst("\\{", "{\"most_steps\":" + FEW_STEPS + ",");
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = CASES)
    void everyClaimPassesInManySteps(String program, String claim, String right, String wrong) {
        assertPasses(decide(program, 20, right));
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SCHEDULES)
    void everyClaimPassesWithTheRightScheduleInManySteps(String program, String right, String wrong) {
        assertPasses(decide(program, 20, right));
    }
}
