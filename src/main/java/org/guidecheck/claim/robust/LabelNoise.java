package org.guidecheck.claim.robust;

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
 * Claim {@code robust.label-noise}: guidance by a classifier of data with wrong labels, p̃(c|x) = Σ_j C_jc p(j|x),
 * lowers the mean reciprocal.
 *
 * <p>Two kinds of label noise are tried. Symmetric: a share {@value #SHARE} of all labels is redrawn uniformly. Then p̃
 * = share/K + (1 − share) p is an increasing function of p(c|x), the gradient keeps its direction and the cone
 * condition holds for any number K of classes. One-sided: that share of the first other class carries the label c. With
 * three classes or more the gradient may turn towards that class; refuted on {@link NamedLaws#WRONG_LABELS}.
 */
public final class LabelNoise extends FieldClaim {
    private static final double SHARE = 0.4;

    /** The claim. */
    public LabelNoise() {
        super(new Statement("robust.label-noise",
                "guidance by a classifier of data with 40 % wrong labels (uniform, or one other class labelled c) "
                        + "lowers the mean reciprocal",
                "this project, theory.md, Rules and the cone condition",
                Status.FAILS,
                Resolution.ofUnguidedMean(0.01)));
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.WRONG_LABELS, 0, GuidanceSchedule.constant(3), 1));
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        LabelledLaw law = setting.law();
        int n = law.classes().size();
        double[] symmetric = new double[n];
        double[] oneSided = new double[n];
        Arrays.fill(symmetric, SHARE / n);
        symmetric[setting.process().c()] += 1 - SHARE;
        oneSided[setting.process().c()] = 1;
        int other = setting.process().c() == 0 ? 1 : 0;
        oneSided[other] = SHARE;
        return List.of(
                new NamedField(String.format(Locale.ROOT, "%.0f%% of labels drawn anew", 100 * SHARE),
                        GuidanceField.ofLabelNoise(setting.process(), symmetric)),
                new NamedField(String.format(Locale.ROOT, "%.0f%% of class %s labelled as the class", 100 * SHARE,
                        law.classes().get(other).label()),
                        GuidanceField.ofLabelNoise(setting.process(), oneSided)));
    }
}
