package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.PlaneDifferences;
import org.guidecheck.oracle.path.FieldPaths;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * Claim that guidance along a field e other than w g lowers the mean reciprocal, M ≤ M_0 = 1/π_c (theory.md, "Rules and
 * the cone condition").
 *
 * <p>The mean reciprocal is computed where it can be: by finite differences on the line, and in the plane for Gaussian
 * components. In other cases an e-process on bounded paths can refute the claim but not confirm it. Beside the mean
 * stands the least cosine of ⟨g, e⟩ at sampled points: where it is negative the cone condition fails, and the mean may
 * rise.
 */
public abstract class FieldClaim extends Claim {
    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;
    private static final double LINE_PRECISION = 1e-3;
    private static final double PLANE_PRECISION = 1e-2;
    private static final int PATH_STEPS = 128;
    private static final int MOST_PATH_STEPS = 512;
    /** Most that the paths of one field may cost, in {@link org.guidecheck.law.Law#cost()} times steps. */
    private static final double PATH_WORK = 1e8;
    private static final int MOST_BLOCKS = 32;
    /** Excess reported where paths do not refute: their average depends on rare paths and measures nothing. */
    private static final double UNSEEN = -5;

    /**
     * A guidance field and its name in the evidence.
     *
     * @param name  such as {@code class b taken for 20 times as frequent}; part of the seed of its paths
     * @param field term that guidance adds to the drift
     */
    public record NamedField(String name, GuidanceField field) {
    }

    /**
     * Makes a claim.
     *
     * @param statement id, text, source and status
     */
    protected FieldClaim(Statement statement) {
        super(statement);
    }

    /**
     * The fields claimed to lower the mean reciprocal.
     *
     * @param setting law, class and guidance
     * @return at least one field; the same on every call
     */
    protected abstract List<NamedField> fields(Setting setting);

    /**
     * Evidence beyond that of the fields.
     *
     * @param setting law, class and guidance
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return empty unless overridden
     */
    protected List<Evidence> furtherEvidence(Setting setting, double alpha) {
        return List.of();
    }

    /** {@inheritDoc} Laws with cheap paths only: on larger ones paths take minutes. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.hasCheapPaths();
    }

    @Override
    protected final List<Evidence> evidence(Setting setting, double alpha) {
        return evidence(setting, fields(setting), alpha, this::mean);
    }

    /** {@inheritDoc} On the line by finite differences in direct form, elsewhere by an e-process on paths. */
    @Override
    public final Verdict secondOpinion(Setting setting, double alpha) {
        Setting again = setting.withSeed(~setting.seed());
        return verdict(again, () -> evidence(again, fields(again), alpha, this::meanOtherwise));
    }

    /** An oracle of the mean reciprocal under a field. */
    @FunctionalInterface
    private interface MeanReciprocal {
        Evidence of(Setting setting, NamedField field, double alpha);
    }

    /** For tests: decides the claim on another field under the names of its own. */
    final Verdict decide(Setting setting, GuidanceField other, double alpha) {
        List<NamedField> fields =
                fields(setting).stream().map(each -> new NamedField(each.name(), other)).toList();
        return verdict(setting, () -> evidence(setting, fields, alpha, this::mean));
    }

    private List<Evidence> evidence(Setting setting, List<NamedField> fields, double alpha, MeanReciprocal oracle) {
        List<Evidence> evidence = new ArrayList<>();
        for (NamedField each : fields) {
            ConeCertificate cone = new ConeCertificate(setting, each.field());
            evidence.add(cone.annotate(oracle.of(setting, each, alpha / 2 / fields.size())));
        }
        evidence.addAll(furtherEvidence(setting, alpha / 2));
        return evidence;
    }

    private Evidence meanOtherwise(Setting setting, NamedField named, double alpha) {
        if (setting.law().dimension() == 1) {
            try {
                Evidence direct = computed(setting, named,
                        onLine(setting, named.field()).meanReciprocalDirect(LINE_PRECISION),
                        "finite differences, direct form");
                if (direct.outcome() != Outcome.UNDECIDED) {
                    return direct;
                }
            } catch (ArithmeticException overflow) {
                // Reciprocals overflow on the mesh; paths still work.
            }
        }
        return sampled(setting, named, alpha);
    }

    /** The mean reciprocal under a field: computed on the line and in the plane, sampled elsewhere. */
    private Evidence mean(Setting setting, NamedField named, double alpha) {
        if (setting.law().dimension() == 1) {
            FiniteDifferences line = onLine(setting, named.field());
            return orPaths(setting, named, alpha,
                    computed(setting, named, line.meanReciprocal(LINE_PRECISION), "finite differences, three meshes",
                            () -> line.meanReciprocalAtLeast(LINE_PRECISION)));
        }
        if (PlaneDifferences.supports(setting.process())) {
            return orPaths(setting, named, alpha,
                    computed(setting, named, PlaneDifferences.underField(setting.process(), named.field(),
                            PLANE_PRECISION, limit(setting, named.field())), "finite differences in the plane",
                            () -> PlaneDifferences.atLeast(setting.process(), named.field(), PLANE_PRECISION)));
        }
        return sampled(setting, named, alpha);
    }

    /** Where no mesh is fine enough for the field, paths can still refute the claim. */
    private Evidence orPaths(Setting setting, NamedField named, double alpha, Evidence computed) {
        return computed.outcome() == Outcome.UNDECIDED
                ? sampled(setting, named, alpha).with("finite differences", "not resolved by the finest mesh")
                : computed;
    }

    /**
     * Finite differences for a field on the line.
     *
     * @param setting law of dimension 1, class and stop
     * @param field   term that guidance adds to the drift
     * @return solver of the mean reciprocal under the field
     */
    protected static FiniteDifferences onLine(Setting setting, GuidanceField field) {
        return new FiniteDifferences(setting.process(), field);
    }

    /**
     * The largest mean that counts as no more than M_0.
     *
     * @param setting law and class
     * @param field   term that guidance adds to the drift
     * @return 1/π_c, plus the error of starting at t &gt; 0 and rounding
     */
    protected static double limit(Setting setting, GuidanceField field) {
        return setting.unguidedMean() * (1 + start(setting, field) + ROUNDING);
    }

    private static double start(Setting setting, GuidanceField field) {
        return setting.process().withGuidance(field.weights()).startError();
    }

    /** A computation made when it is needed. */
    @FunctionalInterface
    private interface Bound {
        FiniteDifferences.Result compute();
    }

    private Evidence computed(Setting setting, NamedField named, FiniteDifferences.Result result, String method,
            Bound below) {
        Evidence evidence = computed(setting, named, result, method);
        if (evidence.outcome() == Outcome.UNDECIDED) {
            // If the mean grows too fast for a mesh, a lower bound of it can still be computed.
            FiniteDifferences.Result least = below.compute();
            Evidence bounded = evidence(setting, named, least.value(),
                    Interval.atLeast(least.value() - least.errorBound()),
                    method + ", growth cut off: a lower bound of M");
            return bounded.outcome() == Outcome.REFUTED ? bounded : evidence;
        }
        return evidence;
    }

    private Evidence computed(Setting setting, NamedField named, FiniteDifferences.Result result,
            String method) {
        // No mean of reciprocals of probabilities is below 1: bounds below it would be wrong.
        boolean known = Double.isFinite(result.value()) && result.errorBound() < Double.POSITIVE_INFINITY;
        Optional<Interval> bounds = known ? result.bounds().intersect(Interval.atLeast(1)) : Optional.empty();
        return evidence(setting, named, bounds.isPresent() ? Math.max(1, result.value()) : setting.unguidedMean(),
                bounds.orElse(Interval.ALL), method);
    }

    private Evidence evidence(Setting setting, NamedField named, double value, Interval bounds, String how) {
        double unguided = setting.unguidedMean();
        double start = start(setting, named.field()) * unguided;
        List<Tolerance> tolerances = new ArrayList<>(List.of(
                new Tolerance.Discretisation(start, "the process starts at t > 0"),
                new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials")));
        if (bounds.width() < Double.POSITIVE_INFINITY) {
            tolerances.add(new Tolerance.Discretisation(0.5 * bounds.width(), "differences of the meshes"));
        }
        return Evidence.of(Evidence.Kind.ESTIMATED, "M, " + named.name(), value).within(bounds.widen(start)).by(how)
                .allowing(tolerances)
                .decides(drop(setting, resolution(setting) * unguided))
                .exceeding(Math.log(bounds.lower() / unguided));
    }

    private static Requirement drop(Setting setting, double resolution) {
        double unguided = setting.unguidedMean();
        return Requirement.atMost(String.format(Locale.ROOT, "M <= M_0 = %.6g", unguided), unguided * (1 + ROUNDING),
                resolution);
    }

    /** A rejection counts only if it persists when the steps are halved twice; each number of steps is its own test. */
    private Evidence sampled(Setting setting, NamedField named, double alpha) {
        int steps = PATH_STEPS;
        FieldPaths.Answer answer = test(setting, named, steps, alpha);
        while (answer.rejected() && steps < MOST_PATH_STEPS) {
            steps *= 2;
            answer = test(setting, named, steps, alpha);
        }
        double unguided = setting.unguidedMean();
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "M, " + named.name(), answer.mean() * unguided)
                .within(answer.rejected() ? Interval.atLeast(unguided * (1 + 2 * ROUNDING)) : Interval.ALL)
                .by("e-process on paths of " + steps + " steps", answer.paths(), alpha)
                .allowing(List.of(new Tolerance.Discretisation(answer.discretisation() * unguided,
                        "difference of two step sizes, and the start at t > 0")))
                .decides(drop(setting, 0))
                .exceeding(answer.rejected() ? Math.log(answer.mean()) : UNSEEN)
                .asAttempt();
    }

    private static FieldPaths.Answer test(Setting setting, NamedField named, int steps, double alpha) {
        double block = setting.law().marginal().cost() * 64 * 4.5 * steps;
        return new FieldPaths(setting.process(), named.field(), steps,
                setting.streams().derived("field " + named.name() + ", steps " + steps))
                .test(alpha, (int) Math.max(2, Math.min(MOST_BLOCKS, PATH_WORK / block)));
    }
}
