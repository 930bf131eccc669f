package org.guidecheck.claim;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.LabelledDistribution;

/**
 * What a claim is decided on.
 *
 * @param law      labelled law
 * @param c        index of the class that guidance aims at
 * @param guidance weights
 * @param stop     noise τ at which the process is left; 0 for clean data
 * @param seed     seed of all randomness
 */
public record Setting(LabelledDistribution law, int c, GuidanceSchedule guidance, double stop, long seed) {

    /**
     * The setting with the usual end: clean data, or τ = 0.01 for a law without a density.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weights
     * @param seed     seed of all randomness
     * @return the setting
     */
    public static Setting of(LabelledDistribution law, int c, GuidanceSchedule guidance, long seed) {
        return new Setting(law, c, guidance, law.isDegenerate() ? TimeGrid.DEGENERATE_STOP : 0, seed);
    }
}
