package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.guider.GuiderField;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * Claim that a guider at one scale lowers the mean reciprocal of a law, M ≤ M_0 = 1/π_c. Computed by finite differences
 * on the line, if the guider has no memory; elsewhere by an e-process on paths with the guider in the loop, which can
 * only refute.
 */
final class GuiderOnLaw extends Claim {
    /** Rounding of a guider in single precision, and of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-4;
    private static final double PRECISION = 5e-3;
    /** Longest time of one computation; a small law takes a tenth of a second. */
    private static final double SECONDS = 4;
    private static final int PATH_STEPS = 128;
    private static final int MOST_PATH_STEPS = 512;
    private static final double MOST_COST = 100;
    /** Excess reported where paths do not refute: their average depends on rare paths and measures nothing. */
    private static final double UNSEEN = -5;

    private final GuiderUnderTest candidate;
    private final double scale;
    private final boolean hasMemory;
    /** The guider, unguided as long as it rests. */
    private final RestingStart.Moving moving;
    /** Weight that meshes are made for. */
    private final double weight;

    /**
     * Makes the claim.
     *
     * @param candidate the guider
     * @param scale     number that it is given
     * @param hasMemory whether its answers depend on earlier calls, so that it is no field
     */
    GuiderOnLaw(GuiderUnderTest candidate, double scale, boolean hasMemory) {
        super(new Statement("guider.mean-reciprocal", "guidance lowers the mean reciprocal, M <= M_0 = 1/pi_c",
                "this project, theory.md, Guarding a guidance rule", Status.OPEN, Resolution.ofUnguidedMean(0.01)));
        this.candidate = candidate;
        this.scale = scale;
        this.hasMemory = hasMemory;
        this.moving = RestingStart.without(candidate, scale);
        this.weight = Math.max(0, candidate.convention().weight(scale));
    }

    /** A field with weights and jumps of its own, for which meshes are made. */
    private record Weighted(GuidanceField field, GuidanceSchedule weights, List<NoiseLevel> jumps)
            implements
                GuidanceField {

        @Override
        public Evaluator evaluator() {
            return field.evaluator();
        }
    }

