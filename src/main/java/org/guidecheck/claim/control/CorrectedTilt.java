package org.guidecheck.claim.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ExampleLaws;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.oracle.mesh.TiltedLaw1D;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code control.corrected-tilt}: guided paths that gain weight at the rate ½w(w + 1)‖g‖² sample the law of
 * density proportional to p(x|c)^{1+w} p(x)^{−w}, which guidance alone does not.
 *
 * <p>Source: M. Skreta et al., <i>Feynman–Kac correctors in diffusion</i>, arXiv 2503.02819; derived in
 * theory.md, "The tilted law". Decided on the line: means of bounded functions by the backward equation with gain, are
 * compared with those of the tilted law by quadrature. Resampled particles are a further attempt to refute.
 */
public final class CorrectedTilt extends Claim {
    private static final double PRECISION = 2e-3;

    private static final Functional POSTERIOR = (y, logOdds) -> 1 / (1 + Math.exp(-logOdds));

    private final DoubleUnaryOperator rate;

    /** The claim. */
    public CorrectedTilt() {
        this(w -> 0.5 * w * (w + 1));
    }

    /** For tests: another rate of gain over ‖g‖², as a function of w. */
    CorrectedTilt(DoubleUnaryOperator rate) {
        super(new Statement("control.corrected-tilt",
                "guided paths that gain weight at the rate ½w(w+1)‖g‖² sample the law of density proportional to "
                        + "p(x|c)^{1+w} p(x)^{−w}",
                "Skreta et al., arXiv 2503.02819; this project, theory.md, The tilted law",
                Status.HOLDS,
                Resolution.ofProbability(0.005)));
        this.rate = rate;
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1 && setting.guidance() instanceof GuidanceSchedule.Constant constant
                && constant.w() >= 0;
    }

    /** {@inheritDoc} The first is case T at w = 1; the others are mixtures of Gaussians on the line. */
    @Override
    public List<Setting> examples(int count, long seed) {
        ExampleLaws random = new ExampleLaws(seed);
        List<Setting> result = new ArrayList<>();
        result.add(Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(1), seed));
        for (int i = 1; i < count; i++) {
            LabelledLaw law = random.mixtures(1);
            result.add(Setting.of(law, 0, GuidanceSchedule.constant(random.between(0.2, 1.5)), seed + i));
        }
        return result;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("dimension=" + setting.law().dimension() + ", weight="
                    + setting.guidance() + ": " + id()
                    + " is decided on the line, for a constant weight of at least 0");
        }
        double w = setting.guidance().largest();
        List<Evidence> evidence = new ArrayList<>();
        Functional position = (y, logOdds) -> 1 / (1 + Math.exp(-y));
        double start = setting.process().startError() * (1 + w);
        List<Interval> weighted = LineProcess.weighted(setting.process(), rate.applyAsDouble(w))
                .means(PRECISION, POSTERIOR, position);
        evidence.add(computed("mean p(c|Y)", weighted.get(0), tilted(setting, POSTERIOR), start, resolution(setting)));
        evidence.add(
                computed("mean 1/(1 + e^-Y)", weighted.get(1), tilted(setting, position), start, resolution(setting)));
        evidence.add(new TiltedParticles(setting, rate.applyAsDouble(w))
                .evidence(alpha, tilted(setting, POSTERIOR), resolution(setting)).asAttempt());
        return evidence;
    }

    private static Interval tilted(Setting setting, Functional functional) {
        return TiltedLaw1D.mean(setting.process(), functional);
    }

    private static Evidence computed(String quantity, Interval weighted, Interval tilted, double start,
            double resolution) {
        Interval difference = weighted.widen(start).minus(tilted);
        boolean known = difference.width() < Double.POSITIVE_INFINITY;
        Evidence started = Evidence.of(Evidence.Kind.ESTIMATED, quantity + ", weighted less the tilted law's",
                known ? difference.midpoint() : 0)
                .within(difference).by("backward equation with gain, three meshes");
        if (known) {
            started = started.allowing(List.of(
                    new Tolerance.Discretisation(0.5 * difference.width() - start, "differences of the meshes"),
                    new Tolerance.Discretisation(start, "the process starts at t > 0")));
        }
        return started.decides(Requirement.within("is 0", Interval.around(0, 0), resolution));
    }

    /** Random streams of the particles. */
    static Streams streams(Setting setting) {
        return setting.streams().derived("particles");
    }
}
