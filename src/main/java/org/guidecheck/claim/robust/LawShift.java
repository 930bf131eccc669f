package org.guidecheck.claim.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code robust.law-shift}: guidance by the exact classifier of shifted data lowers the mean reciprocal. All data
 * is moved by a quarter of the class's spread, in a random direction and its opposite. On the line bisection also
 * measures the shift at which the drop fails. Refuted on {@link NamedLaws#SHIFTED}, where the parts of the class are
 * narrow against its spread.
 */
public final class LawShift extends FieldClaim {
    /** Shift of the claim, in standard deviations of the class. */
    private static final double SHIFT = 0.25;
    private static final double LARGEST = 4;
    /** Shifts tried in turn: a small one may raise the mean where a large one does not. */
    private static final double[] LADDER = {0.25, 1, LARGEST};
    private static final int BISECTIONS = 3;
    /** Precision of a mean in the bisection: enough to compare it with M_0 unless the two are close. */
    private static final double COARSE = 0.1;
    private static final int DRAWS = 1000;

    /** The claim. */
    public LawShift() {
        super(new Statement("robust.law-shift",
                "guidance by the classifier of data moved by a quarter of the class's spread lowers the mean "
                        + "reciprocal",
                "this project, theory.md, Rules and the cone condition",
                Status.FAILS,
                Resolution.ofUnguidedMean(0.01)));
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.SHIFTED, 0, GuidanceSchedule.constant(1), 1));
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        return List.of(shifted(setting, SHIFT), shifted(setting, -SHIFT));
    }

    private static NamedField shifted(Setting setting, double spreads) {
        double[] direction = direction(setting);
        double spread = spread(setting);
        double[] shift = new double[direction.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = spreads * spread * direction[i];
        }
        return new NamedField(String.format(Locale.ROOT, "data moved by %.3g spreads of the class", spreads),
                new GuidanceField.ShiftedClassifier(setting.process().sides(), shift,
                        setting.guidance()));
    }

    private static double[] direction(Setting setting) {
        int d = setting.law().dimension();
        return d == 1 ? new double[] {1}
                : UnitSphereSampler.of(setting.streams().derived("direction").stream(0), d).sample();
    }

    /** Root mean square deviation of a coordinate, estimated from draws. */
    private static double spread(Setting setting) {
        UniformRandomProvider random = setting.streams().derived("spread").stream(0);
        int d = setting.law().dimension();
        double[] sums = new double[d];
        double squares = 0;
        for (int n = 0; n < DRAWS; n++) {
            double[] x = setting.process().classLaw().draw(random);
            for (int i = 0; i < d; i++) {
                sums[i] += x[i];
                squares += x[i] * x[i];
            }
        }
        for (double sum : sums) {
            squares -= sum * sum / DRAWS;
        }
        return Math.sqrt(Math.max(0, squares) / (DRAWS * d));
    }

    @Override
    protected List<Evidence> furtherEvidence(Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        if (setting.law().dimension() == 1 && setting.guidance().largest() > 0) {
            evidence.add(reach(setting, 1));
            evidence.add(reach(setting, -1));
        }
        return evidence;
    }

    /** The shift in one direction at which the drop fails: a measurement, which does not affect the outcome. */
    private static Evidence reach(Setting setting, int sign) {
        double low = 0;
        Interval known = Interval.atLeast(LARGEST);
        for (double rung : LADDER) {
            if (fails(setting, sign * rung)) {
                known = bisect(setting, sign, low, rung);
                break;
            }
            low = rung;
        }
        String way = sign > 0 ? "to the right" : "to the left";
        Evidence started = Evidence.of(Evidence.Kind.ESTIMATED, "shift " + way + " at which M > M_0, in spreads",
                known.width() < LARGEST ? known.midpoint() : LARGEST).within(known)
                .by("bisection, finite differences on three meshes each");
        return (known.width() < LARGEST ? started.allowing(List.of(
                new Tolerance.Discretisation(0.5 * known.width(), "last step of the bisection"))) : started)
                .decides(Requirement.NONE).asAttempt();
    }

    private static Interval bisect(Setting setting, int sign, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (low + high);
            if (fails(setting, sign * middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new Interval(low, high);
    }

    private static boolean fails(Setting setting, double spreads) {
        GuidanceField field = shifted(setting, spreads).field();
        FiniteDifferences line = onLine(setting, field);
        FiniteDifferences.Result result = line.meanReciprocal(COARSE);
        double limit = limit(setting, field);
        if (result.value() - result.errorBound() > limit) {
            return true;
        }
        if (result.value() + result.errorBound() <= limit) {
            return false;
        }
        FiniteDifferences.Result least = line.meanReciprocalAtLeast(COARSE);
        return least.value() - least.errorBound() > limit;
    }
}
