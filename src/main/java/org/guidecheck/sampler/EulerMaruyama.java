package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * The Euler–Maruyama scheme for the guided reverse process in its own time u = log t, dY = (Y/2 + s_w(Y)) du + dB_u.
 * It keeps the noise of the last step, so at clean data it leaves a variance of the length of that step.
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
