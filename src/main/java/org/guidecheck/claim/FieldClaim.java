package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.PlaneDifferences;
import org.guidecheck.oracle.path.FieldPaths;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * Claim that guidance along a field e other than w g lowers the mean reciprocal, M ≤ M_0 = 1/π_c (theory.md, "Rules and
 * the cone condition").
 *
 * <p>Where the cone condition ⟨g, e⟩ ≥ 0 holds at all probe points, the claim holds there. Where it fails, the mean
 * reciprocal is computed: by finite differences on the line, and in the plane for Gaussian components. In other cases
 * an e-process on bounded paths can refute the claim but not confirm it; the verdict is UNDECIDED unless it refutes.
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
        return evidence(setting, alpha, FieldClaim::mean);
    }

    /** {@inheritDoc} On the line by finite differences in direct form, elsewhere by an e-process on paths. */
    @Override
    public final Verdict secondOpinion(Setting setting, double alpha) {
        Setting again = setting.withSeed(~setting.seed());
        return verdict(again, () -> evidence(again, alpha, FieldClaim::meanOtherwise));
    }

    /** An oracle of the mean reciprocal under a field. */
    @FunctionalInterface
    private interface MeanReciprocal {
        Evidence of(Setting setting, NamedField field, double alpha);
    }

    private List<Evidence> evidence(Setting setting, double alpha, MeanReciprocal oracle) {
        List<NamedField> fields = fields(setting);
        List<Evidence> evidence = new ArrayList<>();
        for (NamedField each : fields) {
            ConeCertificate cone = new ConeCertificate(setting, each.name(), each.field());
            evidence.add(cone.violated()
                    ? cone.annotate(oracle.of(setting, each, alpha / 2 / fields.size())) : cone.evidence());
        }
        evidence.addAll(furtherEvidence(setting, alpha / 2));
        return evidence;
    }

    private static Evidence meanOtherwise(Setting setting, NamedField named, double alpha) {
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
    private static Evidence mean(Setting setting, NamedField named, double alpha) {
        if (setting.law().dimension() == 1) {
            FiniteDifferences line = onLine(setting, named.field());
            return computed(setting, named, line.meanReciprocal(LINE_PRECISION), "finite differences, three meshes",
                    () -> line.meanReciprocalAtLeast(LINE_PRECISION));
        }
        if (PlaneDifferences.supports(setting.process())) {
            return computed(setting, named, PlaneDifferences.underField(setting.process(), named.field(),
                    PLANE_PRECISION, limit(setting, named.field())), "finite differences in the plane",
                    () -> PlaneDifferences.atLeast(setting.process(), named.field(), PLANE_PRECISION));
        }
        return sampled(setting, named, alpha);
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

    private static Evidence computed(Setting setting, NamedField named, FiniteDifferences.Result result, String method,
            Bound below) {
        Evidence evidence = computed(setting, named, result, method);
        if (evidence.outcome() == Outcome.UNDECIDED) {
            // If the mean grows too fast for a mesh, a lower bound of it can still be computed.
            FiniteDifferences.Result least = below.compute();
            if (least.value() - least.errorBound() > limit(setting, named.field())) {
                return evidence(setting, named, least.value(), Interval.atLeast(least.value() - least.errorBound()),
                        method + ", growth cut off: a lower bound of M");
            }
        }
        return evidence;
    }

    private static Evidence computed(Setting setting, NamedField named, FiniteDifferences.Result result,
            String method) {
        boolean known = Double.isFinite(result.value()) && result.errorBound() < Double.POSITIVE_INFINITY;
        return evidence(setting, named, known ? result.value() : setting.unguidedMean(),
                known ? result.bounds() : Interval.ALL, method);
    }

    private static Evidence evidence(Setting setting, NamedField named, double value, Interval bounds, String how) {
        double limit = limit(setting, named.field());
        Outcome outcome = bounds.upper() <= limit ? Outcome.HOLDS
                : bounds.lower() > limit ? Outcome.REFUTED : Outcome.UNDECIDED;
        List<Tolerance> tolerances = new ArrayList<>(List.of(
                new Tolerance.Discretisation(start(setting, named.field()) * setting.unguidedMean(),
                        "the process starts at t > 0"),
                new Tolerance.Rounding(ROUNDING * setting.unguidedMean(), "sums and exponentials")));
        if (bounds.width() < Double.POSITIVE_INFINITY) {
            tolerances.add(new Tolerance.Discretisation(0.5 * bounds.width(), "differences of the meshes"));
        }
        return Evidence.of(Evidence.Kind.ESTIMATED, "M, " + named.name(), value).within(bounds).by(how)
                .allowing(tolerances)
                .decides(String.format(Locale.ROOT, "M <= M_0 = %.6g", setting.unguidedMean()),
                        Interval.atMost(setting.unguidedMean()), outcome)
                .exceeding(Math.log(bounds.lower() / setting.unguidedMean()));
    }

    /** A rejection counts only if it persists when the steps are halved twice; each number of steps is its own test. */
    private static Evidence sampled(Setting setting, NamedField named, double alpha) {
        int steps = PATH_STEPS;
        FieldPaths.Answer answer = test(setting, named, steps, alpha);
        while (answer.rejected() && steps < MOST_PATH_STEPS) {
            steps *= 2;
            answer = test(setting, named, steps, alpha);
        }
        double unguided = setting.unguidedMean();
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "M, " + named.name(), answer.mean() * unguided)
                .within(answer.rejected() ? Interval.atLeast(unguided) : Interval.ALL)
                .by("e-process on paths of " + steps + " steps", answer.paths(), alpha)
                .allowing(List.of(new Tolerance.Discretisation(answer.discretisation() * unguided,
                        "difference of two step sizes, and the start at t > 0")))
                .decides(String.format(Locale.ROOT, "M <= M_0 = %.6g; paths can only refute", unguided),
                        Interval.atMost(unguided),
                        answer.rejected() ? Outcome.REFUTED : Outcome.UNDECIDED)
                .exceeding(answer.rejected() ? Math.log(answer.mean()) : UNSEEN);
    }

    private static FieldPaths.Answer test(Setting setting, NamedField named, int steps, double alpha) {
        double block = setting.law().marginal().cost() * 64 * 4.5 * steps;
        return new FieldPaths(setting.process(), named.field(), steps,
                setting.streams().derived("field " + named.name() + ", steps " + steps))
                .test(alpha, (int) Math.max(2, Math.min(MOST_BLOCKS, PATH_WORK / block)));
    }
}
