package org.guidecheck.guard;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.sampler.Noise;
import org.hipparchus.special.Erf;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Wrong methods of second and third order: Heun's, 2M and 3M. */
final class SecondOrderMutants {
    private SecondOrderMutants() {
    }

    static List<Mutant> all() {
        return Stream.of(heun(), multistep(), thirdOrder()).flatMap(List::stream).toList();
    }

    private static List<Mutant> heun() {
        return List.of(
                Mutants.of("corrector-at-old-level", new PlainHeun() {
                    @Override
                    NoiseLevel levelOfCorrector(Step s) {
                        return s.from();
                    }
                }),
                Mutants.of("corrector-at-old-point", new PlainHeun() {
                    @Override
                    INDArray predicted(INDArray y, INDArray slope, double change) {
                        return y;
                    }
                }),
                Mutants.of("corrector-alone", new PlainHeun() {
                    @Override
                    INDArray average(INDArray first, INDArray second) {
                        return second;
                    }
                }),
                Mutants.of("corrector-dropped", new PlainHeun() {
                    @Override
                    INDArray average(INDArray first, INDArray second) {
                        return first;
                    }
                }),
                Mutants.of("half-forgotten", new PlainHeun() {
                    @Override
                    INDArray average(INDArray first, INDArray second) {
                        return first.add(second);
                    }
                }),
                Mutants.of("difference-for-sum", new PlainHeun() {
                    @Override
                    INDArray average(INDArray first, INDArray second) {
                        return first.sub(second).mul(0.5);
                    }
                }),
                Mutants.of("last-step-at-its-start", new PlainHeun() {
                    @Override
                    NoiseLevel middle(Step s) {
                        return s.from();
                    }
                }),
                Mutants.of("last-step-skipped", new PlainHeun() {
                    @Override
                    int lastStep(int steps) {
                        return steps - 1;
                    }
                }),
                Mutants.of("start-of-half-the-deviation", new PlainHeun() {
                    @Override
                    INDArray start(Noise noise) {
                        return noise.next().mul(0.5);
                    }
                }));
    }

    private static List<Mutant> multistep() {
        return List.of(
                Mutants.of("half-forgotten", new PlainMultistep(2) {
                    @Override
                    double ofDifference() {
                        return 1;
                    }
                }),
                Mutants.of("difference-sign", new PlainMultistep(2) {
                    @Override
                    double ofDifference() {
                        return -0.5;
                    }
                }),
                Mutants.of("difference-dropped", new PlainMultistep(2) {
                    @Override
                    double ofDifference() {
                        return 0;
                    }
                }),
                Mutants.of("clean-clipped", new PlainMultistep(2) {
                    @Override
                    INDArray clean(INDArray x, INDArray score, NoiseLevel from) {
                        return each(super.clean(x, score, from), clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("last-step-skipped", new PlainMultistep(2) {
                    @Override
                    int lastStep(int steps) {
                        return steps - 1;
                    }
                }),
                Mutants.of("start-uniform", new PlainMultistep(2) {
                    @Override
                    INDArray start(Noise noise) {
                        return each(noise.next(), z -> Math.sqrt(3) * Erf.erf(z / Math.sqrt(2)));
                    }
                }));
    }

    private static List<Mutant> thirdOrder() {
        return List.of(
                Mutants.of("bend-sign", new PlainMultistep(3) {
                    @Override
                    double ofBend(double right) {
                        return -right;
                    }
                }),
                // As in code in use.
                Mutants.of("bend-halved", new PlainMultistep(3) {
                    @Override
                    double ofBend(double right) {
                        return 0.5 * right;
                    }
                }),
                Mutants.of("bend-dropped", new PlainMultistep(3) {
                    @Override
                    double ofBend(double right) {
                        return 0;
                    }
                }),
                Mutants.of("slope-in-the-middle", new PlainMultistep(3) {
                    @Override
                    INDArray here(INDArray slope, INDArray bend, double r0) {
                        return slope;
                    }
                }),
                Mutants.of("slope-sign", new PlainMultistep(3) {
                    @Override
                    INDArray here(INDArray slope, INDArray bend, double r0) {
                        return super.here(slope, bend, r0).neg();
                    }
                }),
                Mutants.of("clean-clipped", new PlainMultistep(3) {
                    @Override
                    INDArray clean(INDArray x, INDArray score, NoiseLevel from) {
                        return each(super.clean(x, score, from), clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("start-of-variance-1.1", new PlainMultistep(3) {
                    @Override
                    INDArray start(Noise noise) {
                        return noise.next().mul(Math.sqrt(1.1));
                    }
                }));
    }
}
