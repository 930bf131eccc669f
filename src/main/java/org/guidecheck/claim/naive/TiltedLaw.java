package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.mesh.TiltedLaw1D;

/**
 * Claim {@code naive.tilted-law}: guidance samples the law of density proportional to p(x|c)^{1+w} p(x)^{−w}, whose
 * score is the guided one at clean data. Compared in the mean of p(c|Y).
 */
public final class TiltedLaw extends NaiveClaim {
    /** The claim. */
    public TiltedLaw() {
        super("tilted-law",
                "guidance samples the law of density proportional to p(x|c)^{1+w} p(x)^{−w}",
                "refuted by Bradley & Nakkiran, arXiv 2408.09000, and Chidambaram et al., arXiv 2409.13074",
                Belief.ZERO,
                Resolution.ofProbability(0.005));
    }

    /** {@inheritDoc} Constant weights only, since the tilted law has one weight. */
    @Override
    public boolean appliesTo(Setting setting) {
        return super.appliesTo(setting) && setting.guidance().smallest() == setting.guidance().largest();
    }

    @Override
    List<Change> changes(GuidedMeans means, double... places) {
        Setting setting = means.setting();
        double w = setting.guidance().largest();
        if (setting.guidance().smallest() != w) {
            throw new IllegalArgumentException("weight=" + setting.guidance() + ": " + id()
                    + " applies only to constant weights");
        }
        return single(means.mean(means.guidance(), POSTERIOR)
                .minus(TiltedLaw1D.mean(setting.process(), POSTERIOR)));
    }

    @Override
    String quantity(double place) {
        return "E^w p(c|Y) less the tilted law's";
    }
}
