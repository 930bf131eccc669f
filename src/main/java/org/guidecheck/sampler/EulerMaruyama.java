package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The Euler–Maruyama scheme for the guided reverse process in its own time u = log t, dY = (Y/2 + s_w(Y)) du + dB_u.
 * It keeps the noise of the last step, so at clean data it leaves a variance of the length of that step.
 */
public final class EulerMaruyama extends SteppingSampler {

    @Override
    public String name() {
        return "euler-maruyama";
    }

    @Override
    public Transition transition(NoiseLevel from, NoiseLevel to) {
        double du = to.logSignal() - from.logSignal();
        return new Transition(1 + 0.5 * du, du, Math.sqrt(du));
    }

    @Override
    void step(INDArray x, Prediction prediction, double w, NoiseLevel to, Noise noise) {
        double du = to.logSignal() - prediction.level().logSignal();
        x.muli(1 + 0.5 * du);
        PointArrays.add(x, du, prediction.score(w));
        PointArrays.add(x, Math.sqrt(du), noise.next());
    }
}
