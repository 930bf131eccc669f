package org.guidecheck.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.SampleReportingFormat;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import net.jqwik.api.sessions.JqwikSession;
import org.guidecheck.generator.plan.Family;
import org.guidecheck.generator.plan.Parts;
import org.guidecheck.law.Affine;
import org.guidecheck.law.Box;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.SamplerSettings;
import org.junit.jupiter.api.Test;

/** Providers of values for {@code @ForAll} parameters and their annotations. */
class ProvidersTest {

    @Property(tries = 100, seed = "7")
    void lawsArrive(@ForAll LabelledLaw law, @ForAll GuidanceSchedule schedule, @ForAll SamplerSettings settings) {
        assertThat(LawJson.parse(LawJson.toString(law))).isEqualTo(law);
        assertThat(GuidanceSchedule.parse(schedule.toString())).isEqualTo(schedule);
        assertThat(settings.steps()).isBetween(5, 200);
    }

    @Property(tries = 200, seed = "7")
    void annotationsCombine(
            @ForAll @Dimension(min = 2, max = 3) @Classes(2) @Smooth LabelledLaw smooth,
            @ForAll @Classes(min = 3, max = 4) @OneOfFamilies({Family.BOX, Family.AFFINE}) LabelledLaw boxes,
            @ForAll @Weights(min = 0.5, max = 3) GuidanceSchedule schedule,
            @ForAll @Weights(max = 1) SamplerSettings settings) {
        assertThat(smooth.dimension()).isBetween(2, 3);
        assertThat(smooth.classes()).hasSize(2);
        assertThat(smooth.isDegenerate()).isFalse();
        assertThat(boxes.classes()).hasSizeBetween(3, 4);
        assertThat(Parts.all(boxes))
                .allMatch(part -> part instanceof Box || part instanceof Affine || part instanceof Mixture);
        assertThat(schedule.smallest()).isGreaterThanOrEqualTo(0.5);
        assertThat(schedule.largest()).isLessThanOrEqualTo(3);
        assertThat(settings.guidance().largest()).isLessThanOrEqualTo(1);
    }

    @Property(tries = 200, seed = "7", afterFailure = AfterFailureMode.RANDOM_SEED)
    @AddLifecycleHook(FailsAtItsMinimum.class)
    void aFailingPropertyShrinksAndPrintsReadableLaws(@ForAll @Dimension(min = 2) LabelledLaw law,
            @ForAll @Weights(min = 0.5) SamplerSettings settings) {
        assertThat(law.classes().size() < 3 || settings.guidance().largest() <= 2.5 || settings.steps() < 10).isTrue();
    }

