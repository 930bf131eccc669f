package org.guidecheck.guard.testing;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.SamplerDraws;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.claim.VerdictText;
import org.guidecheck.claim.paper.Unguided;
import org.guidecheck.guard.Guard;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/**
 * Assertions on a guided sampler on a law of the user. The checks choose the numbers of steps, on which the error of
 * draws depends. On a law without a density, such as data points, the process is stopped at noise 0.01.
 *
 * <p>The checks share the false-alarm rate of the chain that {@link SamplerAssert} began. Not thread-safe.
 */
public final class SamplerOnLawAssert extends AbstractSamplerAssert<SamplerOnLawAssert> {
    private final LabelledLaw law;
    private final int c;

    SamplerOnLawAssert(GuidedSampler sampler, LabelledLaw law, int c, List<Double> weights, long seed,
            Effort effort, ErrorBudget budget) {
        super(sampler, SamplerOnLawAssert.class, weights, seed, effort, budget);
        this.law = law;
        this.c = c;
    }

    /**
     * Without guidance the output follows the law of the class: means of bounded functionals agree with those of
     * exact draws, at 128 or 256 steps.
     *
     * @return this
     */
    public SamplerOnLawAssert samplesClassLawWhenUnguided() {
        isNotNull();
        Claim claim = new Unguided();
        double alpha = budget().spend(claim.id());
        Verdict verdict = claim.decide(setting(0), alpha);
        return requireHolds(claim.statement(), verdict, alpha, List.of(), "samplesClassLawWhenUnguided()");
    }

    /**
     * The mean reciprocal of the sampler's draws under guidance is at most 1/π_c. Draws can only refute this: they must
     * contradict it at every number of steps from 64 up to where steps are short.
     *
     * @return this
     * @throws IllegalStateException if no weight is above 0
     */
    public SamplerOnLawAssert lowersMeanReciprocal() {
        isNotNull();
        Statement statement = Guard.statement("sampler.mean-reciprocal");
        List<Double> guided = weights().stream().filter(w -> w > 0).toList();
        if (guided.isEmpty()) {
            throw new IllegalStateException("weights=" + weights() + ": " + statement.id()
                    + " needs a weight above 0");
        }
        double alpha = budget().spend(statement.id());
        long begin = System.nanoTime();
        List<Evidence> evidence = guided.stream()
                .map(w -> SamplerDraws.meanReciprocal(setting(w), alpha / guided.size()).with("weight", text(w)))
                .toList();
        Verdict verdict = Verdict.of(statement.id(), evidence, seed(), Duration.ofNanos(System.nanoTime() - begin));
        return requireHolds(statement, verdict, alpha, guided, "lowersMeanReciprocal()");
    }

    private Setting setting(double w) {
        return Setting.of(law, c, GuidanceSchedule.constant(w), seed()).with(actual).at(effort());
    }

    private static String text(double w) {
        return GuidanceSchedule.constant(w).toString();
    }

    private SamplerOnLawAssert requireHolds(Statement statement, Verdict verdict, double alpha, List<Double> tried,
            String check) {
        if (!verdict.outcome().passes()) {
            String label = law.classes().get(c).label();
            String all = tried.stream().map(SamplerOnLawAssert::text).collect(Collectors.joining(", "));
            // The first check of a chain spends half of its rate.
            String replay = "assertThat(sampler).onLaw(LawJson.parse(law), \"" + label + "\")"
                    + (all.isEmpty() ? "" : ".withWeights(" + all + ")") + ".withSeed(" + seed() + "L).withAlpha("
                    + 2 * alpha
                    + ")." + check;
            failWithMessage("%s", VerdictText.of(statement, verdict, actual.name() + ", weights "
                    + (all.isEmpty() ? "0" : all) + ", class " + label + ", seed " + seed(),
                    LawJson.toString(law), alpha, replay));
        }
        return myself;
    }
}
