package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Claim that answers are finite and as many as the coordinates, at all noise levels and at degenerate points too. */
final class FiniteAnswers extends GuiderClaim {
    private static final List<Double> SCALES = List.of(0.0, 1.0, 2.0, 7.5, 15.0);
    private static final int STEPS = 25;
    private static final int POINTS = 8;
    /** End of the names of cases with predictions of a class to keep away from. */
    private static final String WITH_NEGATIVE = ", with a class to keep away from";

    FiniteAnswers() {
        super("guider.finite", "guided predictions are finite, one for each coordinate, at all noise levels, for equal "
                + "predictions, points with equal coordinates and batches of one point", Resolution.ROUNDING);
    }

    /** {@inheritDoc} Whether a number is finite needs no digits of it. */
    @Override
    boolean comparesNumbers() {
        return false;
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        TimeGrid grid = ProbeCalls.grid(STEPS);
        SortedSet<Double> scales = new TreeSet<>(candidate.scales());
        SCALES.forEach(scale -> scales.add(scale + candidate.convention().conditional() - 1));
        List<Evidence> evidence = new ArrayList<>();
        List<SamplerFailure> failures = new ArrayList<>();
        cases(grid, new Streams(candidate.seed()).derived("finite"))
                .forEach((name, runs) -> evidence.add(evidence(candidate, name, runs, grid, scales, failures)));
        if (evidence.stream().allMatch(each -> each.method().equals(calls(0))) && !failures.isEmpty()) {
            // It has answered nothing at all.
            throw failures.get(0);
        }
        return evidence;
    }

    /** The runs of each case, by its name. */
    private static Map<String, List<List<ProbeBatch>>> cases(TimeGrid grid, Streams streams) {
        List<List<ProbeBatch>> draws =
                ProbeLaw.ALL.stream().map(law -> law.batches(grid, POINTS, streams.derived(law.name()))).toList();
        Map<String, List<List<ProbeBatch>>> cases = new LinkedHashMap<>();
        cases.put("noised draws", draws);
        cases.put("one point", draws.stream().map(run -> run.stream().map(each -> each.rows(1, p -> p)).toList())
                .toList());
        cases.put("single precision", draws.stream()
                .map(run -> run.stream().map(each -> each.rounded(each.law() + ", in single precision")).toList())
                .toList());
        cases.put("equal predictions", draws.stream().map(run -> run.stream().map(each -> each
                .with(each.law() + ", equal predictions", each.conditional(), each.conditional())).toList()).toList());
        cases.put("predictions of 0", draws.stream().map(run -> run.stream().map(each -> each
                .with(each.law() + ", predictions of 0", new double[each.points().length],
                        new double[each.points().length]))
                .toList()).toList());
        cases.put("equal coordinates", draws.stream().map(run -> run.stream().map(FiniteAnswers::level).toList())
                .toList());
        cases.put("noised draws" + WITH_NEGATIVE, draws);
        cases.put("equal predictions" + WITH_NEGATIVE,
                draws.stream().map(run -> run.stream().map(each -> new ProbeBatch(
                        each.law() + ", equal predictions", each.level(), each.dimension(), each.points(),
                        each.conditional(),
                        each.conditional(), each.negative())).toList()).toList());
        return cases;
    }

    /** The batch in which all coordinates of a point and of its predictions are those of the first. */
    private static ProbeBatch level(ProbeBatch batch) {
        int d = batch.dimension();
        double[][] arrays = {batch.points().clone(), batch.conditional().clone(), batch.unconditional().clone()};
        for (double[] array : arrays) {
            for (int i = 0; i < array.length; i++) {
                array[i] = array[i / d * d];
            }
        }
        return new ProbeBatch(batch.law() + ", equal coordinates", batch.level(), d, arrays[0], arrays[1], arrays[2],
                batch.negative());
    }

    private static Evidence evidence(GuiderUnderTest candidate, String name, List<List<ProbeBatch>> runs,
            TimeGrid grid, SortedSet<Double> scales, List<SamplerFailure> failures) {
        int wrong = 0;
        int calls = 0;
        String first = "";
        SortedSet<Double> refused = new TreeSet<>();
        for (double scale : scales) {
            for (List<ProbeBatch> batches : runs) {
                double[][] answers;
                try {
                    answers = name.endsWith(WITH_NEGATIVE)
                            ? ProbeCalls.answersWithNegative(candidate.guider(), scale, grid, batches)
                            : ProbeCalls.answers(candidate.guider(), scale, grid, batches);
                } catch (SamplerFailure failure) {
                    if (!candidate.scales().contains(scale) && isRefused(candidate.guider(), grid, scale)) {
                        refused.add(scale);
                        continue;
                    }
                    wrong++;
                    failures.add(failure);
                    first = first.isEmpty() ? failure.getMessage() : first;
                    continue;
                }
                for (int k = 0; k < answers.length; k++) {
                    calls++;
                    double fault = Arrays.stream(answers[k]).filter(each -> !Double.isFinite(each)).findFirst()
                            .orElse(0);
                    if (fault != 0) {
                        wrong++;
                        first = first.isEmpty() ? fault + ", " + batches.get(k).law() + " "
                                + ProbeCalls.place(k, grid.level(k), scale) + cause(name) : first;
                    }
                }
            }
        }
        Evidence evidence = Evidence.of(Evidence.Kind.AT_POINTS, "wrong answers, " + name, wrong)
                .within(new Interval(wrong, wrong)).by(calls(calls))
                .decides(Requirement.exactly("must be 0" + (wrong == 0 ? "" : "; the first: " + first), 0));
        return refused.isEmpty() ? evidence : evidence.with("refused scales", refused.toString());
    }

    private static String calls(int count) {
        return count + " calls";
    }

    /** Whether a guider does not take a scale at all: it fails at its start or first call, and is not short. */
    private static boolean isRefused(Guider guider, TimeGrid grid, double scale) {
        ProbeBatch plain = ProbeLaw.SPACE.batch(grid.level(0), POINTS, new Streams(0));
        try (Guider.Run run = ProbeCalls.begin(guider, grid, scale)) {
            double[] answer = run.guided(plain.call(0));
            return answer == null;
        } catch (IllegalArgumentException | SamplerFailure refused) {
            return true;
        }
    }

    private static String cause(String name) {
        return switch (name) {
            case "equal predictions", "equal predictions" + WITH_NEGATIVE, "predictions of 0" ->
                ": is it divided by the length of their difference?";
            case "equal coordinates" -> ": is it divided by a standard deviation over coordinates, which is 0?";
            default -> "";
        };
    }
}