    /** Passes a property that fails with the expected, shrunk sample. */
    private static final class FailsAtItsMinimum implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            PropertyExecutionResult result = property.execute();
            assertThat(result.status()).isEqualTo(PropertyExecutionResult.Status.FAILED);
            List<Object> sample = result.falsifiedParameters().orElseThrow();
            String printed = printed(sample.get(0));
            assertThat(LawJson.parse(printed)).isEqualTo(sample.get(0));
            assertThat(LawJson.parse(printed).classes()).hasSize(3)
                    .allSatisfy(each -> assertThat(LawJson.toString(each.law()))
                            .isEqualTo("{\"type\": \"gaussian\", \"mean\": [0, 0], \"covariance\": 1}"));
            assertThat(sample.get(1).toString()).startsWith("euler-maruyama, 10 steps, weight 3, noise seed ");
            return result.mapToSuccessful();
        }
    }

    /** The report of a sample by the format that jqwik finds. */
    private static String printed(Object sample) {
        SampleReportingFormat format = ServiceLoader.load(SampleReportingFormat.class).stream()
                .map(ServiceLoader.Provider::get).filter(each -> each.appliesTo(sample)).findFirst().orElseThrow();
        return format.report(sample).toString();
    }

    @Test
    void edgeCasesAreTheSimplestAndTheExtremeLaws() {
        assertThat(edges(LawArbitraries.laws())).extracting(LawJson::toString).containsExactly(
                pair("gaussian\", \"mean\": [0], \"covariance\": 1", "gaussian\", \"mean\": [1], \"covariance\": 1"),
                pair("gaussian\", \"mean\": [0], \"covariance\": 1", "gaussian\", \"mean\": [0], \"covariance\": 1"),
                pair("atom\", \"at\": [0]", "gaussian\", \"mean\": [0], \"covariance\": 1"),
                pair("gaussian\", \"mean\": [-10], \"covariance\": 1",
                        "gaussian\", \"mean\": [10], \"covariance\": 1"));
        assertThat(edges(LawArbitraries.smoothLaws().dimension(2, 3).classes(3, 3))).hasSize(3)
                .allSatisfy(law -> assertThat(law.dimension()).isEqualTo(2))
                .allSatisfy(law -> assertThat(law.classes()).hasSize(3));
        assertThat(edges(LawArbitraries.laws().families(Family.BOX))).isEmpty();
        assertThat(edges(GuidanceArbitraries.schedules())).extracting(Object::toString).containsExactly("1", "0", "20");
        assertThat(edges(GuidanceArbitraries.schedules(2, 3))).extracting(Object::toString).containsExactly("3");
    }

    private static <T> List<T> edges(Arbitrary<T> arbitrary) {
        return arbitrary.edgeCases(100).suppliers().stream().map(each -> each.get().value()).toList();
    }

    private static String pair(String first, String second) {
        return "{\"dimension\": 1, \"classes\": [{\"label\": \"c\", \"prior\": 0.5, \"law\": {\"type\": \"" + first
                + "}}, {\"label\": \"other\", \"prior\": 0.5, \"law\": {\"type\": \"" + second + "}}]}";
    }

    /** Parameters with restrictions that no value meets. */
    @SuppressWarnings("unused")
    private static void contradictions(
            @Dimension(min = 3, max = 2) LabelledLaw a,
            @Dimension(max = 9) LabelledLaw b,
            @Classes(1) LabelledLaw c,
            @Classes(min = 5, max = 3) LabelledLaw d,
            @Smooth @OneOfFamilies({Family.SPHERE, Family.BOX}) LabelledLaw e,
            @Dimension(max = 1) @OneOfFamilies(Family.PRODUCT) LabelledLaw f,
            @OneOfFamilies({}) LabelledLaw g,
            @Weights(min = 3, max = 1) GuidanceSchedule h,
            @Weights(max = 21) SamplerSettings i,
            @Weights(min = 0.51, max = 0.59) GuidanceSchedule j) {
        throw new AssertionError("is only looked at");
    }

    @Test
    void contradictionsAreOneLine() {
        List<String> messages = List.of(
                "@ForAll LabelledLaw: dimension from 3 to 2: must be a range within 1 to 8",
                "@ForAll LabelledLaw: dimension from 1 to 9: must be a range within 1 to 8",
                "@ForAll LabelledLaw: classes from 1 to 1: must be a range within 2 to 50",
                "@ForAll LabelledLaw: classes from 5 to 3: must be a range within 2 to 50",
                "@ForAll LabelledLaw: families=[BOX, SPHERE]: must contain a smooth family",
                "@ForAll LabelledLaw: families=[PRODUCT]: must be used with dimension of at least"
                        + " 2, but the largest is 1",
                "@ForAll LabelledLaw: families=[]: must name at least one",
                "@ForAll GuidanceSchedule: weights from 3.0 to 1.0: must be a range within 0 to 20",
                "@ForAll SamplerSettings: weights from 0.0 to 21.0: must be a range within 0 to 20",
                "@ForAll GuidanceSchedule: weights from 0.51 to 0.59: must contain a multiple of 0.1");
        Method method = Arrays.stream(ProvidersTest.class.getDeclaredMethods())
                .filter(each -> each.getName().equals("contradictions")).findFirst().orElseThrow();
        JqwikSession.run(() -> {
            for (int i = 0; i < messages.size(); i++) {
                Parameter parameter = method.getParameters()[i];
                assertThatThrownBy(() -> provide(parameter)).hasMessage(messages.get(i));
            }
        });
    }

    private static Set<Arbitrary<?>> provide(Parameter parameter) {
        TypeUsage type = TypeUsage.of(parameter.getType());
        for (Annotation annotation : parameter.getAnnotations()) {
            type = type.withAnnotation(annotation);
        }
        TypeUsage target = type;
        ArbitraryProvider provider = List.of(new LawProvider(), new GuidanceProvider()).stream()
                .filter(each -> each.canProvideFor(target)).findFirst().orElseThrow();
        return provider.provideFor(target, ignored -> Set.of());
    }

    @Test
    void settingsAreReadable() {
        assertThat(new SamplerSettings("ddpm", 50, GuidanceSchedule.constant(3), 17))
                .hasToString("ddpm, 50 steps, weight 3, noise seed 17");
        assertThatThrownBy(() -> new SamplerSettings("ddpm", 0, GuidanceSchedule.constant(3), 17))
                .hasMessage("steps=0: must be at least 1");
        assertThatThrownBy(() -> new SamplerSettings("eular", 1, GuidanceSchedule.constant(3), 17))
                .hasMessageStartingWith("sampler=eular: must be one of");
    }
}
