package org.guidecheck.guard;

import java.util.List;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Noise;

/** Wrong DDIM without noise. */
final class DdimMutants {
    private DdimMutants() {
    }

    static List<Mutant> all() {
        return List.of(
                Mutants.of("signal-for-its-root", new PlainDdim(0) {
                    @Override
                    double ofClean(Step s) {
                        return s.to().signal();
                    }
                }),
                Mutants.of("signal-here-for-there", new PlainDdim(0) {
                    @Override
                    double ofClean(Step s) {
                        return Math.sqrt(s.from().signal());
                    }
                }),
                Mutants.of("noise-for-its-root", new PlainDdim(0) {
                    @Override
                    double direction(Step s) {
                        return s.to().noise();
                    }
                }),
                Mutants.of("noise-here-for-there", new PlainDdim(0) {
                    @Override
                    double direction(Step s) {
                        return Math.sqrt(s.from().noise());
                    }
                }),
                Mutants.of("noise-sign", new PlainDdim(0) {
                    @Override
                    Batch epsilon(Batch score, NoiseLevel from) {
                        return super.epsilon(score, from).neg();
                    }
                }),
                Mutants.of("score-for-noise", new PlainDdim(0) {
                    @Override
                    Batch epsilon(Batch score, NoiseLevel from) {
                        return score.neg();
                    }
                }),
                Mutants.of("clean-clipped", new PlainDdim(0) {
                    @Override
                    Batch clean(Batch x, Batch score, NoiseLevel from) {
                        return super.clean(x, score, from).each(clean -> Math.min(Math.max(clean, -1), 1));
                    }
                }),
                Mutants.of("two-levels-ahead", new PlainDdim(0) {
                    @Override
                    Step at(Step s) {
                        return s.to(s.level(s.k() + 2));
                    }
                }),
                Mutants.of("told-in-reverse", new PlainDdim(0) {
                    @Override
                    NoiseLevel told(NoiseLevel level, Step s) {
                        return s.level(s.steps() - 1 - s.k());
                    }
                }),
                Mutants.of("last-step-skipped", new PlainDdim(0) {
                    @Override
                    int lastStep(int steps) {
                        return steps - 1;
                    }
                }),
                Mutants.of("start-of-variance-1.1", new PlainDdim(0) {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).mul(Math.sqrt(1.1));
                    }
                }),
                Mutants.of("start-one-for-all-coordinates", new PlainDdim(0) {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).taken(noise.dimension(), 1);
                    }
                }),
                Mutants.equal("start-sign", new PlainDdim(0) {
                    @Override
                    Batch start(Noise noise) {
                        return Batch.of(noise).neg();
                    }
                }, "normal numbers are symmetric"));
    }
}
