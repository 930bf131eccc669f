package org.guidecheck.guard;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.hipparchus.special.Erf;

/**
 * Wrong in what is random in DDPM: the noise of its steps, its start, and what one point or batch has to do with
 * another.
 */
final class StreamMutants {
    private StreamMutants() {
    }

    static List<Mutant> all() {
        return Stream.of(variance(), normals(), starts(), points(), List.of(keptFromCallToCall())).flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> variance() {
        return List.of(
                Mutants.of("noise-dropped", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return 0;
                    }
                }),
                Mutants.of("noise-doubled", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return 2 * super.deviation(s);
                    }
                }),
                Mutants.of("variance-doubled", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return Math.sqrt(2) * super.deviation(s);
                    }
                }),
                Mutants.of("variance-for-deviation", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return variance(s);
                    }
                }),
                Mutants.of("variance-of-step-before", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return s.to().isClean() ? 0 : super.deviation(s.before());
                    }
                }),
                Mutants.of("noise-into-clean", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return super.deviation(s.to().isClean() ? s.before() : s);
                    }
                }),
                Mutants.of("beta-into-clean", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return s.to().isClean() ? Math.sqrt(s.beta()) : super.deviation(s);
                    }
                }),
                Mutants.of("quiet-before-last", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return s.k() >= s.steps() - 2 ? 0 : super.deviation(s);
                    }
                }),
                Mutants.of("noise-in-every-other-step", new PlainDdpm() {
                    @Override
                    double deviation(Step s) {
                        return s.k() % 2 == 0 ? super.deviation(s) : 0;
                    }
                }));
    }

    private static List<Mutant> normals() {
        return List.of(
                Mutants.of("normals-reused", new PlainDdpm() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        Batch once = Batch.of(noise);
                        return () -> once;
                    }
                }),
                Mutants.of("normals-one-for-all-coordinates", new PlainDdpm() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        return () -> Batch.of(noise).taken(noise.dimension(), 1);
                    }
                }),
                Mutants.of("normals-one-for-all-points", new PlainDdpm() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        return () -> Batch.of(noise).taken(1, noise.points());
                    }
                }),
                Mutants.of("normals-positive", new PlainDdpm() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        return () -> Batch.of(noise).each(Math::abs);
                    }
                }),
                // The right law of each point; points of different batches are not independent.
                Mutants.of("normals-same-in-every-batch", new PlainDdpm() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        Noise same = Noise.of(new Streams(1), 0, noise.dimension(), noise.points());
                        return () -> Batch.of(same);
                    }
                }),
                Mutants.equal("normals-sign", new PlainDdpm() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        return () -> Batch.of(noise).neg();
                    }
                }, "normal numbers are symmetric"),
                Mutants.of("same-in-every-batch", new PlainDdpm() {
                    @Override
                    Noise stream(Noise given) {
                        return Noise.of(new Streams(1), 0, given.dimension(), given.points());
                    }
                }));
    }

    private static List<Mutant> starts() {
        return List.of(
                Mutants.of("start-of-half-the-deviation", new PlainDdpm() {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(0.5);
                    }
                }),
                Mutants.of("start-of-variance-1.1", new PlainDdpm() {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(Math.sqrt(1.1));
                    }
                }),
                Mutants.of("start-uniform", new PlainDdpm() {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).each(z -> Math.sqrt(3) * Erf.erf(z / Math.sqrt(2)));
                    }
                }),
                Mutants.of("start-at-origin", new PlainDdpm() {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(0);
                    }
                }),
                Mutants.of("start-one-for-all-points", new PlainDdpm() {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).taken(1, noise.points());
                    }
                }));
    }

    private static List<Mutant> points() {
        return List.of(
                Mutants.of("points-in-pairs", new PlainDdpm() {
                    @Override
                    Batch finish(Batch x) {
                        return x.taken(1, 2);
                    }
                }),
                Mutants.of("coordinates-in-pairs", new PlainDdpm() {
                    @Override
                    Batch finish(Batch x) {
                        return x.taken(2, 1);
                    }
                }),
                Mutants.of("batch-mean-subtracted", new PlainDdpm() {
                    @Override
                    Batch finish(Batch x) {
                        return x.centred();
                    }
                }));
    }

    private static Mutant keptFromCallToCall() {
        AtomicReference<Batch> kept = new AtomicReference<>();
        return Mutants.of("state-kept", new PlainDdpm() {
            @Override
            Batch finish(Batch x) {
                Batch last = kept.getAndSet(x);
                return last != null && last.numbers().length == x.numbers().length ? x.add(last).div(Math.sqrt(2)) : x;
            }
        });
    }
}
