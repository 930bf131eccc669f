package org.guidecheck.claim.robust;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;

/**
 * Claim {@code robust.prior-shift-two-classes}: with two classes, guidance by a classifier with wrong priors lowers the
 * mean reciprocal. The gradient of a posterior of two classes is (1 − p̃(c|x)) (s_c − s_other): priors change its
 * length but not its direction, and the cone condition holds everywhere (theory.md, "Rules and the cone condition").
 */
public final class PriorShiftOfTwoClasses extends FieldClaim {
    private static final double[] BELIEVED = {0.01, 0.5, 0.99};

    private final boolean backwards;

    /** The claim. */
    public PriorShiftOfTwoClasses() {
        this(false);
    }

    /** For tests: a mutant that guides towards the other class. */
    PriorShiftOfTwoClasses(boolean backwards) {
        super(new Statement("robust.prior-shift-two-classes",
                "with two classes, guidance with wrong class priors lowers the mean reciprocal",
                "this project, theory.md, Rules and the cone condition",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)));
        this.backwards = backwards;
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().classes().size() == 2;
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("classes=" + setting.law().classes().size() + ": " + id()
                    + " applies only to two classes");
        }
        List<NamedField> fields = new ArrayList<>();
        for (double prior : BELIEVED) {
            double[] priors = setting.process().c() == 0 ? new double[] {prior, 1 - prior}
                    : new double[] {1 - prior, prior};
            fields.add(new NamedField("prior taken for " + prior, GuidanceField.ofPriors(believed(setting), priors)));
        }
        return fields;
    }

    private GuidedProcess believed(Setting setting) {
        GuidedProcess process = setting.process();
        return backwards ? new GuidedProcess(process.law(), 1 - process.c(), process.guidance(), process.stop())
                : process;
    }
}
