package org.guidecheck.guard;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Noise;

/** Wrong Euler–Maruyama, and wrong DDIM with half of its noise. */
final class NoisyMutants {
    private NoisyMutants() {
    }

    static List<Mutant> all() {
        return Stream.of(eulerMaruyama(), halfNoisyDdim()).flatMap(List::stream).toList();
    }

    private static List<Mutant> eulerMaruyama() {
        return List.of(
                Mutants.of("growth-doubled", new PlainEulerMaruyama() {
                    @Override
                    double growth(Step s) {
                        return s.du();
                    }
                }),
                Mutants.of("growth-dropped", new PlainEulerMaruyama() {
                    @Override
                    double growth(Step s) {
                        return 0;
                    }
                }),
                Mutants.of("growth-sign", new PlainEulerMaruyama() {
                    @Override
                    double growth(Step s) {
                        return -super.growth(s);
                    }
                }),
                Mutants.of("push-of-the-flow", new PlainEulerMaruyama() {
                    @Override
                    double push(Step s) {
                        return 0.5 * s.du();
                    }
                }),
                Mutants.of("time-for-its-root", new PlainEulerMaruyama() {
                    @Override
                    double deviation(Step s) {
                        return s.du();
                    }
                }),
                Mutants.of("noise-doubled", new PlainEulerMaruyama() {
                    @Override
                    double deviation(Step s) {
                        return 2 * super.deviation(s);
                    }
                }),
                Mutants.of("variance-of-step-before", new PlainEulerMaruyama() {
                    @Override
                    double deviation(Step s) {
                        return super.deviation(s.before());
                    }
                }),
                Mutants.of("noise-dropped", new PlainEulerMaruyama() {
                    @Override
                    double deviation(Step s) {
                        return 0;
                    }
                }),
                Mutants.of("one-level-late", new PlainEulerMaruyama() {
                    @Override
                    Step at(Step s) {
                        return s.before();
                    }
                }),
                Mutants.of("normals-reused", new PlainEulerMaruyama() {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        Batch once = Batch.of(noise);
                        return () -> once;
                    }
                }),
                Mutants.of("start-of-half-the-deviation", new PlainEulerMaruyama() {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(0.5);
                    }
                }));
    }

    private static List<Mutant> halfNoisyDdim() {
        return List.of(
                Mutants.of("direction-of-eta-0", new PlainDdim(0.5) {
                    @Override
                    double direction(Step s) {
                        return Math.sqrt(s.to().noise());
                    }
                }),
                Mutants.of("variance-for-deviation", new PlainDdim(0.5) {
                    @Override
                    double deviation(Step s) {
                        return variance(s);
                    }
                }),
                Mutants.of("noise-dropped", new PlainDdim(0.5) {
                    @Override
                    double deviation(Step s) {
                        return 0;
                    }
                }),
                Mutants.of("noise-of-eta-1", new PlainDdim(0.5) {
                    @Override
                    double deviation(Step s) {
                        return 2 * super.deviation(s);
                    }
                }),
                Mutants.of("noise-into-clean", new PlainDdim(0.5) {
                    @Override
                    double deviation(Step s) {
                        return super.deviation(s.to().isClean() ? s.before() : s);
                    }
                }),
                Mutants.of("clean-clipped", new PlainDdim(0.5) {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return super.clean(x, score, from).each(clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("normals-one-for-all-coordinates", new PlainDdim(0.5) {
                    @Override
                    Supplier<Batch> normals(Noise noise) {
                        return () -> Batch.of(noise).taken(noise.dimension(), 1);
                    }
                }));
    }
}
