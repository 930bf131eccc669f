package org.guidecheck.guard;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.hipparchus.special.Erf;
import org.nd4j.linalg.api.ndarray.INDArray;

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
                    Supplier<INDArray> normals(Noise noise) {
                        INDArray once = noise.next();
                        return once::dup;
                    }
                }),
                Mutants.of("normals-one-for-all-coordinates", new PlainDdpm() {
                    @Override
                    Supplier<INDArray> normals(Noise noise) {
                        return () -> taken(noise.next(), noise.dimension(), 1);
                    }
                }),
                Mutants.of("normals-one-for-all-points", new PlainDdpm() {
                    @Override
                    Supplier<INDArray> normals(Noise noise) {
                        return () -> taken(noise.next(), 1, noise.points());
                    }
                }),
                Mutants.of("normals-positive", new PlainDdpm() {
                    @Override
                    Supplier<INDArray> normals(Noise noise) {
                        return () -> each(noise.next(), Math::abs);
                    }
                }),
                // The right law of each point; points of different batches are not independent.
                Mutants.of("normals-same-in-every-batch", new PlainDdpm() {
                    @Override
                    Supplier<INDArray> normals(Noise noise) {
                        Noise same = Noise.of(new Streams(1), 0, noise.dimension(), noise.points());
                        return same::next;
                    }
                }),
                Mutants.equal("normals-sign", new PlainDdpm() {
                    @Override
                    Supplier<INDArray> normals(Noise noise) {
                        return () -> noise.next().neg();
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
                    INDArray start(Noise noise) {
                        return noise.next().mul(0.5);
                    }
                }),
                Mutants.of("start-of-variance-1.1", new PlainDdpm() {
                    @Override
                    INDArray start(Noise noise) {
                        return noise.next().mul(Math.sqrt(1.1));
                    }
                }),
                Mutants.of("start-uniform", new PlainDdpm() {
                    @Override
                    INDArray start(Noise noise) {
                        return each(noise.next(), z -> Math.sqrt(3) * Erf.erf(z / Math.sqrt(2)));
                    }
                }),
                Mutants.of("start-at-origin", new PlainDdpm() {
                    @Override
                    INDArray start(Noise noise) {
                        return noise.next().mul(0);
                    }
                }),
                Mutants.of("start-one-for-all-points", new PlainDdpm() {
                    @Override
                    INDArray start(Noise noise) {
                        return taken(noise.next(), 1, noise.points());
                    }
                }));
    }

    private static List<Mutant> points() {
        return List.of(
                Mutants.of("points-in-pairs", new PlainDdpm() {
                    @Override
                    INDArray finish(INDArray x) {
                        return taken(x, 1, 2);
                    }
                }),
                Mutants.of("coordinates-in-pairs", new PlainDdpm() {
                    @Override
                    INDArray finish(INDArray x) {
                        return taken(x, 2, 1);
                    }
                }),
                Mutants.of("batch-mean-subtracted", new PlainDdpm() {
                    @Override
                    INDArray finish(INDArray x) {
                        return x.subColumnVector(x.mean(true, 1));
                    }
                }));
    }

    private static Mutant keptFromCallToCall() {
        AtomicReference<INDArray> kept = new AtomicReference<>();
        return Mutants.of("state-kept", new PlainDdpm() {
            @Override
            INDArray finish(INDArray x) {
                INDArray last = kept.getAndSet(x.dup());
                return last != null && last.equalShapes(x) ? x.add(last).div(Math.sqrt(2)) : x;
            }
        });
    }
}
