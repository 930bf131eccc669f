package org.guidecheck.claim.robust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Claim {@code robust.prior-shift}: with three or more classes, guidance by a classifier that takes one of the other
 * classes for {@value #FACTOR} times as frequent as it is lowers the mean reciprocal.
 *
 * <p>The classifier gradient is a mean of the s_c − s_j with weights p(j|x). Other priors shift these weights, and if
 * the other classes lie on different sides the gradient turns. Refuted on {@link NamedLaws#WRONG_PRIORS}; most laws
 * keep the drop even where the cone condition fails.
 */
public final class PriorShift extends FieldClaim {
    /** Factor of one class's prior; all priors are then normalised. */
    private static final double FACTOR = 20;
    /** Number of classes whose prior is changed, one at a time. */
    private static final int MOST_CLASSES = 2;

    /** The claim. */
    public PriorShift() {
        super(new Statement("robust.prior-shift",
                "with three or more classes, guidance that takes one class for 20 times as frequent as it is lowers "
                        + "the mean reciprocal",
                "this project, theory.md, Rules and the cone condition",
                Status.FAILS,
                Resolution.ofUnguidedMean(0.01)));
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().classes().size() > 2;
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.WRONG_PRIORS, 0, GuidanceSchedule.constant(3), 1));
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        LabelledLaw law = setting.law();
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("classes=" + law.classes().size() + ": " + id()
                    + " applies only to three or more classes");
        }
        List<NamedField> fields = new ArrayList<>();
        for (int j = 0; j < law.classes().size() && fields.size() < MOST_CLASSES; j++) {
            if (j == setting.process().c()) {
                continue;
            }
            double[] priors = new double[law.classes().size()];
            Arrays.setAll(priors, law::prior);
            priors[j] *= FACTOR;
            double total = Arrays.stream(priors).sum();
            Arrays.setAll(priors, i -> priors[i] / total);
            fields.add(new NamedField(String.format(Locale.ROOT, "class %s taken for %.0f times as frequent",
                    law.classes().get(j).label(), FACTOR),
                    GuidanceField.ofPriors(setting.process(), priors)));
        }
        return fields;
    }
}
