package org.guidecheck.claim.paper;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.GuidedGenerator;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.Evidence;

/**
 * Claim {@code paper.martingale}: without guidance the reciprocal f = 1/p_t(c|y) is a martingale, (∂_u + L⁰) f = 0, so
 * its mean is 1/π_c at every noise level.
 *
 * <p>Source: theory.md, "The generator identity"; implicit in Li and Jiao, arXiv 2505.01382.
 */
public final class Martingale extends Claim {

    /** The claim. */
    public Martingale() {
        super(new Statement("paper.martingale",
                "without guidance 1/p(c|Y) is a martingale with mean 1/π_c: (∂_u + L^0) f = 0",
                "Li & Jiao, arXiv 2505.01382; this project, theory.md, The generator identity",
                Status.HOLDS,
                Resolution.ROUNDING));
    }

    @Override
    public boolean usesGuidance() {
        return false;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(Residual.evidence(setting, "(d/du + L^0) f = 0",
                place -> new GuidedGenerator(setting.process(), place.point(), place.level())
                        .ofReciprocal(0, new double[place.point().length])));
    }
}
