package org.guidecheck.claim.cases;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ExampleLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code case.entropy}: for Gaussian classes of one isotropic covariance the differential entropy of guided
 * output is at most that of the class, for process and flow.
 *
 * <p>Source: Y. Wu, M. Chen, Z. Li, M. Wang and Y. Wei, arXiv 2403.01639, on the loss of diversity. The condition, one
 * isotropic covariance for any number of classes, is this project's (theory.md, "Special cases"), not the paper's.
 * Decided on the line: the process's output density by the forward equation, the flow's entropy by the divergence along
 * its paths.
 */
public final class EntropyFalls extends Claim {
    private static final double PRECISION = 1e-4;

    /** The claim. */
    public EntropyFalls() {
        super(new Statement("case.entropy",
                "for Gaussian classes of one isotropic covariance, guidance lowers the differential entropy of the "
                        + "output",
                "after Wu et al., arXiv 2403.01639; condition: this project, theory.md, Special cases",
                Status.HOLDS,
                new Resolution(0.005, "in entropy")));
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1 && setting.guidance().smallest() >= 0
                && IsotropicGaussians.sharesVariance(setting);
    }

    /** {@inheritDoc} Two to four classes on the line. */
    @Override
    public List<Setting> examples(int count, long seed) {
        return ExampleLaws.settings(count, seed,
                (random, i) -> random.gaussians(1 + random.upTo(3), 1, random.between(0.2, 1.5)), 0.2, 4);
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        if (setting.law().dimension() != 1) {
            throw new IllegalArgumentException("dimension=" + setting.law().dimension() + ": " + id()
                    + " is decided on laws of dimension 1");
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(change("entropy gained by guidance, SDE", sde(setting, setting.guidance())
                .minus(sde(setting, GuidanceSchedule.constant(0))), "forward equation, three meshes",
                resolution(setting)));
        if (IsotropicGaussians.sharesVariance(setting)) {
            GaussianFlow flow = new GaussianFlow(setting.process());
            evidence.add(change("entropy gained by guidance, ODE", flow.entropyGain(),
                    "divergence along " + GaussianFlow.PATHS + " paths, two grids", resolution(setting)));
        }
        return evidence;
    }

    private static Interval sde(Setting setting, GuidanceSchedule w) {
        // The process starts from N(0, 1) at t > 0, which is off by about t.
        return LineProcess.guided(setting.process().withGuidance(w)).entropy(PRECISION)
                .widen(TimeGrid.START_SIGNAL * (2 + w.largest()));
    }

    private static Evidence change(String quantity, Interval change, String method, double resolution) {
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity, change.midpoint()).within(change).by(method)
                .allowing(List.of(new Tolerance.Discretisation(0.5 * change.width(),
                        "differences of the meshes, and the start at t > 0")))
                .decides(Requirement.atMost("at most 0", 0, resolution));
    }
}
