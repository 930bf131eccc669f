package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guard.guiders.ActingLevels.End;
import org.guidecheck.guard.guiders.ActingLevels.State;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim about the noise levels at which guidance acts. It is only measured, unless a built-in guider is named: then the
 * ends must be those of that one.
 */
final class IntervalEnds extends GuiderClaim {
    private static final int STEPS = 16;
    private static final int MOST_STEPS = 50;
    /** Largest difference of ends that is called none, in ln σ: 6 digits. */
    private static final double SAME = 1e-6;

    IntervalEnds() {
        super("guider.interval", "guidance acts at the noise levels that the declared rule names; without one they are "
                + "measured", new Resolution(SAME, "relative, of an end in sigma"));
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        Streams streams = new Streams(candidate.seed()).derived("interval");
        double conditional = candidate.convention().conditional();
        double scale = candidate.scales().stream().filter(each -> each != conditional).findFirst()
                .orElse(conditional + 1);
        Precision precision = Precision.of(candidate.guider(), scale, streams);
        ActingLevels acting = new ActingLevels(candidate.guider(), scale, conditional, precision, streams);
        TimeGrid grid = ProbeCalls.grid(STEPS);
        List<End> ends = acting.ends(grid);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(measured(acting.states(grid).get(0), ends, candidate.like().isPresent()));
        evidence.add(onOtherGrids(candidate, acting, ends, acting.states(grid).get(0)));
        candidate.like().ifPresent(like -> evidence.add(compared(ends,
                new ActingLevels(like, scale - conditional + 1, 1, precision, streams).ends(grid), like.name())));
        return evidence;
    }

    private static Evidence measured(State start, List<End> ends, boolean isCompared) {
        boolean isByStep = ends.stream().anyMatch(End::isByStep);
        Evidence evidence = Evidence
                .of(Evidence.Kind.AT_POINTS, "ends of the levels at which guidance acts, which are "
                        + words(start, ends), ends.size())
                .within(new Interval(ends.size(), ends.size()))
                .by("bisection" + (ends.isEmpty() ? "" : isByStep ? "; the number of the step decides"
                        : "; the noise level decides"))
                .decides(Requirement.NONE).saying("guidance acts at these levels: " + words(start, ends)
                        + (isByStep ? "; the number of the step decides" : ""));
        return isCompared ? evidence.asAttempt() : evidence;
    }

    private static String words(State start, List<End> ends) {
        if (ends.isEmpty()) {
            return start == State.RESTS ? "none" : "all that rounding does not hide";
        }
        List<String> ranges = new ArrayList<>();
        String from = ends.get(0).begins() ? "" : "from the first";
        for (End end : ends) {
            if (end.begins()) {
                from = "from " + place(end, 1);
            } else {
                ranges.add(from + " to " + place(end, 0));
                from = "";
            }
        }
        if (!from.isEmpty()) {
            ranges.add(from + " on");
        }
        return String.join(" and ", ranges);
    }

    private static String place(End end, int first) {
        return end.isByStep() ? "step " + (end.step() + 1 + first)
                : String.format(Locale.ROOT, "σ = %.6g", end.sigma());
    }

    /** Whether the steps of other grids act where the ends say; by step, the first step that differs from the start. */
    private static Evidence onOtherGrids(GuiderUnderTest candidate, ActingLevels acting, List<End> ends, State start) {
        int n = Math.min(MOST_STEPS, candidate.steps().get(0));
        Map<String, TimeGrid> grids = new LinkedHashMap<>();
        for (int steps : new int[] {n, 2 * n}) {
            grids.put("uniform in λ, " + steps + " steps", ProbeCalls.grid(steps));
            grids.put("karras, " + steps + " steps", LevelGrids.byName("karras", steps));
        }
        int off = 0;
        int count = 0;
        List<String> firsts = new ArrayList<>();
        for (Map.Entry<String, TimeGrid> each : grids.entrySet()) {
            List<State> states = acting.states(each.getValue());
            int change = -1;
            for (int k = 0; k < states.size(); k++) {
                State expected = expected(start, ends, each.getValue().level(k).logSnr());
                boolean isKnown = states.get(k) != State.UNSEEN && expected != State.UNSEEN;
                count += isKnown ? 1 : 0;
                off += isKnown && states.get(k) != expected ? 1 : 0;
                change = change < 0 && k > 0 && states.get(k) != states.get(k - 1) ? k : change;
            }
            firsts.add((change < 0 ? "none" : "step " + (change + 1)) + " (" + each.getKey() + ")");
        }
        boolean isByStep = ends.stream().anyMatch(End::isByStep);
        String quantity = isByStep ? "steps that act otherwise than their noise level says on other grids"
                : "steps of other grids that act otherwise than these ends say";
        return Evidence.of(Evidence.Kind.AT_POINTS, quantity, off).within(new Interval(off, off))
                .by(count + " steps of " + String.join(", ", grids.keySet())).decides(Requirement.NONE)
                .with("first change", String.join(", ", firsts)).asAttempt();
    }

    private static State expected(State start, List<End> ends, double lambda) {
        State state = start;
        for (End end : ends) {
            if (lambda > end.lambda()) {
                state = end.begins() ? State.ACTS : State.RESTS;
            }
        }
        return state;
    }

    private static Evidence compared(List<End> found, List<End> expected, String name) {
        double worst = found.size() == expected.size() ? 0 : Double.POSITIVE_INFINITY;
        String where = found.size() == expected.size() ? ""
                : "; there are " + found.size() + " ends, must be " + expected.size();
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            End one = found.get(i);
            End other = expected.get(i);
            boolean isAlike = one.isByStep() == other.isByStep() && one.begins() == other.begins();
            double off = isAlike ? Math.abs(one.lambda() - other.lambda()) / 2 : Double.POSITIVE_INFINITY;
            if (off > worst) {
                worst = off;
                where = String.format(Locale.ROOT, "; an end is at %s, must be at %s", place(one, 0), place(other, 0));
            }
        }
        return Evidence.of(Evidence.Kind.AT_POINTS, "largest relative difference of an end from that of " + name, worst)
                .within(Interval.ofError(worst)).by("bisection")
                .decides(Requirement.atMost("must be at most 1e-6" + (worst > SAME ? where : ""), SAME, 0));
    }
}
