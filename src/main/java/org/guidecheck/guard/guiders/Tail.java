package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that low posteriors are as rare as the grade of the guider promises: P(p(c|Y) ≤ π_c/a) ≤ a^{−q} with q the grade
 * on that law, and with q = 1, the bound without guidance, where the grade is less. Computed by finite differences on
 * the line; sampled if the guider has memory.
 */
final class Tail extends GuiderClaim {
    private static final double[] FACTORS = {4};
    private static final double PRECISION = 5e-3;
    private static final double SECONDS = 2;
    private static final int PATHS = 2048;
    private static final int STEPS = 100;
    /** Allowance for the steps of sampled paths, a probability. */
    private static final double STEP_ERROR = 0.02;
    /** Rounding of a guider in single precision. */
    private static final double ROUNDING = 1e-4;

    Tail() {
        super("guider.tail", "a posterior below pi_c/a is as rare as the grade promises: P(p(c|Y) <= pi_c/a) <= a^-q, "
                + "with q the grade, or 1 as without guidance", Resolution.ofProbability(0.005));
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        OptionalDouble range = cache.range();
        // A rule that cuts clean predictions to a range is made for data in it.
        List<LabelledLaw> laws = range.isPresent() ? List.of(GuiderLaws.inside(range.getAsDouble()))
                : List.of(GuiderLaws.TWO, NamedLaws.A, NamedLaws.T);
        List<Evidence> evidence = new ArrayList<>();
        List<Double> scales = candidate.fewScales();
        for (double scale : scales) {
            boolean hasMemory = cache.dependence(scale).hasMemory();
            List<Evidence> all = new ArrayList<>();
            for (LabelledLaw law : laws) {
                EffectiveWeights weights = cache.weights(scale, List.of(law));
                for (double factor : FACTORS) {
                    all.add(on(new Place(candidate, scale, hasMemory, law, factor), 1 + 2 * weights.least().weight(),
                            alpha / scales.size() / laws.size() / FACTORS.length));
                }
            }
            evidence.add(worst(all));
            OptionalDouble proved = ProvedGrade.of(candidate.guider(), scale);
            proved.ifPresent(grade -> evidence.add(Grade.proof(grade, scale)));
        }
        return evidence;
    }

    /** A law and a bound on the posterior. */
    private record Place(GuiderUnderTest candidate, double scale, boolean hasMemory, LabelledLaw law, double factor) {
        /** Log-odds at p(c|y) = π_c/a. */
        double logOdds() {
            double posterior = law.prior(0) / factor;
            return Math.log(posterior) - Math.log1p(-posterior);
        }

        GuidedProcess process() {
            return GuidedProcess.of(law, 0, GuidanceSchedule.constant(0));
        }
    }

    /** The evidence nearest to its limit, or beyond it. */
    private static Evidence worst(List<Evidence> all) {
        Evidence worst = all.stream().max(Comparator.comparing((Evidence each) -> each.outcome() == Outcome.REFUTED)
                .thenComparing(each -> each.excess().orElse(Double.NEGATIVE_INFINITY))).orElseThrow();
        return worst.by(worst.method() + "; the worst of " + all.size() + " laws and limits", worst.samples(),
                all.stream().mapToDouble(Evidence::alphaSpent).sum());
    }

    private static Evidence on(Place place, double found, double alpha) {
        double grade = Math.max(1, found);
        double limit = Math.pow(place.factor(), -grade);
        Requirement requirement = Requirement.atMost(String.format(Locale.ROOT,
                "must be at most %s^-%s = %.3g, for the "
                        + "grade %s on this law",
                LawWords.number(place.factor()), LawWords.number(grade), limit,
                LawWords.number(found)), limit + ROUNDING, 0);
        Evidence evidence = place.hasMemory() ? sampled(place, alpha) : computed(place);
        Evidence decided =
                evidence.decides(requirement).exceeding(evidence.bounds().lower() - limit).asAttempt();
        return decided.outcome() == Outcome.REFUTED ? decided : decided.saying(String.format(Locale.ROOT,
                "%s is %.3g, of at most %.3g that the grade promises", decided.quantity(), decided.value(), limit));
    }

    private static String name(Place place) {
        return String.format(Locale.ROOT, "P(p(c|Y) <= pi_c/%s) at scale %s, %s", LawWords.number(place.factor()),
                LawWords.number(place.scale()), LawWords.of(place.law()));
    }

    private static Evidence computed(Place place) {
        double bound = place.logOdds();
        GuidedProcess process = place.process();
        FiniteDifferences.Result result = new FiniteDifferences(process,
                new GuiderOnLaw(place.candidate(), place.scale(), false).field(process))
                .within(TimeBudget.ofSeconds(SECONDS)).mean((y, logOdds) -> logOdds <= bound ? 1 : 0, PRECISION);
        Evidence evidence =
                Evidence.of(Evidence.Kind.ESTIMATED, name(place), Double.isNaN(result.value()) ? 0 : result.value())
                        .within(result.bounds()).by("finite differences");
        return Double.isFinite(result.errorBound()) ? evidence.allowing(List.of(
                new Tolerance.Discretisation(result.errorBound(), "differences of the meshes"))) : evidence;
    }

    private static Evidence sampled(Place place, double alpha) {
        GuidedProcess process = place.process();
        TimeGrid grid = process.grid(STEPS);
        GuidedRun run = new GuidedRun(process, grid, place.candidate().guider(), place.scale());
        Supplier<double[]> normals =
                GuidedRun.normals(new Streams(place.candidate().seed()).derived("tail " + name(place)), PATHS);
        double[] ends = run.follow(normals.get(), run.eulerMaruyama(normals));
        double[] logOdds = new LawCalls(process.sides()).logOdds(grid.end(), ends);
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, alpha);
        for (double each : logOdds) {
            sequence.accept(each <= place.logOdds() ? 1 : 0);
        }
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, name(place), sequence.mean())
                .within(sequence.bounds().widen(STEP_ERROR)).by("betting confidence sequence", PATHS, alpha)
                .allowing(List.of(new Tolerance.Discretisation(STEP_ERROR, "paths of " + STEPS + " steps")));
    }
}
