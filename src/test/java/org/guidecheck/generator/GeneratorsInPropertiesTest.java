package org.guidecheck.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;

/** Generators in properties, one of which fails and must shrink. */
class GeneratorsInPropertiesTest {

    @Provide
    Arbitrary<LabelledLaw> laws() {
        return LawArbitraries.laws();
    }

    @Provide
    Arbitrary<GuidanceSchedule> schedules() {
        return GuidanceArbitraries.schedules();
    }

    @Provide
    Arbitrary<Long> seeds() {
        return NoiseSeeds.seeds();
    }

    @Property(tries = 200, seed = "7")
    void valuesArriveInProperties(@ForAll("laws") LabelledLaw law,
            @ForAll("schedules") GuidanceSchedule schedule, @ForAll("seeds") long seed) {
        assertThat(law.marginal().dimension()).isEqualTo(law.dimension());
        assertThat(schedule.largest()).isGreaterThanOrEqualTo(schedule.smallest());
        assertThat(RandomLaws.draw(LawArbitraries.laws(), 2, seed))
                .isEqualTo(RandomLaws.draw(LawArbitraries.laws(), 2, seed));
    }

    @Property(tries = 200, seed = "7", afterFailure = AfterFailureMode.RANDOM_SEED)
    @AddLifecycleHook(FailsAtItsMinimum.class)
    void aFailingPropertyShrinks(@ForAll("laws") LabelledLaw law,
            @ForAll("schedules") GuidanceSchedule schedule, @ForAll("seeds") long seed) {
        assertThat(law.classes().size() < 3 || schedule.largest() <= 2.5).isTrue();
    }

    /** Passes a property that fails with the expected, shrunk sample. */
    private static final class FailsAtItsMinimum implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            PropertyExecutionResult result = property.execute();
            assertThat(result.status()).isEqualTo(PropertyExecutionResult.Status.FAILED);
            List<Object> sample = result.falsifiedParameters().orElseThrow();
            LabelledLaw law = (LabelledLaw) sample.get(0);
            Gaussian standard = Gaussian.isotropic(new double[1], 1);
            assertThat(law.classes()).hasSize(3).allSatisfy(each -> {
                assertThat(each.law()).isEqualTo(standard);
                assertThat(each.prior()).isEqualTo(1 / 3.0);
            });
            assertThat(sample.get(1)).isEqualTo(GuidanceSchedule.constant(3));
            return result.mapToSuccessful();
        }
    }
}
