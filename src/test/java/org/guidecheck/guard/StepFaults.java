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
                Fault.of("two-levels-ahead", inAll("level 1 to level 3|levels? ahead|index off"),
                        s -> s.stepTaken = step -> step.to(step.level(step.k() + 2)), DDPM, DDIM),
                Fault.of("one-level-late", Expectation.from(2, "step before|index off"),
                        s -> s.stepTaken = Step::before, DDPM,
                        EULER),
                Fault.of("first-step-again", Expectation.from(2, "step before|again|index off"),
                        s -> s.stepTaken = step -> step.k() == 1 ? step.before() : step, DDPM),
                Fault.of("stays-in-every-other-step", Expectation.from(2, "stays|skipped"),
                        s -> s.stepTaken = step -> step.k() % 2 == 1 ? step.to(step.from()) : step, DDPM),
                Fault.of("told-in-reverse", Expectation.from(1, "reverse"),
                        s -> s.levelTold = (level, step) -> step.level(step.steps() - 1 - step.k()), DDPM, DDIM),
                Fault.of("told-the-next", Expectation.from(1, "step after|index off"),
                        s -> s.levelTold = (level, step) -> step.level(Math.min(step.k() + 1, step.steps() - 1)), DDPM),
                Fault.of("told-the-last", Expectation.from(2, "step before|index off"),
                        s -> s.levelTold = (level, step) -> step.level(step.k() - 1), DDPM),
                Fault.of("first-step-skipped", Expectation.from(1, "skipped"), s -> s.stepsSkippedFirst = 1, DDPM),
                Fault.of("last-step-skipped", Expectation.from(50, "skipped"), s -> s.stepsSkippedLast = 1, DDPM, DDIM,
                        HEUN,
                        SECOND_ORDER),
                Fault.of("half-precision", inAll("rounded|precision"),
                        s -> s.levels = levels -> Rounded.toDigits(Rounded.HALF, levels), DDPM),
                Fault.of("brain-float", inAll("rounded|precision"),
                        s -> s.levels = levels -> Rounded.toDigits(Rounded.BRAIN, levels), DDPM),
                Fault.of("single-precision", inAll("rounded|precision"), s -> s.levels = Rounded::byProducts, DDPM));
    }

    private static List<Fault<?>> estimates() {
        return List.of(
                Fault.of("clean-clipped", ofRun("clip"),
                        s -> s.clean = s.clean.then(batch -> batch.each(x -> Math.min(Math.max(x, -1), 1))),
                        DDPM, DDIM, HALF_NOISY_DDIM, SECOND_ORDER, THIRD_ORDER),
                Fault.of("batch-normalised", ofRun("batch"), s -> s.clean = s.clean.then(Batch::centred), DDPM),
                Fault.of("noise-for-clean", inAll("noise is taken for the clean point"),
                        s -> s.clean = (x, score, level) -> s.epsilon.apply(score, level), DDPM),
                Fault.of("score-for-noise", inAll("score"), s -> s.clean =
                        (x, score, level) -> x.sub(score.mul(Math.sqrt(level.noise()))).div(Math.sqrt(level.signal())),
                        DDPM),
                Fault.of("signal-for-its-root", inAll("root"),
                        s -> s.clean = (x, score, level) -> x.add(score.mul(level.noise())).div(level.signal()), DDPM),
                Fault.of("noise-sign", inAll("sign"), s -> s.epsilon = s.epsilon.andThen(Batch::neg), DDIM),
                Fault.of("score-for-noise", inAll("score"), s -> s.epsilon = (score, level) -> score.neg(), DDIM));
    }

    private static List<Fault<?>> coefficients() {
        return List.of(
                Fault.of("alpha-for-its-root", inAll("root|square"),
                        s -> s.ofPoint = step -> step.alpha() * step.to().noise() / step.from().noise(), DDPM),
                Fault.of("point-of-step-before", Expectation.from(2, "step before"),
                        s -> s.ofPoint = s.ofPoint.at(Step::before),
                        DDPM),
                Fault.of("clean-of-step-before", Expectation.from(2, "step before"),
                        s -> s.ofClean = s.ofClean.at(Step::before),
                        DDPM),
                Fault.of("signal-here-for-there", inAll("level|index off by one"),
                        s -> s.ofClean = step -> Math.sqrt(step.from().signal()) * step.beta() / step.from().noise(),
                        DDPM),
                Fault.of("signal-here-for-there", inAll("level|index off by one"),
                        s -> s.ofClean = step -> Math.sqrt(step.from().signal()), DDIM),
                Fault.of("signal-for-its-root", inAll("root"), s -> s.ofClean = step -> step.to().signal(), DDIM),
                Fault.of("noise-here-for-there", inAll("level|index off by one"),
                        s -> s.ofEpsilon = step -> Math.sqrt(step.from().noise()), DDIM),
                Fault.of("noise-for-its-root", inAll("root|square"), s -> s.ofEpsilon = step -> step.to().noise(),
                        DDIM),
                Fault.of("direction-of-eta-0", inAll("not subtracted|variance of the (added )?noise"),
                        s -> s.ofEpsilon = step -> Math.sqrt(step.to().noise()),
                        HALF_NOISY_DDIM),
                Fault.of("growth-doubled", inAll("\\b2(\\.0+)? times"), s -> s.growth = s.growth.times(2), EULER),
                Fault.of("growth-dropped", inAll("dropped|not used|missing"), s -> s.growth = s.growth.times(0), EULER),
                Fault.of("growth-sign", inAll("sign"), s -> s.growth = s.growth.times(-1), EULER),
                Fault.of("push-of-the-flow", inAll("0?\\.500?\\d* times|half"), s -> s.ofScore = s.ofScore.times(0.5),
                        EULER));
    }

    private static List<Fault<?>> heun() {
        return List.of(
                Fault.of("corrector-at-old-level", Expectation.from(1, "call 1|level before"),
                        s -> s.levelOfCorrector = Step::from,
                        HEUN),
                Fault.of("corrector-at-old-point", Expectation.from(1, "stays|not moved|not used|skipped"),
                        s -> s.predicted = (y, slope, change) -> y, HEUN),
                Fault.of("corrector-alone", Expectation.from(1, "not used|twice|\\b2(\\.0+)? times"),
                        s -> s.average = (first, second) -> second, HEUN),
                Fault.of("corrector-dropped", inAll("not made, or not used|not used"),
                        s -> s.average = (first, second) -> first, HEUN),
                Fault.of("half-forgotten", Expectation.from(1, "half|\\b2(\\.0+)? times"), s -> s.average = Batch::add,
                        HEUN),
                Fault.of("difference-for-sum", Expectation.from(1, "sign"),
                        s -> s.average = (first, second) -> first.sub(second).mul(0.5), HEUN),
                Fault.of("last-step-at-its-start",
                        Expectation.from(50, "level of|that of (its )?call 1|not in the middle"),
                        s -> s.middle = Step::from, HEUN));
    }

    private static List<Fault<?>> multistep() {
        return List.of(
                Fault.of("half-forgotten", Expectation.from(2, "half|\\b2(\\.0+)? times"), s -> s.ofDifference = 1,
                        SECOND_ORDER),
                Fault.of("difference-sign", Expectation.from(2, "sign"), s -> s.ofDifference = -0.5, SECOND_ORDER),
                Fault.of("difference-dropped", Expectation.from(2, "not used|dropped"), s -> s.ofDifference = 0,
                        SECOND_ORDER),
                Fault.of("bend-sign", Expectation.from(3, "sign"), s -> s.ofBend = -1, THIRD_ORDER),
                // As in code in use.
                Fault.of("bend-halved", Expectation.from(3, "half|0?\\.500?\\d* times"), s -> s.ofBend = 0.5,
                        THIRD_ORDER),
                Fault.of("bend-dropped", Expectation.from(3, "not used|dropped"), s -> s.ofBend = 0, THIRD_ORDER),
                Fault.of("slope-in-the-middle", Expectation.from(3, "slope|not used|dropped"),
                        s -> s.slopeHere = (slope, bend, r0) -> slope, THIRD_ORDER),
                Fault.of("slope-sign", Expectation.from(3, "sign"),
                        s -> s.slopeHere = (slope, bend, r0) -> slope.add(bend.mul(r0)).neg(),
                        THIRD_ORDER));
    }
}
