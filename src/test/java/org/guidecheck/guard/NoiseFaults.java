package org.guidecheck.guard;

import static org.guidecheck.guard.Expectation.inAll;
import static org.guidecheck.guard.Expectation.ofRun;
import static org.guidecheck.guard.Fault.DDIM;
import static org.guidecheck.guard.Fault.DDPM;
import static org.guidecheck.guard.Fault.EULER;
import static org.guidecheck.guard.Fault.HALF_NOISY_DDIM;
import static org.guidecheck.guard.Fault.HEUN;
import static org.guidecheck.guard.Fault.SECOND_ORDER;
import static org.guidecheck.guard.Fault.THIRD_ORDER;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guidecheck.guard.PlainSampler.Coefficient;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.hipparchus.special.Erf;

/** Faults in the noise of the steps, in the start, and in the independence of points and batches. */
final class NoiseFaults {
    private NoiseFaults() {
    }

    static List<Fault<?>> all() {
        return Stream.of(deviation(), normals(), start(), points()).<Fault<?>>flatMap(List::stream).toList();
    }

    private static List<Fault<?>> deviation() {
        return List.of(
                Fault.of("noise-dropped", inAll("no noise"), s -> s.deviation = step -> 0, DDPM, EULER,
                        HALF_NOISY_DDIM),
                Fault.of("noise-doubled", inAll("(\\b2(\\.0+)?|1\\.99\\d*|2\\.00\\d*) times"),
                        s -> s.deviation = s.deviation.times(2), DDPM, EULER),
                Fault.of("noise-of-eta-1", inAll("(\\b2(\\.0+)?|1\\.99\\d*|2\\.00\\d*) times"),
                        s -> s.deviation = s.deviation.times(2), HALF_NOISY_DDIM),
                Fault.of("variance-doubled", inAll("1\\.41\\d* times|variance is doubled"),
                        s -> s.deviation = s.deviation.times(Math.sqrt(2)), DDPM),
                Fault.of("variance-for-deviation", inAll("variance"), s -> s.deviation = s.variance, DDPM,
                        HALF_NOISY_DDIM),
                Fault.of("time-for-its-root", inAll("variance|root"), s -> s.deviation = s.variance, EULER),
                Fault.of("variance-of-step-before", Expectation.from(2, "step before"),
                        s -> s.deviation = s.deviation.at(Step::before)
                                .onlyWhere(step -> s.variance.of(step) > 0),
                        DDPM, EULER),
                Fault.of("noise-into-clean", Expectation.from(50, "noise added that does not belong"),
                        s -> s.deviation = s.deviation
                                .at(step -> step.to().isClean() ? step.before() : step),
                        DDPM, HALF_NOISY_DDIM),
                Fault.of("beta-into-clean", Expectation.from(50, "noise added that does not belong"), s -> {
                    Coefficient right = s.deviation;
                    s.deviation = step -> step.to().isClean() ? Math.sqrt(step.beta()) : right.of(step);
                }, DDPM),
                Fault.of("quiet-before-last", Expectation.from(49, "no noise"),
                        s -> s.deviation = s.deviation.onlyWhere(step -> step.k() < step.steps() - 2), DDPM),
                Fault.of("noise-in-every-other-step", Expectation.from(2, "no noise"),
                        s -> s.deviation = s.deviation.onlyWhere(step -> step.k() % 2 == 0), DDPM));
    }

    private static List<Fault<?>> normals() {
        return List.of(
                Fault.of("normals-reused", Expectation.from(2, "again|used twice|correlation 1\\.0"),
                        s -> s.normals = noise -> {
                            Batch once = Batch.of(noise);
                            return () -> once;
                        }, DDPM, EULER),
                Fault.of("normals-one-for-all-coordinates",
                        ofRun("coordinate .*with the next|neighbouring coordinates|mix .*coordinates"),
                        normals(Batch::oneForAllCoordinates),
                        DDPM, HALF_NOISY_DDIM),
                Fault.of("normals-one-for-all-points", ofRun("others of its batch"), normals(Batch::oneForAllPoints),
                        DDPM),
                Fault.of("normals-positive", inAll("noise has mean"), normals(batch -> batch.each(Math::abs)), DDPM),
                Fault.of("normals-sign", inAll("sign"), normals(Batch::neg), DDPM)
                        .equalInLaw("normal numbers are symmetric"),
                // The right law of each point; points of different batches are not independent.
                Fault.of("normals-same-in-every-batch", ofRun("batch.*same numbers"),
                        s -> s.normals = s.normals.compose(NoiseFaults::ofFirstBatch),
                        DDPM),
                Fault.of("same-in-every-batch", ofRun("two seeds"), s -> s.stream = NoiseFaults::ofFirstBatch, DDPM));
    }

    private static Consumer<PlainSampler> normals(UnaryOperator<Batch> change) {
        return s -> s.normals = noise -> () -> change.apply(Batch.of(noise));
    }

    private static Noise ofFirstBatch(Noise given) {
        return Noise.of(new Streams(1), 0, given.dimension(), given.points());
    }

    private static List<Fault<?>> start() {
        return List.of(
                Fault.of("start-of-half-the-deviation", ofRun("start.*(0?\\.5|0?\\.2[45])"),
                        s -> s.start = z -> z.mul(0.5), DDPM, EULER, HEUN),
                Fault.of("start-of-variance-1.1", ofRun("start.*1\\.0[45]\\d*"),
                        s -> s.start = z -> z.mul(Math.sqrt(1.1)), DDPM, DDIM, THIRD_ORDER),
                Fault.of("start-uniform", ofRun("start.*not normal|kurtosis.*start"),
                        s -> s.start = batch -> batch.each(z -> Math.sqrt(3) * Erf.erf(z / Math.sqrt(2))),
                        DDPM, SECOND_ORDER),
                Fault.of("start-at-origin", ofRun("start.*\\b0(\\.0+)?\\b"), s -> s.start = z -> z.mul(0), DDPM),
                Fault.of("start-one-for-all-points", ofRun("others of its batch"),
                        s -> s.start = Batch::oneForAllPoints, DDPM),
                Fault.of("start-one-for-all-coordinates", ofRun("coordinate .*with the next"),
                        s -> s.start = Batch::oneForAllCoordinates, DDIM),
                Fault.of("start-sign", ofRun("sign"), s -> s.start = Batch::neg, DDIM)
                        .equalInLaw("normal numbers are symmetric"));
    }

    private static List<Fault<?>> points() {
        return List.of(
                Fault.of("points-in-pairs", ofRun("others of its batch"), s -> s.result = x -> x.firstOfEach(1, 2),
                        DDPM),
                Fault.of("coordinates-in-pairs", ofRun("mix .*coordinates"), s -> s.result = x -> x.firstOfEach(2, 1),
                        DDPM),
                Fault.of("batch-mean-subtracted", ofRun("others of its batch"), s -> s.result = Batch::centred, DDPM),
                Fault.of("state-kept", ofRun("two runs with one seed"), s -> {
                    AtomicReference<Batch> kept = new AtomicReference<>();
                    s.result = x -> {
                        Batch last = kept.getAndSet(x);
                        boolean same = last != null && last.numbers().length == x.numbers().length;
                        return same ? x.add(last).div(Math.sqrt(2)) : x;
                    };
                }, DDPM));
    }
}
