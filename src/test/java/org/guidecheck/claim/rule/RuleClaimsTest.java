package org.guidecheck.claim.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.rule.Projected;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules that reverse guidance are refuted in every dimension; rules that keep its direction are not. */
@Tag("thorough")
class RuleClaimsTest {
    private static final double ALPHA = 1e-7;
    private static final GuidanceRule REVERSED = (level, w, x, own, all) -> {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = own[i] - w * (own[i] - all[i]);
        }
        return result;
    };

    private static Verdict decide(GuidanceRule rule, LabelledLaw law, double w) {
        return new RuleLowersMeanReciprocal(new Statement("rule.mine", "mine lowers the mean", "a test",
                Claim.Status.OPEN,
                Resolution.ofUnguidedMean(0.01)),
                rule).decide(Setting.of(law, 0, GuidanceSchedule.constant(w), 5), ALPHA);
    }

    /** Two overlapping Gaussians. */
    private static LabelledLaw pair(int dimension) {
        double[] centre = new double[dimension];
        centre[0] = 1.5;
        return ReferenceCases.law(0.5, Gaussian.isotropic(new double[dimension], 0.5), Gaussian.isotropic(centre, 1));
    }

    @Test
    void aUsersRuleThatKeepsTheDirectionHoldsUpToThePlane() {
        GuidanceRule half = (level, w, x, own, all) -> GuidanceRule.plain().guided(level, 0.5 * w, x, own, all);
        for (int d = 1; d <= 3; d++) {
            Verdict verdict = decide(half, pair(d), 2);
            // Paths in three dimensions can only refute.
            assertThat(verdict.outcome()).isEqualTo(d < 3 ? Outcome.HOLDS : Outcome.NOT_REFUTED);
            assertThat(verdict.evidence()).extracting(Evidence::kind)
                    .containsExactly(d < 3 ? Evidence.Kind.ESTIMATED : Evidence.Kind.PLAIN_SAMPLING);
            assertThat(verdict.evidence().get(0).details().get("least cosine of <g, e>")).startsWith("1.000 at");
        }
    }

    @Test
    void aReversedRuleIsRefutedByComputationUpToThePlane() {
        for (LabelledLaw law : List.of(pair(1), pair(2), ReferenceCases.A)) {
            Verdict verdict = decide(REVERSED, law, 0.5);
            assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.REFUTED);
            assertThat(verdict.evidence()).extracting(Evidence::kind).containsExactly(Evidence.Kind.ESTIMATED);
            assertThat(verdict.evidence().get(0).details().get("least cosine of <g, e>")).startsWith("-1.000");
        }
    }

    @Test
    void aReversedRuleIsRefutedByPathsInThreeDimensions() {
        Verdict verdict = decide(REVERSED, pair(3), 0.5);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence()).extracting(Evidence::kind).containsExactly(Evidence.Kind.PLAIN_SAMPLING);
        assertThat(verdict.alphaSpent()).isLessThanOrEqualTo(ALPHA);
    }

    /** The other class is so thin that no mesh resolves it; found among random laws. */
    @Test
    void pathsLookForAnExcessWhereTheFinestMeshResolvesNothing() {
        LabelledLaw law = ReferenceCases.law(0.375, Gaussian.isotropic(new double[] {-1.66, 6.97}, 0.04),
                new Gaussian(new double[] {-1.04, -0.9}, new Covariance.Diagonal(0.00044, 25)));
        Verdict verdict = decide(new Projected(0, 2.5), law, 16);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(verdict.evidence().get(0).details()).containsKey("finite differences");
    }

    @Test
    void pathsThatFindNothingDoNotConfirmARule() {
        GuidanceRule slightlyTurned = (level, w, x, own, all) -> {
            double[] result = GuidanceRule.plain().guided(level, w, x, own, all);
            result[1] += 0.3;
            return result;
        };
        assertThat(decide(slightlyTurned, pair(3), 1).outcome()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(decide(slightlyTurned, pair(2), 1).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void anIntervalIsAScheduleAndBothHold() {
        Setting setting = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.parse("1,0.3:4"), 3);
        for (Claim claim : List.of(ScheduleLowersMeanReciprocal.interval(),
                ScheduleLowersMeanReciprocal.anySchedule())) {
            Verdict verdict = claim.decide(setting, ALPHA);
            assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
            // The last is the sampler's: capped draws where weights are 0, else its chain.
            boolean startsAtZero = claim.id().equals("rule.interval");
            assertThat(verdict.evidence()).extracting(Evidence::kind)
                    .containsExactly(Evidence.Kind.ESTIMATED, Evidence.Kind.ESTIMATED, Evidence.Kind.BOUNDED_SAMPLING,
                            startsAtZero ? Evidence.Kind.BOUNDED_SAMPLING : Evidence.Kind.ESTIMATED);
        }
        assertThat(GuidanceSchedule.parse("1,0.3:4").within(-2, 2))
                .isEqualTo(GuidanceSchedule.parse("0,-2:1,0.3:4,2:0"));
        assertThat(GuidanceSchedule.constant(2).within(Double.NEGATIVE_INFINITY, 1))
                .isEqualTo(GuidanceSchedule.parse("2,1:0"));
    }

    private static Claim claim(String id) {
        return PublishedRules.claims().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    /** On the line the update is projected away, and what is left is the law of all data: (3 + e)/2. */
    @Test
    void anUpdateOnTheUnconditionalPredictionSamplesAllData() {
        Claim base = claim("rule.unconditional-base");
        Setting setting = base.counterexample().orElseThrow();
        for (double w : new double[] {0, 1, 8}) {
            Verdict verdict = base.decide(setting.with(setting.process().withGuidance(GuidanceSchedule.constant(w))),
                    ALPHA);
            assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
            assertThat(verdict.evidence().get(0).value()).isCloseTo((3 + Math.E) / 2, within(1e-3));
        }
    }

    /** By the algebra of theory.md, at random predictions. */
    @Test
    void rulesInTheConeNeverPointAgainstTheGradient() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(7);
        for (String name : List.of("apg", "projected:0.3:2", "cfg-zero-star:1", "power:0.9", "power:-0.5",
                "momentum:0.4")) {
            GuidanceRule rule = Guiders.byName(name).rule().orElseThrow();
            for (int n = 0; n < 1000; n++) {
                double[] x = random.doubles(3, -3, 3).toArray();
                double[] own = random.doubles(3, -3, 3).toArray();
                double[] all = random.doubles(3, -3, 3).toArray();
                double[] guided = rule.guided(NoiseLevel.ofNoise(random.nextDouble()), 2, x, own, all);
                double product = 0;
                for (int i = 0; i < x.length; i++) {
                    product += (own[i] - all[i]) * (guided[i] - own[i]);
                }
                assertThat(product).as(name).isGreaterThan(-1e-9);
            }
        }
    }

    @Test
    void projectedGuidanceOnTheLineDoesNothing() {
        Verdict verdict =
                claim("rule.projected").decide(Setting.of(ReferenceCases.T, 0, GuidanceSchedule.constant(3), 1), ALPHA);
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
    }
}
