package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * Euler–Maruyama sampler for the guided reverse SDE in the time u = log t, dY = (Y/2 + s_w(Y)) du + dB_u. The last step
 * adds noise too, so at clean data the output has an excess variance equal to the length of that step.
 */
public final class EulerMaruyama implements GaussianSampler {

    @Override
    public String name() {
        return "euler-maruyama";
    }

    @Override
    public Transition transition(NoiseLevel from, NoiseLevel to) {
        double du = to.logSignal() - from.logSignal();
        return new Transition(1 + 0.5 * du, du, Math.sqrt(du));
    }
}
