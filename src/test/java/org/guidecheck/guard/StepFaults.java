package org.guidecheck.guard;

import static org.guidecheck.guard.Fault.DDIM;
import static org.guidecheck.guard.Fault.DDPM;
import static org.guidecheck.guard.Fault.EULER;
import static org.guidecheck.guard.Fault.HALF_NOISY_DDIM;
import static org.guidecheck.guard.Fault.HEUN;
import static org.guidecheck.guard.Fault.SECOND_ORDER;
import static org.guidecheck.guard.Fault.THIRD_ORDER;

import java.util.List;
import java.util.stream.Stream;

/** Faults in the noise levels, in the estimate of clean points and in the coefficients of a step's mean. */
final class StepFaults {
    private StepFaults() {
    }

    static List<Fault<?>> all() {
        return Stream.of(levels(), estimates(), coefficients(), heun(), multistep())
                .<Fault<?>>flatMap(List::stream).toList();
    }

    private static List<Fault<?>> levels() {
        return List.of(
                Fault.of("two-levels-ahead", s -> s.stepTaken = step -> step.to(step.level(step.k() + 2)), DDPM, DDIM),
                Fault.of("one-level-late", s -> s.stepTaken = Step::before, DDPM, EULER),
                Fault.of("first-step-again", s -> s.stepTaken = step -> step.k() == 1 ? step.before() : step, DDPM),
                Fault.of("stays-in-every-other-step",
                        s -> s.stepTaken = step -> step.k() % 2 == 1 ? step.to(step.from()) : step, DDPM),
                Fault.of("told-in-reverse",
                        s -> s.levelTold = (level, step) -> step.level(step.steps() - 1 - step.k()), DDPM, DDIM),
                Fault.of("told-the-next",
                        s -> s.levelTold = (level, step) -> step.level(Math.min(step.k() + 1, step.steps() - 1)), DDPM),
                Fault.of("told-the-last", s -> s.levelTold = (level, step) -> step.level(step.k() - 1), DDPM),
                Fault.of("first-step-skipped", s -> s.stepsSkippedFirst = 1, DDPM),
                Fault.of("last-step-skipped", s -> s.stepsSkippedLast = 1, DDPM, DDIM, HEUN, SECOND_ORDER),
                Fault.of("half-precision", s -> s.levels = levels -> Rounded.toDigits(Rounded.HALF, levels), DDPM),
                Fault.of("brain-float", s -> s.levels = levels -> Rounded.toDigits(Rounded.BRAIN, levels), DDPM),
                Fault.of("single-precision", s -> s.levels = Rounded::byProducts, DDPM));
    }

    private static List<Fault<?>> estimates() {
        return List.of(
                Fault.of("clean-clipped",
                        s -> s.clean = s.clean.then(batch -> batch.each(x -> Math.min(Math.max(x, -1), 1))),
                        DDPM, DDIM, HALF_NOISY_DDIM, SECOND_ORDER, THIRD_ORDER),
                Fault.of("batch-normalised", s -> s.clean = s.clean.then(Batch::centred), DDPM),
                Fault.of("noise-for-clean", s -> s.clean = (x, score, level) -> s.epsilon.apply(score, level), DDPM),
                Fault.of("score-for-noise", s -> s.clean =
                        (x, score, level) -> x.sub(score.mul(Math.sqrt(level.noise()))).div(Math.sqrt(level.signal())),
                        DDPM),
                Fault.of("signal-for-its-root",
                        s -> s.clean = (x, score, level) -> x.add(score.mul(level.noise())).div(level.signal()), DDPM),
                Fault.of("noise-sign", s -> s.epsilon = s.epsilon.andThen(Batch::neg), DDIM),
                Fault.of("score-for-noise", s -> s.epsilon = (score, level) -> score.neg(), DDIM));
    }

    private static List<Fault<?>> coefficients() {
        return List.of(
                Fault.of("alpha-for-its-root",
                        s -> s.ofPoint = step -> step.alpha() * step.to().noise() / step.from().noise(), DDPM),
                Fault.of("point-of-step-before", s -> s.ofPoint = s.ofPoint.at(Step::before), DDPM),
                Fault.of("clean-of-step-before", s -> s.ofClean = s.ofClean.at(Step::before), DDPM),
                Fault.of("signal-here-for-there",
                        s -> s.ofClean = step -> Math.sqrt(step.from().signal()) * step.beta() / step.from().noise(),
                        DDPM),
                Fault.of("signal-here-for-there", s -> s.ofClean = step -> Math.sqrt(step.from().signal()), DDIM),
                Fault.of("signal-for-its-root", s -> s.ofClean = step -> step.to().signal(), DDIM),
                Fault.of("noise-here-for-there", s -> s.ofEpsilon = step -> Math.sqrt(step.from().noise()), DDIM),
                Fault.of("noise-for-its-root", s -> s.ofEpsilon = step -> step.to().noise(), DDIM),
                Fault.of("direction-of-eta-0", s -> s.ofEpsilon = step -> Math.sqrt(step.to().noise()),
                        HALF_NOISY_DDIM),
                Fault.of("growth-doubled", s -> s.growth = s.growth.times(2), EULER),
                Fault.of("growth-dropped", s -> s.growth = s.growth.times(0), EULER),
                Fault.of("growth-sign", s -> s.growth = s.growth.times(-1), EULER),
                Fault.of("push-of-the-flow", s -> s.ofScore = s.ofScore.times(0.5), EULER));
    }

    private static List<Fault<?>> heun() {
        return List.of(
                Fault.of("corrector-at-old-level", s -> s.levelOfCorrector = Step::from, HEUN),
                Fault.of("corrector-at-old-point", s -> s.predicted = (y, slope, change) -> y, HEUN),
                Fault.of("corrector-alone", s -> s.average = (first, second) -> second, HEUN),
                Fault.of("corrector-dropped", s -> s.average = (first, second) -> first, HEUN),
                Fault.of("half-forgotten", s -> s.average = Batch::add, HEUN),
                Fault.of("difference-for-sum", s -> s.average = (first, second) -> first.sub(second).mul(0.5), HEUN),
                Fault.of("last-step-at-its-start", s -> s.middle = Step::from, HEUN));
    }

    private static List<Fault<?>> multistep() {
        return List.of(
                Fault.of("half-forgotten", s -> s.ofDifference = 1, SECOND_ORDER),
                Fault.of("difference-sign", s -> s.ofDifference = -0.5, SECOND_ORDER),
                Fault.of("difference-dropped", s -> s.ofDifference = 0, SECOND_ORDER),
                Fault.of("bend-sign", s -> s.ofBend = -1, THIRD_ORDER),
                // As in code in use.
                Fault.of("bend-halved", s -> s.ofBend = 0.5, THIRD_ORDER),
                Fault.of("bend-dropped", s -> s.ofBend = 0, THIRD_ORDER),
                Fault.of("slope-in-the-middle", s -> s.slopeHere = (slope, bend, r0) -> slope, THIRD_ORDER),
                Fault.of("slope-sign", s -> s.slopeHere = (slope, bend, r0) -> slope.add(bend.mul(r0)).neg(),
                        THIRD_ORDER));
    }
}
