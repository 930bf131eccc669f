package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.ChainReweighting;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All methods for the mean reciprocal agree on random laws in one and two dimensions. */
class OracleAgreementTest {
    private static final double ALPHA = 1e-6;
    private static final double[] WEIGHTS = {0.25, 0.5, 1, 2, 4, 8};
    /** Largest weight for which enough reweighted paths carry the mean. */
    private static final double MOST_REWEIGHTED = 2;

    /** Interval for M_w by each method; methods that cannot decide are left out. */
    private static Map<String, Interval> all(LabelledLaw law, double w, double alpha, int paths, int fineness) {
        double stop = law.isDegenerate() ? 0.01 : 0;
        GuidanceSchedule guidance = GuidanceSchedule.constant(w);
        Map<String, Interval> bounds = new LinkedHashMap<>();
        if (law.dimension() == 1) {
            bounds.put("line", new FiniteDifferences(new GuidedProcess(law, 0, guidance, stop)).meanReciprocal(1e-3)
                    .bounds());
        } else if (PlaneDifferences.supports(new GuidedProcess(law, 0, GuidanceSchedule.constant(0), stop))) {
            bounds.put("plane", PlaneDifferences.meanReciprocals(new GuidedProcess(law, 0, GuidanceSchedule.constant(0),
                    stop), List.of(guidance), 1e-2).get(0).bounds());
        }
        bounds.put("bounded", new BoundedRepresentation(new GuidedProcess(law, 0, guidance, stop), new Streams(7),
                alpha)
                .estimate(new BoundedRepresentation.Effort(0.01, 0, 512, paths), e -> false).bounds());
        bounds.put("chain", new ChainReweighting(new GuidedProcess(law, 0, guidance, stop), new Ddpm(), new Streams(7),
                alpha)
                .limit(fineness, paths, e -> false).bounds());
        if (w <= MOST_REWEIGHTED) {
            Reweighting.Answer answer =
                    new Reweighting(new GuidedProcess(law, 0, GuidanceSchedule.constant(w), stop), new Streams(7),
                            alpha).meanReciprocal(0.01, paths, a -> false);
            if (answer.isCarried()) {
                bounds.put("reweighting", answer.estimate().bounds());
            }
        }
        return bounds;
    }

    private static List<String> disagreements(Map<String, Interval> bounds) {
        List<String> names = new ArrayList<>(bounds.keySet());
        List<String> disagreeing = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (String other : names.subList(0, i)) {
                if (bounds.get(names.get(i)).intersect(bounds.get(other)).isEmpty()) {
                    disagreeing.add(
                            other + " " + bounds.get(other) + ", " + names.get(i) + " " + bounds.get(names.get(i)));
                }
            }
        }
        return disagreeing;
    }

    private static void assertAgree(List<LabelledLaw> laws, int paths) {
        int useful = 0;
        for (int i = 0; i < laws.size(); i++) {
            LabelledLaw law = laws.get(i);
            double w = WEIGHTS[i % WEIGHTS.length];
            Map<String, Interval> bounds = all(law, w, ALPHA / 3 / laws.size(), paths, 8);
            assertThat(disagreements(bounds)).as("law %d, w = %s, %s", i, w, law).isEmpty();
            useful += bounds.values().stream().allMatch(b -> b.width() < 0.2 / law.prior(0)) ? 1 : 0;
        }
        // Very wide intervals would agree with anything.
        assertThat(useful).as("laws on which every interval is narrow").isGreaterThan(laws.size() / 2);
    }

    @Tag("thorough")
    @Test
    void onLawsOfTheLine() {
        assertAgree(RandomLaws.draw(LawArbitraries.oneDimensional(), 12, 12), 1 << 11);
    }

    @Tag("exhaustive")
    @Test
    void onAHundredLawsOfTheLine() {
        assertAgree(RandomLaws.draw(LawArbitraries.oneDimensional(), 100, 12), 1 << 11);
    }

    @Tag("thorough")
    @Test
    void onLawsOfThePlane() {
        assertAgree(lawsOfThePlane(6), 1 << 11);
    }

    @Tag("exhaustive")
    @Test
    void onTwentyLawsOfThePlane() {
        assertAgree(lawsOfThePlane(20), 1 << 11);
    }

    private static List<LabelledLaw> lawsOfThePlane(int count) {
        return RandomLaws.draw(LawArbitraries.smoothLaws().gaussian().dimension(2, 2)
                .filter(law -> law.narrowestScale() >= 0.2 && law.marginal().cost() < 40), count, 12);
    }

    @Tag("thorough")
    @Test
    void anErrorOfOnePercentInAnyMethodIsSeen() {
        // A frequent class, whose paths nearly all survive: every method is precise here.
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("c", 0.9, Gaussian.isotropic(new double[] {0}, 1)),
                new LabelledClass("other", 0.1, Gaussian.isotropic(new double[] {1.5}, 1))));
        Map<String, Interval> bounds = all(law, 1, ALPHA / 3, 1 << 16, 32);
        assertThat(disagreements(bounds)).isEmpty();
        Interval exact = bounds.get("line");
        for (String name : List.of("bounded", "chain", "reweighting")) {
            for (double factor : new double[] {0.99, 1.01}) {
                assertThat(bounds.get(name).scale(factor).intersect(exact))
                        .as("%s, off by %s: %s", name, factor, bounds).isEmpty();
            }
        }
    }

    @Tag("thorough")
    @Test
    void anErrorOfOnePercentInThePlaneIsSeen() {
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("c", 0.9, Gaussian.isotropic(new double[] {0, 0.5}, 1)),
                new LabelledClass("other", 0.1, Gaussian.isotropic(new double[] {1.2, -0.4}, 1))));
        GuidanceSchedule w = GuidanceSchedule.constant(1);
        Interval plane = PlaneDifferences.meanReciprocals(ReferenceCases.process(law, 0), List.of(w), 2e-3).get(0)
                .bounds();
        Map<String, Interval> bounds = all(law, 1, ALPHA / 3, 1 << 16, 32);
        for (String name : List.of("bounded", "chain", "reweighting")) {
            assertThat(bounds.get(name).intersect(plane)).as("%s: %s, %s", name, bounds, plane).isPresent();
        }
        for (double factor : new double[] {0.99, 1.01}) {
            assertThat(bounds.get("bounded").intersect(plane.scale(factor)))
                    .as("off by %s: %s, %s", factor, bounds, plane).isEmpty();
        }
    }
}
