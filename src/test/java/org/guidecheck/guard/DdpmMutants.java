package org.guidecheck.guard;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.law.NoiseLevel;

/** Wrong in the mean of DDPM or in its levels. */
final class DdpmMutants {
    private DdpmMutants() {
    }

    static List<Mutant> all() {
        return Stream.of(mean(), levels()).flatMap(List::stream).toList();
    }

    private static List<Mutant> mean() {
        return List.of(
                Mutants.of("alpha-for-its-root", new PlainDdpm() {
                    @Override
                    double ofPoint(Step s) {
                        return s.alpha() * s.to().noise() / s.from().noise();
                    }
                }),
                Mutants.of("point-of-step-before", new PlainDdpm() {
                    @Override
                    double ofPoint(Step s) {
                        return super.ofPoint(s.before());
                    }
                }),
                Mutants.of("clean-of-step-before", new PlainDdpm() {
                    @Override
                    double ofClean(Step s) {
                        return super.ofClean(s.before());
                    }
                }),
                Mutants.of("signal-here-for-there", new PlainDdpm() {
                    @Override
                    double ofClean(Step s) {
                        return Math.sqrt(s.from().signal()) * s.beta() / s.from().noise();
                    }
                }),
                Mutants.of("noise-for-clean", new PlainDdpm() {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return epsilon(score, from);
                    }
                }),
                Mutants.of("score-for-noise", new PlainDdpm() {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return x.sub(score.mul(Math.sqrt(from.noise()))).div(Math.sqrt(from.signal()));
                    }
                }),
                Mutants.of("signal-for-its-root", new PlainDdpm() {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return x.add(score.mul(from.noise())).div(from.signal());
                    }
                }),
                Mutants.of("clean-clipped", new PlainDdpm() {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return super.clean(x, score, from).each(clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("batch-normalised", new PlainDdpm() {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return super.clean(x, score, from).centred();
                    }
                }));
    }

    private static List<Mutant> levels() {
        return List.of(
                Mutants.of("two-levels-ahead", new PlainDdpm() {
                    @Override
                    Step at(Step s) {
                        return s.to(s.level(s.k() + 2));
                    }
                }),
                Mutants.of("one-level-late", new PlainDdpm() {
                    @Override
                    Step at(Step s) {
                        return s.before();
                    }
                }),
                Mutants.of("first-step-again", new PlainDdpm() {
                    @Override
                    Step at(Step s) {
                        return s.k() == 1 ? s.before() : s;
                    }
                }),
                Mutants.of("stays-in-every-other-step", new PlainDdpm() {
                    @Override
                    Step at(Step s) {
                        return s.k() % 2 == 1 ? s.to(s.from()) : s;
                    }
                }),
                Mutants.of("told-in-reverse", new PlainDdpm() {
                    @Override
                    NoiseLevel told(NoiseLevel level, Step s) {
                        return s.level(s.steps() - 1 - s.k());
                    }
                }),
                Mutants.of("told-the-next", new PlainDdpm() {
                    @Override
                    NoiseLevel told(NoiseLevel level, Step s) {
                        return s.level(Math.min(s.k() + 1, s.steps() - 1));
                    }
                }),
                Mutants.of("told-the-last", new PlainDdpm() {
                    @Override
                    NoiseLevel told(NoiseLevel level, Step s) {
                        return s.level(s.k() - 1);
                    }
                }),
                Mutants.of("first-step-skipped", new PlainDdpm() {
                    @Override
                    int firstStep() {
                        return 1;
                    }
                }),
                Mutants.of("last-step-skipped", new PlainDdpm() {
                    @Override
                    int lastStep(int steps) {
                        return steps - 1;
                    }
                }),
                Mutants.of("half-precision", new PlainDdpm() {
                    @Override
                    List<NoiseLevel> levels(List<NoiseLevel> given) {
                        return Rounded.toDigits(Rounded.HALF, given);
                    }
                }),
                Mutants.of("brain-float", new PlainDdpm() {
                    @Override
                    List<NoiseLevel> levels(List<NoiseLevel> given) {
                        return Rounded.toDigits(Rounded.BRAIN, given);
                    }
                }),
                Mutants.of("single-precision", new PlainDdpm() {
                    @Override
                    List<NoiseLevel> levels(List<NoiseLevel> given) {
                        return Rounded.byProducts(given);
                    }
                }));
    }
}