    /** The guider as a field on the law of a process. */
    GuidanceField field(GuidedProcess process) {
        GuidanceField field = new GuiderField(moving, scale, process.grid(candidate.steps().get(0)));
        List<NoiseLevel> jumps = Stream.concat(field.jumps().stream(), moving.begins().stream()).distinct().toList();
        return new Weighted(field, GuidanceSchedule.constant(weight), jumps);
    }

    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().marginal().cost() <= MOST_COST && !setting.law().isDegenerate();
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(isOnMesh(setting) ? onLine(setting) : onPaths(setting, alpha));
    }

    /** {@inheritDoc} On the line by finite differences in direct form, elsewhere by other paths. */
    @Override
    public Verdict secondOpinion(Setting setting, double alpha) {
        Setting again = setting.withSeed(~setting.seed());
        return verdict(again, () -> List.of(isOnMesh(again) ? onLineOtherwise(again) : onPaths(again, alpha)));
    }

    private boolean isOnMesh(Setting setting) {
        return setting.law().dimension() == 1 && !hasMemory;
    }

    private FiniteDifferences line(Setting setting) {
        return new FiniteDifferences(setting.process(), field(setting.process()))
                .within(TimeBudget.ofSeconds(SECONDS));
    }

    private Evidence onLine(Setting setting) {
        FiniteDifferences line = line(setting);
        FiniteDifferences.Result result = line.meanReciprocal(PRECISION);
        Evidence evidence = computed(setting, result, bounds(result), "finite differences");
        if (result.isResolved() && result.relativeError() < 1) {
            return evidence;
        }
        // If the mean grows too fast for a mesh, a lower bound of it can still be computed.
        FiniteDifferences.Result least = line.meanReciprocalAtLeast(PRECISION);
        return least.isResolved() ? computed(setting, least, Interval.atLeast(least.bounds().lower()),
                "finite differences, growth cut off: a lower bound of M") : evidence;
    }

    /** The direct form; where its values overflow, a bounded form with growth cut off. */
    private Evidence onLineOtherwise(Setting setting) {
        try {
            FiniteDifferences.Result direct = line(setting).meanReciprocalDirect(PRECISION);
            if (direct.isResolved() && direct.relativeError() < 1) {
                return computed(setting, direct, bounds(direct), "finite differences, direct form");
            }
        } catch (ArithmeticException overflow) {
            // The reciprocal overflows on the mesh.
        }
        FiniteDifferences.Result least = line(setting).meanReciprocalAtLeast(PRECISION);
        return computed(setting, least, least.isResolved() ? Interval.atLeast(least.bounds().lower()) : Interval.ALL,
                "finite differences, growth cut off: a lower bound of M");
    }

    /** No mean of reciprocals of probabilities is below 1: bounds below it would be wrong. */
    private static Interval bounds(FiniteDifferences.Result result) {
        return result.isResolved() ? result.bounds().intersect(Interval.atLeast(1)).orElse(Interval.ALL)
                : Interval.ALL;
    }

    private Evidence computed(Setting setting, FiniteDifferences.Result result, Interval bounds, String how) {
        double unguided = setting.unguidedMean();
        double start = unguided * setting.process().withGuidance(GuidanceSchedule.constant(weight)).startError();
        Interval widened = bounds.widen(start);
        List<Tolerance> tolerances = new ArrayList<>(List.of(
                new Tolerance.Discretisation(start, "the process starts at t > 0"),
                new Tolerance.Rounding(ROUNDING * unguided, "predictions in single precision")));
        if (Double.isFinite(result.errorBound())) {
            tolerances.add(new Tolerance.Discretisation(result.errorBound(), "differences of the meshes"));
        }
        return Evidence.of(Evidence.Kind.ESTIMATED, name(setting),
                Double.isFinite(result.value()) ? Math.max(1, result.value()) : unguided)
                .within(widened).by(how).allowing(tolerances).decides(drop(setting, resolution(setting) * unguided))
                .exceeding(Math.log(Math.max(0, widened.lower()) / unguided))
                .with("law", LawWords.whole(setting.law())).with("begins", moving.words());
    }

    private String name(Setting setting) {
        return "M at scale " + LawWords.number(scale) + ", " + LawWords.of(setting.law());
    }

    private static Requirement drop(Setting setting, double resolution) {
        double unguided = setting.unguidedMean();
        return Requirement.atMost(String.format(Locale.ROOT, "must be <= M_0 = %s, the mean without guidance",
                LawWords.number(unguided)), unguided * (1 + ROUNDING), resolution);
    }

    /** A rejection counts only if it persists when the steps are halved twice. */
    private Evidence onPaths(Setting setting, double alpha) {
        int steps = PATH_STEPS;
        LoopPaths.Answer answer = test(setting, steps, alpha);
        while (answer.rejected() && steps < MOST_PATH_STEPS) {
            steps *= 2;
            answer = test(setting, steps, alpha);
        }
        double unguided = setting.unguidedMean();
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, name(setting), answer.mean() * unguided)
                .within(answer.rejected() ? Interval.atLeast(unguided * (1 + 2 * ROUNDING)) : Interval.ALL)
                .by("e-process on paths of " + steps + " steps with the guider in the loop", answer.paths(), alpha)
                .allowing(List.of(new Tolerance.Discretisation(answer.discretisation() * unguided,
                        "difference of two step sizes, and the start at t > 0")))
                .decides(drop(setting, 0))
                .exceeding(answer.rejected() ? Math.log(answer.mean()) : UNSEEN)
                .with("law", LawWords.whole(setting.law()));
    }

    private LoopPaths.Answer test(Setting setting, int steps, double alpha) {
        return new LoopPaths(setting.process(), moving, scale, steps,
                setting.streams().derived("guider, steps " + steps)).test(alpha);
    }
}
