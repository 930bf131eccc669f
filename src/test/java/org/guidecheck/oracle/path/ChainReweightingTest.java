package org.guidecheck.oracle.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class ChainReweightingTest {
    private static final double ALPHA = 1e-6;

    private static ChainReweighting of(LabelledLaw law, double w, GaussianSampler sampler) {
        return new ChainReweighting(ReferenceCases.process(law, w), sampler, new Streams(5), ALPHA);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1, 3})
    void shortStepsLeadToTheProcess(double w) {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            FiniteDifferences.Result exact =
                    new FiniteDifferences(ReferenceCases.process(law, w)).meanReciprocal(1e-4);
            for (GaussianSampler sampler : List.of(new EulerMaruyama(), new Ddpm())) {
                BoundedRepresentation.Estimate found = of(law, w, sampler).limit(8, 1 << 13, e -> false);
                assertThat(found.bounds().intersect(exact.bounds())).as("%s: %s", sampler.name(), found).isPresent();
                assertThat(found.bounds().width()).as("%s: %s", sampler.name(), found)
                        .isLessThan(0.6 * exact.value());
            }
        }
    }

    @Test
    void noLimitIsGivenWhereTheTailCarriesTheMean() {
        assertThatThrownBy(() -> of(ReferenceCases.T, 0, new Ddpm()).limit(8, 64, e -> false))
                .hasMessageStartingWith("weight=0.0: a chain's limit needs weights of at least 0.25");
    }

    @Test
    void aFinenessThatIsOddIsNamed() {
        assertThatThrownBy(() -> of(ReferenceCases.A, 1, new Ddpm()).limit(3, 64, e -> false))
                .hasMessage("fineness=3: must be even and at least 2");
    }
}
