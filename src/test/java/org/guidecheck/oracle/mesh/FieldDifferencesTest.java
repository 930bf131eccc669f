package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.rule.LimitedInterval;
import org.guidecheck.process.rule.PowerLaw;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Finite differences under guidance fields, compared with those under weights, which evaluate no score. */
@Tag("thorough")
class FieldDifferencesTest {
    private static final double PRECISION = 2e-4;

    private static Result field(LabelledLaw law, GuidanceField field) {
        return new FiniteDifferences(ReferenceCases.process(law, 0), field).meanReciprocal(PRECISION);
    }

    private static void assertAgree(Result one, Result other) {
        assertThat(one.admits(other.value(), other.errorBound())).as("%s and %s", one, other).isTrue();
        assertThat(one.relativeError()).isLessThan(1e-3);
    }

    @Test
    void plainGuidanceAgreesWithPotentials() {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            for (double w : new double[] {0, 0.5, 3}) {
                GuidanceSchedule schedule = GuidanceSchedule.constant(w);
                assertAgree(field(law, GuidanceRule.plain().with(schedule)),
                        new FiniteDifferences(new GuidedProcess(law, 0, schedule, 0)).meanReciprocal(PRECISION));
            }
        }
    }

    @Test
    void momentsAlongPlainGuidanceAgreeWithPotentials() {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            GuidanceSchedule schedule = GuidanceSchedule.constant(1);
            PowerMoments line = new FiniteDifferences(new GuidedProcess(law, 0, schedule, 0)).powers();
            PowerMoments along = new FiniteDifferences(new GuidedProcess(law, 0, schedule, 0),
                    GuidanceRule.plain().with(schedule)).powers();
            for (double q : new double[] {0.5, 1, 2, 3}) {
                assertAgree(along.split(q, PRECISION), line.split(q, PRECISION));
            }
            assertAgree(along.momentAtLeast(3.05, 3, 20, 1e-3), line.momentAtLeast(3.05, 20, 1e-3));
        }
    }

    @Test
    void theMomentAlongAnyFieldIsTheMeanReciprocal() {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            GuidanceField field = new PowerLaw(0.9).with(GuidanceSchedule.constant(1));
            double prior = law.prior(0);
            Result mean = field(law, field);
            Result moment = new FiniteDifferences(ReferenceCases.process(law, 0), field).powers().split(1, PRECISION);
            assertThat(moment.admits(prior * mean.value(), prior * mean.errorBound())).as("%s and %s", moment, mean)
                    .isTrue();
        }
    }

    @Test
    void anIntervalIsAScheduleOfPieces() {
        // λ = −2 log σ: from −1 to 2.
        GuidanceRule rule = new LimitedInterval(Math.exp(-1), Math.exp(0.5));
        assertAgree(field(ReferenceCases.A, rule.with(GuidanceSchedule.constant(2))),
                new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, GuidanceSchedule.parse("0,-1:2,2:0"), 0))
                        .meanReciprocal(PRECISION));
    }

    @Test
    void aReversedFieldRaisesTheMean() {
        GuidanceRule against = (level, w, x, own, all) -> new double[] {own[0] - w * (own[0] - all[0])};
        GuidanceField field = against.with(GuidanceSchedule.constant(0.25));
        Result least = new FiniteDifferences(ReferenceCases.process(ReferenceCases.A, 0), field)
                .meanReciprocalAtLeast(PRECISION);
        assertThat(least.bounds().lower()).isGreaterThan(1.05 / 0.3);
        // The mean itself has a tail that no mesh resolves, and its bound shows it.
        assertThat(field(ReferenceCases.A, field).relativeError()).isGreaterThan(0.5);
    }

    @Test
    void withoutGrowthTheLowerNumberIsTheMean() {
        GuidanceField field = GuidanceRule.plain().with(GuidanceSchedule.constant(1));
        assertAgree(new FiniteDifferences(ReferenceCases.process(ReferenceCases.T, 0), field)
                .meanReciprocalAtLeast(PRECISION),
                field(ReferenceCases.T, field));
    }

    @Test
    void aFieldThatIsOffByAHundredthIsSeen() {
        Result right = new FiniteDifferences(ReferenceCases.process(ReferenceCases.A, 0.5)).meanReciprocal(1e-4);
        GuidanceRule off = (level, w, x, own, all) -> new double[] {own[0] + 1.01 * w * (own[0] - all[0])};
        Result wrong = field(ReferenceCases.A, off.with(GuidanceSchedule.constant(0.5)));
        assertThat(right.admits(wrong.value(), wrong.errorBound())).as("%s and %s", right, wrong).isFalse();
    }

    @Test
    void negativeWeightsAreRefused() {
        assertThatThrownBy(() -> field(ReferenceCases.A, GuidanceRule.plain().with(GuidanceSchedule.constant(-1))))
                .hasMessageContaining("weight=-1.0");
    }
}
