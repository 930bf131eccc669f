package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that a guider acts alike whatever the number of steps: its effect has a limit as steps are added. A guider whose
 * answers depend on the noise level, and not on the step, is one field for all step counts. Others are followed by DDIM
 * at 25, 50, 100 and 200 steps from the same starts: where there is a limit, ends and effective scales change less and
 * less.
 */
final class StepCountInvariant extends GuiderClaim {
    private static final int[] STEPS = {25, 50, 100, 200};
    private static final int POINTS = 64;
    /** Rounding of a run in single precision, as a share of the largest end. */
    private static final double ROUNDING = 1e-4;
    /** Relative changes of the weight below so many roundings are not looked at. */
    private static final double SEEN = 100;

    StepCountInvariant() {
        super("guider.step-count-invariant", "the guider acts alike at any number of steps, up to errors that fall as "
                + "steps are added", Resolution.ROUNDING);
    }

    /** Ends of runs at one number of steps, and the effective scale in them. */
    @SuppressWarnings("ArrayRecordComponent") // compared once
    private record Rung(double[] ends, double scale) {
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        double scale = candidate.guidingScales().stream().filter(each -> candidate.convention().weight(each) != 0)
                .min(Comparator.naturalOrder()).orElse(candidate.guidingScales().get(0));
        Dependence dependence = cache.dependence(scale);
        List<Evidence> evidence = new ArrayList<>();
        if (dependence.isOnLevelAlone()) {
            evidence.add(Evidence.of(Evidence.Kind.AT_POINTS, "change of an answer with step, number of steps and "
                    + "earlier calls, as a share of the scores", dependence.onSteps())
                    .within(Interval.ofError(dependence.onSteps()))
                    .by(dependence.calls() + " calls at the same points and levels")
                    .allowing(List.of(new Tolerance.Rounding(Dependence.ROUNDING, "of answers")))
                    .decides(Requirement.atMost("must be 0: then it is one field for all step counts",
                            Dependence.ROUNDING, 0)));
        }
        for (LabelledLaw law : List.of(GuiderLaws.TWO, GuiderLaws.TWO_IN_SPACE, NamedLaws.T)) {
            evidence.addAll(ladder(candidate, scale, law, dependence));
        }
        return evidence;
    }

    private static List<Evidence> ladder(GuiderUnderTest candidate, double scale, LabelledLaw law,
            Dependence dependence) {
        List<Rung> rungs = Arrays.stream(STEPS).mapToObj(steps -> rung(candidate, scale, law, steps)).toList();
        double size = rungs.stream().flatMapToDouble(rung -> Arrays.stream(rung.ends())).map(Math::abs).max()
                .orElseThrow();
        double[] ofEnds = changes(i -> distance(rungs.get(i).ends(), rungs.get(i + 1).ends()));
        double[] ofScales = changes(i -> Math.abs(rungs.get(i).scale() - rungs.get(i + 1).scale()));
        boolean scalesFall = left(ofScales, ROUNDING * (1 + Math.abs(scale))) < 1;
        String acts = IntStream.range(0, STEPS.length)
                .mapToObj(i -> LawWords.number(rungs.get(i).scale()) + " at " + STEPS[i])
                .collect(Collectors.joining(", "));
        String words = "it acts as scale " + acts + " steps" + (scalesFall ? "" : ": no limit");
        String where = ", scale " + LawWords.number(scale) + ", " + LawWords.of(law);
        double[] weights = rungs.stream().mapToDouble(rung -> Math.abs(rung.scale() - 1)).toArray();
        double least = Arrays.stream(weights).min().orElseThrow();
        double unseen = ROUNDING * (1 + Math.abs(scale));
        // Of a weight that vanishes as 1/N the changes fall, and the relative ones do not.
        double[] relative = changes(i -> least > unseen ? Math.abs(Math.log(weights[i] / weights[i + 1])) : 0);
        return List.of(
                decided("relative change of the effective weight from 100 to 200 steps, as a share of earlier changes"
                        + where, vanishing(relative, unseen / Math.max(least, unseen)), words, dependence),
                decided("change of the effective scale from 100 to 200 steps, as a share of earlier changes" + where,
                        left(ofScales, ROUNDING * (1 + Math.abs(scale))), words, dependence),
                decided("change of the ends from 100 to 200 steps, as a share of earlier changes" + where,
                        left(ofEnds, ROUNDING * size), words, dependence));
    }

    private static double[] changes(IntToDoubleFunction change) {
        return IntStream.range(0, STEPS.length - 1).mapToDouble(change).toArray();
    }

    /** The last change as a share of the largest earlier one; what is lost in rounding counts as no change. */
    private static double left(double[] changes, double rounding) {
        int last = changes.length - 1;
        double before = Arrays.stream(changes, 0, last).max().orElseThrow();
        return Double.isNaN(changes[last]) || Double.isNaN(before) ? Double.POSITIVE_INFINITY
                : Math.max(0, changes[last] - rounding) / Math.max(before, rounding);
    }

    /** The same of changes that must fall even if they are as large as rounding allows. */
    private static double vanishing(double[] changes, double rounding) {
        int last = changes.length - 1;
        double before = Arrays.stream(changes, 0, last).max().orElseThrow();
        return changes[last] > SEEN * rounding ? (changes[last] + rounding) / before : 0;
    }

    private static Evidence decided(String quantity, double left, String words, Dependence dependence) {
        Requirement falls = Requirement.atMost("must be below 1, or there is no limit as steps are added; " + words,
                Math.nextDown(1.0), 0);
        Evidence evidence = Evidence.of(Evidence.Kind.ESTIMATED, quantity, left)
                .within(left < Double.POSITIVE_INFINITY ? Interval.around(left, 0) : Interval.atLeast(Double.MAX_VALUE))
                .by(POINTS + " points from the same starts by DDIM with the guider in the loop")
                .decides(dependence.isOnLevelAlone() ? Requirement.NONE : falls)
                .with("effective scale", words).with("guider", dependence.words()).asAttempt();
        return evidence.outcome() == Outcome.REFUTED ? evidence
                : evidence.saying(words + "; " + dependence.words());
    }

    private static Rung rung(GuiderUnderTest candidate, double scale, LabelledLaw law, int steps) {
        GuidedProcess process = GuidedProcess.of(law, 0, GuidanceSchedule.constant(0));
        GuidedRun run = new GuidedRun(process, process.grid(steps), candidate.guider(), scale);
        double[] start = GuidedRun.normals(new Streams(candidate.seed()).derived("ladder"), POINTS * law.dimension())
                .get();
        List<Double> weights = new ArrayList<>();
        GuidedRun.Step ddim = run.ddim();
        double[] ends = run.follow(start, (call, guided, k) -> {
            weights.addAll(EffectiveWeights.of(call, guided));
            return ddim.next(call, guided, k);
        });
        weights.sort(Comparator.naturalOrder());
        return new Rung(ends, weights.isEmpty() ? Double.NaN : 1 + weights.get(weights.size() / 2));
    }

    /**
     * The difference of the middle point. A point near the border of two basins may end in either, at any number of
     * steps, and would outweigh all others in a mean.
     */
    private static double distance(double[] first, double[] second) {
        int d = first.length / POINTS;
        double[] differences = new double[POINTS];
        for (int i = 0; i < first.length; i++) {
            differences[i / d] = Math.hypot(differences[i / d], first[i] - second[i]);
        }
        Arrays.sort(differences);
        return differences[POINTS / 2];
    }
}
