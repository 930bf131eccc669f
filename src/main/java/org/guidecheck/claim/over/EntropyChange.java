package org.guidecheck.claim.over;

import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;

/**
 * Claim {@code over.diversity}: guidance lowers the differential entropy of the output. It fails: where the rest lies in the
 * middle of the class, guidance moves outputs outwards, and their law becomes wider than the class. It holds for Gaussian
 * classes of one isotropic covariance ({@code case.entropy}).
 */
public final class EntropyChange extends Claim {
    private static final double PRECISION = 1e-3;

    /** The claim. */
    public EntropyChange() {
        super(new Statement("over.diversity",
                "guidance lowers the differential entropy of the output, whatever the law",
                "a common belief about the loss of diversity", Status.FAILS, new Resolution(0.01, "in entropy")));
    }

    /** {@inheritDoc} Laws on the line. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1 && setting.guidance().smallest() >= 0;
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.WITHIN, 0, GuidanceSchedule.constant(1), 1));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        Interval change = entropy(setting, setting.guidance()).minus(entropy(setting, GuidanceSchedule.constant(0)));
        return List.of(evidence(setting, change));
    }

    private Evidence evidence(Setting setting, Interval change) {
        return LineOutput.evidence("entropy gained by guidance", change,
                Requirement.atMost("at most 0", 0, resolution(setting)));
    }

    private static Interval entropy(Setting setting, GuidanceSchedule w) {
        return LineOutput.started(LineOutput.values(setting, w, PRECISION).entropy(), w);
    }

    /** {@inheritDoc} By the solver of the process in its own coordinates, on other meshes. */
    @Override
    public Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> List.of(evidence(setting, direct(setting, setting.guidance())
                .minus(direct(setting, GuidanceSchedule.constant(0))))));
    }

    private static Interval direct(Setting setting, GuidanceSchedule w) {
        return LineOutput.started(LineProcess.guided(setting.process().withGuidance(w)).entropy(PRECISION), w);
    }
}
