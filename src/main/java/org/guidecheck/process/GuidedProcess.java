package org.guidecheck.process;

import java.util.Objects;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;

/**
 * Guided reverse process towards one class of a labelled law, dY = (Y/2 + s(Y|c) + w g(Y)) du + dB with u = log t, from
 * N(0, I) at the noisy end to clean data or to a given noise.
 *
 * @param law      labelled law
 * @param c        index of the class that guidance aims at
 * @param guidance weight w as a function of the noise level
 * @param stop     noise τ at which the process is stopped, in [0, 0.5); 0 for clean data, which needs a law with a
 *                 density
 */
public record GuidedProcess(LabelledLaw law, int c, GuidanceSchedule guidance, double stop) {
    /** Checks class and stop; throws {@link IllegalArgumentException} naming the argument that is out of range. */
    public GuidedProcess {
        Objects.requireNonNull(guidance, "guidance");
        if (!(c >= 0 && c < law.classes().size())) {
            throw new IllegalArgumentException("class=" + c + ": must be an index below " + law.classes().size());
        }
        TimeGrid.requireStop(law, stop);
    }

    /**
     * The process stopped at clean data, or at τ = {@value TimeGrid#DEGENERATE_STOP} for a law without a density.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weight w as a function of the noise level
     * @return the process
     */
    public static GuidedProcess of(LabelledLaw law, int c, GuidanceSchedule guidance) {
        return new GuidedProcess(law, c, guidance, TimeGrid.stopOf(law));
    }

    /**
     * The same process with other weights.
     *
     * @param other weight as a function of the noise level
     * @return the process
     */
    public GuidedProcess withGuidance(GuidanceSchedule other) {
        return new GuidedProcess(law, c, other, stop);
    }

    /** {@return the same process with weight 0} */
    public GuidedProcess unguided() {
        return withGuidance(GuidanceSchedule.constant(0));
    }

    /**
     * The same process, stopped at another noise.
     *
     * @param noise τ in [0, 0.5)
     * @return the process
     */
    public GuidedProcess stoppedAt(double noise) {
        return new GuidedProcess(law, c, guidance, noise);
    }

    /** {@return number of coordinates, d ≥ 1} */
    public int dimension() {
        return law.dimension();
    }

    /** {@return label of the class} */
    public String label() {
        return law.classes().get(c).label();
    }

    /** {@return law P_c of the class} */
    public Law classLaw() {
        return law.law(c);
    }

    /** {@return the class against the mixture of the other classes} */
    public ClassVersusRest sides() {
        return ClassVersusRest.of(law, c);
    }

    /** {@return prior π_c of the class, in (0, 1)} */
    public double prior() {
        return law.prior(c);
    }

    /** {@return the mean reciprocal without guidance, M_0 = 1/π_c: the mean of 1/p(c|Y) under the class's own law} */
    public double unguidedMean() {
        return 1 / prior();
    }

    /**
     * {@return bound on the relative error of a mean caused by starting from N(0, I) at t &gt; 0; grows with the
     * largest weight}
     */
    public double startError() {
        return TimeGrid.START_SIGNAL * (2 + guidance.largest());
    }

    /**
     * Time grid from the start of the process to its stop, uniform in log signal-to-noise ratio.
     *
     * @param steps at least 2, or at least 1 if the process stops at a noise above 0
     * @return grid of steps + 1 levels
     */
    public TimeGrid grid(int steps) {
        return TimeGrid.forLaw(law, steps, stop);
    }

    /** {@return noise level at which the process is stopped} */
    public NoiseLevel end() {
        return NoiseLevel.ofNoise(stop);
    }
}
