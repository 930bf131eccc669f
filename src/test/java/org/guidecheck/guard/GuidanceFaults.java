package org.guidecheck.guard;

import static org.guidecheck.guard.Expectation.inAll;
import static org.guidecheck.guard.Fault.DDIM;
import static org.guidecheck.guard.Fault.DDPM;
import static org.guidecheck.guard.Fault.EULER;
import static org.guidecheck.guard.Fault.HALF_NOISY_DDIM;
import static org.guidecheck.guard.Fault.HEUN;
import static org.guidecheck.guard.Fault.SECOND_ORDER;
import static org.guidecheck.guard.Fault.THIRD_ORDER;

import java.util.List;
import org.guidecheck.guard.PlainSampler.Combination;

/** Faults in the guidance weight and in the combination of the two scores. */
final class GuidanceFaults {
    private GuidanceFaults() {
    }

    static List<Fault<?>> all() {
        return List.of(
                Fault.of("guidance-sign", inAll("sign"), s -> s.weight = w -> -w,
                        DDPM, EULER, DDIM, HALF_NOISY_DDIM, HEUN, SECOND_ORDER, THIRD_ORDER),
                Fault.of("one-plus-w", inAll("1 \\+ w"), s -> s.weight = w -> 1 + w, DDPM, EULER, DDIM),
                Fault.of("w-minus-one", inAll("guidance_scale, which is 1 \\+ w"), s -> s.weight = w -> w - 1, DDPM,
                        EULER, DDIM, SECOND_ORDER),
                Fault.of("guidance-dropped", inAll("not applied|not guided|without guidance"), s -> s.weight = w -> 0,
                        DDPM),
                Fault.of("w-halved", inAll("half|0?\\.500?\\b"), s -> s.weight = w -> w / 2, DDPM),
                Fault.of("conditions-swapped", inAll("exchanged|swapped"),
                        s -> s.guided = (own, all, w) -> all.add(all.sub(own).mul(w)),
                        DDPM, EULER, DDIM, HEUN),
                Fault.of("guidance-twice", inAll("twice"), s -> {
                    Combination right = s.guided;
                    s.guided = (own, all, w) -> right.of(right.of(own, all, w), all, w);
                }, DDPM),
                Fault.of("guidance-alone", inAll("left out|not used"),
                        s -> s.guided = (own, all, w) -> own.sub(all).mul(w), DDPM),
                Fault.of("unconditional-ignored", inAll("unconditional.* ignored"),
                        s -> s.guided = (own, all, w) -> own.add(own.mul(w)), DDPM),
                Fault.of("guidance-after-noise", inAll("2 in each step|after"), s -> {}, GuidedAfterNoise::new),
                Fault.of("noise-unguided", inAll("noise is not guided"), s -> s.weightOfEpsilon = w -> 0, DDIM,
                        HALF_NOISY_DDIM),
                Fault.of("clean-unguided", inAll("clean point is not guided"), s -> s.weightOfClean = w -> 0, DDIM),
                Fault.of("corrector-unguided", inAll("0(\\.0+)? in calls? 2\\b|not guided|guided otherwise"),
                        s -> s.weightOfCorrector = w -> 0, HEUN),
                Fault.of("past-unguided", inAll("(kept|earlier|past) prediction.*guided otherwise"),
                        s -> s.weightOfPast = w -> 0, SECOND_ORDER, THIRD_ORDER));
    }

    /** Tends to the right law as steps get short, so that only long steps may show the fault. */
    private static final class GuidedAfterNoise extends PlainDdpm {
        @Override
        Batch next(Batch x, Step step, double w, Run run) {
            Batch next = super.next(x, step, 0, run);
            Batch guidance = score(next, step.from(), step, w, run).sub(score(next, step.from(), step, 0, run));
            return next.add(guidance.mul(step.beta() / Math.sqrt(step.alpha())));
        }
    }
}
