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
 * That guidance along fields other than w g lowers the mean reciprocal, M ≤ M_0 = 1/π_c (properties/README.md, "Rules
 * and the cone condition").
 *
 * <p>A field with ⟨g, e⟩ ≥ 0 at many points holds there by the cone condition. Where it fails, the mean itself is
 * computed: by finite differences on the line, and in the plane for Gaussian components. In more dimensions bounded paths
 * with an e-process can refute, and nothing here confirms: the verdict then is UNDECIDED.
 */
public abstract class FieldClaim extends Claim {
    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;
    private static final double LINE_PRECISION = 1e-3;
    private static final double PLANE_PRECISION = 1e-2;
    private static final int PATH_STEPS = 128;
    private static final int MOST_PATH_STEPS = 512;
    /** Components times dimensions times steps that the paths of one field may cost. */
    private static final double PATH_WORK = 1e8;
    private static final int MOST_BLOCKS = 32;
    /** Excess, in logs of the mean, where paths show nothing: what rare ones make of their average is no measure. */
    private static final double UNSEEN = -5;

    /**
     * A field and what it is called in the evidence.
     *
     * @param name  such as {@code class b 20 times as frequent}
     * @param field what guidance adds to the drift
     */
    public record NamedField(String name, GuidanceField field) {
    }

    /**
     * Takes what the claim says of itself.
     *
     * @param statement id, text, source and status
     */
    protected FieldClaim(Statement statement) {
        super(statement);
    }

    /**
     * The fields that are claimed to lower the mean.
     *
     * @param setting law, class and guidance
     * @return at least one, the same each time
     */
    protected abstract List<NamedField> fields(Setting setting);

    /**
     * Evidence of another kind, where the claim has some.
     *
     * @param setting law, class and guidance
     * @param alpha   false-alarm probability to spend
     * @return none, unless overridden
     */
    protected List<Evidence> more(Setting setting, double alpha) {
        return List.of();
    }

    /** Paths through larger laws take minutes: they are left to the claims that need few. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.hasCheapPaths();
    }

    @Override
    protected final List<Evidence> evidence(Setting setting, double alpha) {
        return evidence(setting, alpha, FieldClaim::mean);
    }

    /** {@inheritDoc} On the line the direct form; elsewhere paths and an e-process. */
    @Override
    public final Verdict decideOtherwise(Setting setting, double alpha) {
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
        evidence.addAll(more(setting, alpha / 2));
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
                // Reciprocals beyond all numbers on the mesh are no obstacle to paths.
            }
        }
        return sampled(setting, named, alpha);
    }

    /** The mean reciprocal under a field, by what the dimension allows. */
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
     * The solver for a field on the line.
     *
     * @param setting law of dimension 1, class and end
     * @param field   what guidance adds to the drift
     * @return finite differences of the mean reciprocal under the field
     */
    protected static FiniteDifferences onLine(Setting setting, GuidanceField field) {
        return new FiniteDifferences(setting.process(), field);
    }

    /**
     * The largest mean that counts as no more than M_0.
     *
     * @param setting law and class
     * @param field   what guidance adds to the drift
     * @return 1/π_c, with what starting at t &gt; 0 and rounding may change
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
            // A mean that grows too fast for a mesh still has numbers that it is not below.
            FiniteDifferences.Result least = below.compute();
            if (least.value() - least.errorBound() > limit(setting, named.field())) {
                return evidence(setting, named, least.value(), Interval.atLeast(least.value() - least.errorBound()),
                        method + ", growth cut off: a number that M is not below");
            }
        }
        return evidence;
    }

    private static Evidence computed(Setting setting, NamedField named, FiniteDifferences.Result result, String method) {
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
        return Evidence.of(Evidence.Kind.DETERMINISTIC, "M, " + named.name(), value).within(bounds).by(how)
                .allowing(tolerances)
                .decides(String.format(Locale.ROOT, "M <= M_0 = %.6g", setting.unguidedMean()),
                        Interval.atMost(setting.unguidedMean()), outcome)
                .exceeding(Math.log(bounds.lower() / setting.unguidedMean()));
    }

    /** A rejection counts if it persists when the steps are halved: each number of steps is a test of its own. */
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
