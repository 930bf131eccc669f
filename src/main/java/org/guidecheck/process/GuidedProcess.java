package org.guidecheck.process;

import java.util.Objects;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;

/**
 * Guided diffusion process towards one class of a labelled law, dY = (Y/2 + s(Y|c) + w g(Y)) du + dB with u = log t,
 * from N(0, I) at the noisy end to clean data or to a given noise.
 *
 * @param law      labelled law
 * @param c        index of the class that guidance aims at
 * @param guidance weights w
 * @param stop     noise τ at which the process is left, in [0, 0.5); 0 for clean data, for laws with a density only
 */
public record GuidedProcess(LabelledLaw law, int c, GuidanceSchedule guidance, double stop) {
    /** Checks class and end; throws {@link IllegalArgumentException} naming the argument that is out of range. */
    public GuidedProcess {
        Objects.requireNonNull(guidance, "guidance");
        if (!(c >= 0 && c < law.classes().size())) {
            throw new IllegalArgumentException("class=" + c + ": must be an index below " + law.classes().size());
        }
        TimeGrid.requireStop(law, stop);
    }

    /**
     * The process with the usual end: clean data, or τ = {@value TimeGrid#DEGENERATE_STOP} for a law without a density.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weights
     * @return the process
     */
    public static GuidedProcess of(LabelledLaw law, int c, GuidanceSchedule guidance) {
        return new GuidedProcess(law, c, guidance, TimeGrid.stopOf(law));
    }

    /**
     * The same process under other weights.
     *
     * @param other weights
     * @return the process
     */
    public GuidedProcess withGuidance(GuidanceSchedule other) {
        return new GuidedProcess(law, c, other, stop);
    }

    /**
     * The same process without guidance.
     *
     * @return the process at weight 0
     */
    public GuidedProcess unguided() {
        return withGuidance(GuidanceSchedule.constant(0));
    }

    /**
     * The same process with another end.
     *
     * @param noise τ at which the process is left, in [0, 0.5)
     * @return the process
     */
    public GuidedProcess stoppedAt(double noise) {
        return new GuidedProcess(law, c, guidance, noise);
    }

    /**
     * Number of coordinates.
     *
     * @return d ≥ 1
     */
    public int dimension() {
        return law.dimension();
    }

    /**
     * The label of the class.
     *
     * @return as in the law
     */
    public String label() {
        return law.classes().get(c).label();
    }

    /**
     * The law of the class.
     *
     * @return P_c
     */
    public Law classLaw() {
        return law.law(c);
    }

    /**
     * The class against the rest.
     *
     * @return both sides and the prior
     */
    public ClassVersusRest sides() {
        return ClassVersusRest.of(law, c);
    }

    /**
     * The prior of the class.
     *
     * @return π_c in (0, 1)
     */
    public double prior() {
        return law.prior(c);
    }

    /**
     * The mean reciprocal without guidance, M_0, which is the average of 1/p(c|Y) over the class's own law.
     *
     * @return 1/π_c
     */
    public double unguidedMean() {
        return 1 / prior();
    }

    /**
     * The bound on what starting from N(0, I) at t &gt; 0 changes in a mean, relative to its value.
     *
     * @return above 0, growing with the largest weight
     */
    public double startError() {
        return TimeGrid.START_SIGNAL * (2 + guidance.largest());
    }

    /**
     * The time grid of a number of steps, from the start of the process to its end.
     *
     * @param steps at least 2, or at least 1 if the process is left at a noise above 0
     * @return the grid, uniform in log signal-to-noise ratio
     */
    public TimeGrid grid(int steps) {
        return TimeGrid.forLaw(law, steps, stop);
    }

    /**
     * The noise level at which the process is left.
     *
     * @return clean data or a noise below 0.5
     */
    public NoiseLevel end() {
        return NoiseLevel.ofNoise(stop);
    }
}
