package sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.statistics.Outcome;
import support.ClaimProperties;
import support.Settings;

/** A sampler with the sign of guidance flipped is refuted, on a law that shrinks to two Gaussians on the line. */
class FlippedGuidanceProperties extends ClaimProperties {
    private static final String ID = "paper.mean-reciprocal-drops";

    /** Euler–Maruyama with the sign of guidance flipped. */
    private static final class Flipped implements GuidedSampler {
        @Override
        public String name() {
            return "flipped guidance";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return new EulerMaruyama().sample(denoiser, GuidanceSchedule.constant(-guidance.largest()), grid, noise);
        }
    }

    @Example
    void isRefutedAndShrinksToTwoGaussiansOnTheLine() {
        Arbitrary<LabelledLaw> laws = LawArbitraries.smoothLaws(4).gaussian();
        List<LabelledLaw> drawn = RandomLaws.draw(laws, 12, Settings.seed());
        int first = -1;
        for (int i = 0; i < drawn.size() && first < 0; i++) {
            first = isRefuted(drawn.get(i)) ? i : -1;
        }
        assertThat(first).as("a law among the first 12 that shows the fault").isNotNegative();
        LabelledLaw shrunk = RandomLaws.shrink(laws, Settings.seed(), first, this::isRefuted, 200).value();
        assertThat(shrunk.classes()).hasSize(2);
        assertThat(shrunk.dimension()).isEqualTo(1);
        for (LabelledLaw.LabelledClass each : shrunk.classes()) {
            List<Law.Component> parts = each.law().gaussianComponents().orElseThrow();
            assertThat(parts).hasSize(1);
            double mean = parts.get(0).gaussian().mean(0);
            assertThat(mean).as("mean in %s", shrunk).isEqualTo(Math.rint(mean));
        }
    }

    @Example
    void theUnflippedSamplerIsNotRefuted() {
        for (LabelledLaw law : RandomLaws.draw(LawArbitraries.smoothLaws(4).gaussian(), 12, Settings.seed())) {
            holds(ID, setting(law));
        }
    }

    private boolean isRefuted(LabelledLaw law) {
        return decide(ID, setting(law).with(new Flipped())).outcome() == Outcome.REFUTED;
    }

    private static Setting setting(LabelledLaw law) {
        return Setting.of(law, 0, GuidanceSchedule.constant(1), 17);
    }
}
