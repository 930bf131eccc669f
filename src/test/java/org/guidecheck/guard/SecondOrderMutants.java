package org.guidecheck.guard;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Noise;
import org.hipparchus.special.Erf;

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
                    Batch predicted(Batch y, Batch slope, double change) {
                        return y;
                    }
                }),
                Mutants.of("corrector-alone", new PlainHeun() {
                    @Override
                    Batch average(Batch first, Batch second) {
                        return second;
                    }
                }),
                Mutants.of("corrector-dropped", new PlainHeun() {
                    @Override
                    Batch average(Batch first, Batch second) {
                        return first;
                    }
                }),
                Mutants.of("half-forgotten", new PlainHeun() {
                    @Override
                    Batch average(Batch first, Batch second) {
                        return first.add(second);
                    }
                }),
                Mutants.of("difference-for-sum", new PlainHeun() {
                    @Override
                    Batch average(Batch first, Batch second) {
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
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(0.5);
                    }
                }));
    }

    private static List<Mutant> multistep() {
        return List.of(
                Mutants.of("half-forgotten", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    double ofDifference() {
                        return 1;
                    }
                }),
                Mutants.of("difference-sign", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    double ofDifference() {
                        return -0.5;
                    }
                }),
                Mutants.of("difference-dropped", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    double ofDifference() {
                        return 0;
                    }
                }),
                Mutants.of("clean-clipped", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return super.clean(x, score, from).each(clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("last-step-skipped", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    int lastStep(int steps) {
                        return steps - 1;
                    }
                }),
                Mutants.of("start-uniform", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).each(z -> Math.sqrt(3) * Erf.erf(z / Math.sqrt(2)));
                    }
                }));
    }

    private static List<Mutant> thirdOrder() {
        return List.of(
                Mutants.of("bend-sign", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    double ofBend(double right) {
                        return -right;
                    }
                }),
                // As in code in use.
                Mutants.of("bend-halved", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    double ofBend(double right) {
                        return 0.5 * right;
                    }
                }),
                Mutants.of("bend-dropped", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    double ofBend(double right) {
                        return 0;
                    }
                }),
                Mutants.of("slope-in-the-middle", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    Batch here(Batch slope, Batch bend, double r0) {
                        return slope;
                    }
                }),
                Mutants.of("slope-sign", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    Batch here(Batch slope, Batch bend, double r0) {
                        return super.here(slope, bend, r0).neg();
                    }
                }),
                Mutants.of("clean-clipped", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return super.clean(x, score, from).each(clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("start-of-variance-1.1", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(Math.sqrt(1.1));
                    }
                }));
    }
}
