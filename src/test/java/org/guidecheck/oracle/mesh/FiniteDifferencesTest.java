package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.guidecheck.ReferenceCases.mixture;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.ReferenceCases;
import org.guidecheck.ReferenceCases.Reference;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Student;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class FiniteDifferencesTest {
    private static final double PRECISION = 1.5e-4;

    private static Result bounded(LabelledLaw law, double w, double precision) {
        return new FiniteDifferences(ReferenceCases.process(law, w)).meanReciprocal(precision);
    }

    private static Result direct(LabelledLaw law, double w, double precision) {
        return new FiniteDifferences(ReferenceCases.process(law, w)).meanReciprocalDirect(precision);
    }

    private static void assertMatches(LabelledLaw law, List<Reference> references) {
        for (Reference reference : references) {
            Result result = bounded(law, reference.w(), PRECISION);
            assertThat(result.admits(reference.value(), reference.uncertainty()))
                    .as("w=%s: %s, not %s", reference.w(), result, reference.value()).isTrue();
            assertThat(result.relativeError()).as("w=%s: %s", reference.w(), result).isLessThan(2e-4);
        }
    }

    private static void assertAgree(Result one, Result other) {
        assertThat(one.admits(other.value(), other.errorBound())).as("%s and %s", one, other).isTrue();
    }

    @Test
    void overlappingClassesMatchTheReferenceAtEveryWeight() {
        assertMatches(ReferenceCases.A, ReferenceCases.VALUES_A);
    }

    @Test
    void coincidingComponentsMatchTheReferenceAtEveryWeight() {
        assertMatches(ReferenceCases.T, ReferenceCases.VALUES_T);
    }

    @Test
    void guidanceCanRaiseTheMean() {
        Result low = bounded(ReferenceCases.T, 0.25, PRECISION);
        Result high = bounded(ReferenceCases.T, 2, PRECISION);
        assertThat(high.value() - high.errorBound())
                .isGreaterThan(low.value() + low.errorBound() + 0.01);
    }

    @Test
    void bothFormsAgree() {
        for (double w : new double[] {0.5, 8}) {
            Result direct = direct(ReferenceCases.A, w, 1e-4);
            assertAgree(bounded(ReferenceCases.A, w, 1e-4), direct);
            assertThat(direct.relativeError()).isLessThan(1e-4);
        }
        assertAgree(bounded(ReferenceCases.T, 2, 1e-4), direct(ReferenceCases.T, 2, 1e-4));
        assertAgree(bounded(ReferenceCases.T, 8, 1e-4), direct(ReferenceCases.T, 8, 1e-4));
    }

    @Test
    void theBoundHoldsAgainstAFinerResolution() {
        for (double w : new double[] {0.2, 1, 16}) {
            for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
                Result rough = bounded(law, w, 1e-2);
                Result fine = bounded(law, w, 4e-5);
                assertThat(rough.admits(fine.value(), 0)).as("w=%s: %s, %s", w, rough, fine).isTrue();
                assertThat(fine.meshPoints()).isGreaterThan(rough.meshPoints());
            }
        }
    }

    @Test
    void convergenceIsOfSecondOrder() {
        assertThat(bounded(ReferenceCases.A, 0.25, 1e-5).observedOrder()).isCloseTo(2, within(0.15));
        assertThat(bounded(ReferenceCases.A, 2, 1e-4).observedOrder()).isCloseTo(2, within(0.15));
        assertThat(bounded(ReferenceCases.T, 3, 2e-5).observedOrder()).isCloseTo(2, within(0.15));
        assertThat(direct(ReferenceCases.A, 3, 1e-4).observedOrder()).isCloseTo(2, within(0.15));
    }

    @Test
    void unguidedIsTheReciprocalPrior() {
        Result a = bounded(ReferenceCases.A, 0, 1e-6);
        Result t = bounded(ReferenceCases.T, 0, 1e-6);
        assertThat(a.value()).isCloseTo(1 / 0.3, within(1e-5));
        assertThat(t.value()).isCloseTo(2, within(1e-5));
        assertThat(a.relativeError()).isLessThan(1e-6);
    }

    @Test
    void equalClassesAreExact() {
        Mixture law = mixture(new double[] {0.5, 0.5}, new double[] {-1, 2}, new double[] {0.1, 0.4});
        LabelledLaw equal = ReferenceCases.law(0.2, law, law);
        assertThat(bounded(equal, 3, 1e-6).value()).isCloseTo(5, within(1e-10));
        assertThat(direct(equal, 3, 1e-6).value()).isCloseTo(5, within(1e-10));
        assertThat(bounded(equal, 3, 1e-6).observedOrder()).isNaN();
    }

    @Test
    void aWrongWeightFallsOutsideTheBound() {
        for (double w : new double[] {0.25, 0.5, 1, 2}) {
            Result right = bounded(ReferenceCases.A, w, PRECISION);
            Result wrong = bounded(ReferenceCases.A, w + 0.05, PRECISION);
            assertThat(right.admits(wrong.value(), wrong.errorBound())).as("w=%s", w).isFalse();
        }
    }

    @Test
    void narrowFarComponentsAreResolved() {
        LabelledLaw law = ReferenceCases.law(0.4,
                mixture(new double[] {0.5, 0.5}, new double[] {-10, 3}, new double[] {0.01, 0.3}),
                mixture(new double[] {0.5, 0.5}, new double[] {-9.98, 10}, new double[] {0.02, 0.01}));
        for (double w : new double[] {0.5, 1, 4}) {
            Result rough = bounded(law, w, 1e-3);
            Result fine = bounded(law, w, 4e-5);
            assertThat(rough.relativeError()).isLessThan(1e-3);
            assertAgree(rough, fine);
        }
        assertThat(bounded(law, 0, 1e-3).value()).isCloseTo(2.5, within(1e-4));
    }

    @Test
    void tailsThatReachVeryFarTakeFewPointsAndKeepTheirMean() {
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("c", 0.5, Gaussian.isotropic(new double[] {0}, 0.01)),
                new LabelledClass("other", 0.5, new Student(new double[] {0}, 1, 1))));
        Result unguided = new FiniteDifferences(ReferenceCases.process(law, 0)).meanReciprocal(1e-3);
        assertThat(unguided.value()).isCloseTo(2, within(2e-3));
        Result guided = new FiniteDifferences(ReferenceCases.process(law, 1)).meanReciprocal(1e-3);
        assertThat(guided.relativeError()).isLessThan(5e-3);
        assertThat(guided.meshPoints()).isLessThan(10_000);
        BoundedRepresentation.Estimate sampled = new BoundedRepresentation(ReferenceCases.process(law, 1),
                new Streams(5), 1e-6).estimate(BoundedRepresentation.Effort.DECIDE, e -> e.bounds().width() < 0.1);
        assertThat(sampled.bounds().intersect(guided.bounds())).isPresent();
    }

    @Test
    void atomsAreStoppedAtANoise() {
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("points", 0.5, new Empirical(new double[][] {{-1}, {0.3}, {2}})),
                new LabelledClass("point", 0.5, new Atom(0.4))));
        for (double w : new double[] {0.5, 2}) {
            GuidanceSchedule schedule = GuidanceSchedule.constant(w);
            Result bounded = new FiniteDifferences(new GuidedProcess(law, 0, schedule, 1e-2)).meanReciprocal(1e-4);
            assertAgree(bounded, new FiniteDifferences(new GuidedProcess(law, 0, schedule, 1e-2))
                    .meanReciprocalDirect(1e-4));
            assertThat(bounded.relativeError()).isLessThan(1e-4);
        }
    }

    @Test
    void threeClassesAreOneAgainstTheRest() {
        Gaussian left = Gaussian.isotropic(new double[] {-2}, 0.25);
        Gaussian centre = Gaussian.isotropic(new double[] {0}, 0.16);
        Gaussian right = Gaussian.isotropic(new double[] {1.5}, 0.09);
        LabelledLaw three = new LabelledLaw(List.of(new LabelledClass("l", 0.3, left),
                new LabelledClass("c", 0.5, centre), new LabelledClass("r", 0.2, right)));
        LabelledLaw two = ReferenceCases.law(0.5, new Mixture(new double[] {1}, List.of(centre)),
                new Mixture(new double[] {0.6, 0.4}, List.of(left, right)));
        GuidanceSchedule w = GuidanceSchedule.constant(1.5);
        Result ofThree = new FiniteDifferences(new GuidedProcess(three, 1, w, 0)).meanReciprocal(1e-4);
        assertThat(ofThree.value())
                .isCloseTo(bounded(two, 1.5, 1e-4).value(), within(1e-9));
        for (int c = 0; c < 3; c++) {
            assertThat(new FiniteDifferences(new GuidedProcess(three, c, GuidanceSchedule.constant(0), 0))
                    .meanReciprocal(1e-3)
                    .value()).isCloseTo(1 / three.prior(c), within(1e-4));
        }
    }

    @Test
    void schedulesOfPiecesAreFollowed() {
        Result constant = bounded(ReferenceCases.A, 1, 1e-4);
        Result same = new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, GuidanceSchedule.parse("1,0.3:1"),
                0)).meanReciprocal(1e-4);
        assertAgree(constant, same);
        GuidanceSchedule jumps = GuidanceSchedule.parse("0,-1.03:3,2.21:0.5");
        Result bounded = new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, jumps, 0)).meanReciprocal(1e-4);
        Result direct = new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, jumps, 0))
                .meanReciprocalDirect(1e-4);
        assertAgree(bounded, direct);
        assertThat(bounded.relativeError()).isLessThan(1e-4);
        assertThat(constant.admits(bounded.value(), bounded.errorBound())).isFalse();
    }

    @Test
    void argumentsOutOfRangeAreNamed() {
        GuidanceSchedule one = GuidanceSchedule.constant(1);
        assertThatThrownBy(() -> bounded(ReferenceCases.A, -0.1, 1e-3)).hasMessageContaining("weight=-0.1");
        assertThatThrownBy(() -> bounded(ReferenceCases.A, 1, 0)).hasMessageContaining("precision=0.0");
        assertThatThrownBy(() -> new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 2, one, 0))
                .meanReciprocal(1e-3))
                .hasMessageContaining("class=2");
        assertThatThrownBy(() -> new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, one, 0.7))
                .meanReciprocal(1e-3))
                .hasMessageContaining("stop=0.7");
        LabelledLaw atoms = new LabelledLaw(List.of(new LabelledClass("a", 0.5, new Atom(1)),
                new LabelledClass("b", 0.5, new Atom(2))));
        assertThatThrownBy(() -> new GuidedProcess(atoms, 0, one, 0)).hasMessageContaining("stop=0");
        LabelledLaw plane = new LabelledLaw(List.of(
                new LabelledClass("a", 0.5, new Atom(1, 1)), new LabelledClass("b", 0.5, new Atom(2, 2))));
        assertThatThrownBy(() -> new FiniteDifferences(new GuidedProcess(plane, 0, one, 0.1)).meanReciprocal(1e-3))
                .hasMessageContaining("dimension=2");
        LabelledLaw narrow = ReferenceCases.law(0.5,
                mixture(new double[] {1}, new double[] {0}, new double[] {0.05}),
                mixture(new double[] {1}, new double[] {0}, new double[] {1}));
        assertThatThrownBy(() -> direct(narrow, 1, 1e-3)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("Infinity at y=").hasMessageContaining("bounded form");
        assertThat(bounded(narrow, 1, 1e-3).relativeError()).isLessThan(1e-3);
    }

    @Test
    void aPrecisionThatIsNotReachedShowsInTheBound() {
        LabelledLaw many = new LabelledLaw(List.of(
                new LabelledClass("a", 0.5, mixture(new double[] {1}, new double[] {0}, new double[] {0.5})),
                new LabelledClass("b", 0.5, new Empirical(IntStream.range(0, 400)
                        .mapToObj(i -> new double[] {1 + Math.sin(i)}).toArray(double[][]::new)))));
        Result result = new FiniteDifferences(new GuidedProcess(many, 0, GuidanceSchedule.constant(1), 1e-2))
                .meanReciprocal(1e-12);
        assertThat(result.relativeError()).isGreaterThan(1e-12).isLessThan(1e-3);
    }
}
