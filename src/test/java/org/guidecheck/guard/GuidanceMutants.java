package org.guidecheck.guard;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;

/** Wrong in what is made of the two scores. */
final class GuidanceMutants {
    private GuidanceMutants() {
    }

    static List<Mutant> all() {
        return Stream.of(ddpm(), eulerMaruyama(), ddim(), halfNoisy(), heun(), multistep(), thirdOrder())
                .flatMap(List::stream).toList();
    }

    private static List<Mutant> ddpm() {
        return List.of(
                Mutants.of("guidance-sign", new PlainDdpm() {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("one-plus-w", new PlainDdpm() {
                    @Override
                    double weight(double w) {
                        return 1 + w;
                    }
                }),
                Mutants.of("w-minus-one", new PlainDdpm() {
                    @Override
                    double weight(double w) {
                        return w - 1;
                    }
                }),
                Mutants.of("conditions-swapped", new PlainDdpm() {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return all.add(all.sub(own).mul(w));
                    }
                }),
                Mutants.of("guidance-dropped", new PlainDdpm() {
                    @Override
                    double weight(double w) {
                        return 0;
                    }
                }),
                Mutants.of("guidance-twice", new PlainDdpm() {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return super.guided(super.guided(own, all, w), all, w);
                    }
                }),
                Mutants.of("w-halved", new PlainDdpm() {
                    @Override
                    double weight(double w) {
                        return w / 2;
                    }
                }),
                Mutants.of("guidance-alone", new PlainDdpm() {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return own.sub(all).mul(w);
                    }
                }),
                Mutants.of("unconditional-ignored", new PlainDdpm() {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return own.add(own.mul(w));
                    }
                }),
                // Tends to the right law as steps get short: it may be told apart by long ones alone.
                Mutants.of("guidance-after-noise", new PlainDdpm() {
                    @Override
                    Batch step(Batch x, Step s, double w, Run run) {
                        Batch next = super.step(x, s, 0, run);
                        Batch guidance = score(next, s.from(), s, w, run).sub(score(next, s.from(), s, 0, run));
                        return next.add(guidance.mul(s.beta() / Math.sqrt(s.alpha())));
                    }
                }));
    }

    private static List<Mutant> eulerMaruyama() {
        return List.of(
                Mutants.of("guidance-sign", new PlainEulerMaruyama() {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("one-plus-w", new PlainEulerMaruyama() {
                    @Override
                    double weight(double w) {
                        return 1 + w;
                    }
                }),
                Mutants.of("w-minus-one", new PlainEulerMaruyama() {
                    @Override
                    double weight(double w) {
                        return w - 1;
                    }
                }),
                Mutants.of("conditions-swapped", new PlainEulerMaruyama() {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return all.add(all.sub(own).mul(w));
                    }
                }));
    }

    private static List<Mutant> ddim() {
        return List.of(
                Mutants.of("guidance-sign", new PlainDdim(0) {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("one-plus-w", new PlainDdim(0) {
                    @Override
                    double weight(double w) {
                        return 1 + w;
                    }
                }),
                Mutants.of("w-minus-one", new PlainDdim(0) {
                    @Override
                    double weight(double w) {
                        return w - 1;
                    }
                }),
                Mutants.of("conditions-swapped", new PlainDdim(0) {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return all.add(all.sub(own).mul(w));
                    }
                }),
                Mutants.of("noise-unguided", new PlainDdim(0) {
                    @Override
                    double weightOfNoise(double w) {
                        return 0;
                    }
                }),
                Mutants.of("clean-unguided", new PlainDdim(0) {
                    @Override
                    double weightOfClean(double w) {
                        return 0;
                    }
                }));
    }

    private static List<Mutant> halfNoisy() {
        return List.of(
                Mutants.of("guidance-sign", new PlainDdim(0.5) {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("noise-unguided", new PlainDdim(0.5) {
                    @Override
                    double weightOfNoise(double w) {
                        return 0;
                    }
                }));
    }

    private static List<Mutant> heun() {
        return List.of(
                Mutants.of("guidance-sign", new PlainHeun() {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("conditions-swapped", new PlainHeun() {
                    @Override
                    Batch guided(Batch own, Batch all, double w) {
                        return all.add(all.sub(own).mul(w));
                    }
                }),
                Mutants.of("corrector-unguided", new PlainHeun() {
                    @Override
                    double weightOfCorrector(double w) {
                        return 0;
                    }
                }));
    }

    private static List<Mutant> multistep() {
        return List.of(
                Mutants.of("guidance-sign", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("w-minus-one", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    double weight(double w) {
                        return w - 1;
                    }
                }),
                Mutants.of("past-unguided", new PlainDpmSolverPlusPlus(2) {
                    @Override
                    double weightOfPast(double w) {
                        return 0;
                    }
                }));
    }

    private static List<Mutant> thirdOrder() {
        return List.of(
                Mutants.of("guidance-sign", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    double weight(double w) {
                        return -w;
                    }
                }),
                Mutants.of("past-unguided", new PlainDpmSolverPlusPlus(3) {
                    @Override
                    double weightOfPast(double w) {
                        return 0;
                    }
                }));
    }
}
