package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Solver of guided output on the line under many schedules at once, and of the best guidance at a price (theory.md, "The
 * price of guidance"): of all weights w(t, x) that depend on noise level and point, those that make E^w[h(Y)] + λ
 * ½E^w∫ ‖w g‖² du least.
 *
 * <p>All is solved on the same three or more resolutions, from which bounds come. The law is evaluated once for each. Not
 * thread-safe.
 */
public final class LineControl {
    private static final int MOST_REFINEMENTS = 4;
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution. */
    private static final double MOST_WORK = 1e8;
    /** The same where h jumps: all multipliers share the evaluations. */
    private static final double MOST_SHARED_WORK = 5e8;
    /** Resolution at which schedules are improved. */
    private static final int DRAFT = 1;
    /**
     * Error of the price from the start at t > 0, over w². There ‖g‖² is at most 4 t reach², and its integral up to t is its
     * value; as much again for the place of the paths at t.
     */
    private static final double START_SHARE = 4 * TimeGrid.START_SIGNAL;

    private final NormalForm form;
    private final LineFrames frames;
    private final double[] knots;

    /**
     * Values of guided output.
     *
     * @param price      ½E^w∫ ‖w g‖² du, at least the relative entropy of the output to the class
     * @param entropy    differential entropy of the output, in nats
     * @param divergence relative entropy of the output to the class's own density, in nats
     * @param means      of the functions asked for
     * @param shares     of outputs in the sets asked for
     */
    public record Values(Interval price, Interval entropy, Interval divergence, List<Interval> means,
            List<Interval> shares) {
        /** Copies the lists. */
        public Values {
            means = List.copyOf(means);
            shares = List.copyOf(shares);
        }

        private Values withPriceOff(double by) {
            return price.width() < Double.POSITIVE_INFINITY ? withPrice(price.widen(by)) : this;
        }

        private Values withPrice(Interval other) {
            return new Values(other, entropy, divergence, means, shares);
        }

        private Values withFirstShareOff(double by) {
            List<Interval> all = new ArrayList<>(shares);
            all.set(0, all.get(0).widen(by).intersect(new Interval(0, 1)).orElseThrow());
            return new Values(price, entropy, divergence, means, all);
        }
    }

    /**
     * What is asked about the output.
     *
     * @param means functions of the output whose means are wanted, finite everywhere
     * @param below log-odds of the class; the share of outputs with at most these is the first one
     * @param ends  places between which the other shares are counted, ascending; none for none
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    public record Questions(List<FiniteDifferences.Functional> means, double below, double[] ends) {
        /** Copies the list. */
        public Questions {
            means = List.copyOf(means);
        }
    }

    /**
     * What guidance is to make small: the mean of h.
     *
     * @param value h, a bounded function of the output
     * @param jump  log-odds of the class up to which h is 1, and 0 above; empty if h is continuous
     */
    public record Aim(FiniteDifferences.Functional value, OptionalDouble jump) {
        /**
         * The mean of a continuous function.
         *
         * @param value h, bounded
         * @return the aim
         */
        public static Aim mean(FiniteDifferences.Functional value) {
            return new Aim(value, OptionalDouble.empty());
        }

        /**
         * The share of outputs with little odds of the class.
         *
         * @param limit log-odds up to which an output counts
         * @return the aim
         */
        public static Aim shareBelow(double limit) {
            return new Aim((y, logOdds) -> logOdds <= limit ? 1 : 0, OptionalDouble.of(limit));
        }
    }

    /**
     * The best guidance at a multiplier.
     *
     * @param least  least value of E^w[h] + λ·price of all weights of at least 0
     * @param values values of the guidance that reaches it
     */
    public record Best(Interval least, Values values) {
    }

    /**
     * Prepares a law and class for the schedule of the process.
     *
     * @param process guided process in one dimension, weights of at least 0
     */
    public LineControl(GuidedProcess process) {
        this(NormalForm.of(process), new double[0], LineProcess.pull(process));
    }

    /**
     * Prepares a law and class for many schedules.
     *
     * @param process guided process in one dimension, whose weights do not matter
     * @param knots   values of λ = log(t/τ) at which schedules may jump, ascending
     * @param largest largest weight of the schedules
     */
    public LineControl(GuidedProcess process, double[] knots, double largest) {
        this(NormalForm.of(process.withGuidance(jumping(knots))), knots.clone(),
                LineProcess.pull(process.withGuidance(GuidanceSchedule.constant(largest))));
    }

    private LineControl(NormalForm form, double[] knots, double pull) {
        this.form = form;
        this.knots = knots;
        this.frames = new LineFrames(form, pull);
    }

    /** A schedule that jumps at all knots. */
    private static GuidanceSchedule jumping(double... knots) {
        double[] weights = new double[knots.length + 1];
        Arrays.setAll(weights, i -> i % 2);
        return new GuidanceSchedule.Piecewise(weights, knots);
    }

    /**
     * Values of the output under a schedule.
     *
     * @param schedule  weights of at least 0, which jump at knots only
     * @param precision error wanted
     * @param questions what else is wanted
     * @return intervals from three resolutions or more
     */
    public Values values(GuidanceSchedule schedule, double precision, Questions questions) {
        GuidanceSchedule moved = form.schedule(schedule);
        List<Interval> found = refine(precision, MOST_WORK, frames::frame,
                frame -> readings(frame, frame.forward(frame.pushes(moved)), questions));
        return values(found, questions).withPriceOff(START_SHARE * moved.largest() * moved.largest());
    }

    /**
     * The best guidance at a multiplier of the price.
     *
     * @param multiplier λ, above 0
     * @param h          what to make small
     * @param precision  error wanted
     * @param questions  what else is wanted; its limit is that of h if h is a share
     * @return intervals from three resolutions or more
     */
    public Best best(double multiplier, Aim h, double precision, Questions questions) {
        double[] gap = new double[1];
        List<Interval> found = refine(precision, mostWork(h), refinement -> frames.frame(refinement, h.jump()),
                frame -> {
                    LineFrame.Best best = frame.best(multiplier, frames.endValues(frame, h, multiplier), true);
                    LineFrame.Output output = frame.forward(k -> best.pushes()[k]);
                    List<Double> all = new ArrayList<>(readings(frame, output, questions));
                    all.add(best.least());
                    gap[0] = h.jump().isEmpty() ? 0
                            : Math.abs(below(frame, output, h.jump().getAsDouble()) + multiplier * output.price()
                                    - best.least());
                    return all;
                });
        Interval least = found.get(found.size() - 1);
        Values values = values(found.subList(0, found.size() - 1), questions);
        return new Best(least, h.jump().isEmpty() ? values : ofShare(multiplier, least, values, gap[0]));
    }

    /**
     * Values of the best weights for a share. Where the multiplier is small, the pushes next to the jump are more than a mesh
     * resolves; how far share and price on the finest mesh miss its least sum tells by how much. The price is what the share
     * leaves of that sum.
     */
    private static Values ofShare(double multiplier, Interval least, Values found, double gap) {
        Values values = found.withFirstShareOff(gap);
        return values.withPrice(least.minus(values.shares().get(0)).scale(1 / multiplier)
                .intersect(Interval.atLeast(0)).orElse(Interval.ALL));
    }

    private static double mostWork(Aim h) {
        return h.jump().isPresent() ? MOST_SHARED_WORK : MOST_WORK;
    }

    /**
     * For tests: the least value of E^w[h] + λ·price of all weights of any sign.
     *
     * @param multiplier λ, above 0
     * @param h          what to make small
     * @param precision  error wanted
     * @return an interval from three resolutions or more
     */
    Interval leastOfAnySign(double multiplier, Aim h, double precision) {
        return refine(precision, h.jump().isPresent() ? MOST_SHARED_WORK : MOST_WORK,
                refinement -> frames.frame(refinement, h.jump()),
                frame -> List.of(frame.best(multiplier, frames.endValues(frame, h, multiplier), false).least())).get(0);
    }

    /**
     * For tests: −λ log E⁰[e^{−h/λ}] over the class's own density at the end, by the rule of the trapezoid.
     *
     * @param multiplier λ, above 0
     * @param h          bounded
     * @param precision  error wanted
     * @return an interval from three resolutions or more
     */
    Interval tilted(double multiplier, Aim h, double precision) {
        return refine(precision, h.jump().isPresent() ? MOST_SHARED_WORK : MOST_WORK,
                refinement -> frames.frame(refinement, h.jump()), frame -> {
                    double[] values = frames.endValues(frame, h, multiplier);
                    double sum = 0;
                    double mass = 0;
                    for (int i = 0; i < values.length; i++) {
                        double share = Math.exp(frame.endOwn()[i]) * frame.mesh().volumes()[i];
                        mass += share;
                        sum += share * Math.exp(-values[i] / multiplier);
                    }
                    return List.of(-multiplier * Math.log(sum / mass));
                }).get(0);
    }

    private Values values(List<Interval> found, Questions questions) {
        Interval entropy = found.get(1);
        int means = questions.means().size();
        return new Values(found.get(0),
                new Interval(entropy.lower() + form.addedEntropy(), entropy.upper() + form.addedEntropy()),
                found.get(2),
                found.subList(3, 3 + means),
                found.subList(3 + means, found.size()).stream().map(LineControl::share).toList());
    }

    /** A share from itself plus 1, which gives it the rounding error of 1. */
    private static Interval share(Interval andOne) {
        double lower = Math.max(0, Math.min(1, andOne.lower() - 1));
        return new Interval(lower, Math.max(lower, Math.min(1, andOne.upper() - 1)));
    }

    private List<Double> readings(LineFrame frame, LineFrame.Output output, Questions questions) {
        List<Double> all = new ArrayList<>();
        all.add(output.price());
        double entropy = entropy(frame.mesh(), output.masses());
        all.add(entropy);
        all.add(-entropy - LineFrame.mean(output.masses(), frame.endOwn()) + Math.log(form.process().prior()));
        for (FiniteDifferences.Functional each : questions.means()) {
            all.add(LineFrame.mean(output.masses(), frames.endValues(frame, each)));
        }
        all.add(1 + below(frame, output, questions.below()));
        LineDistribution distribution = new LineDistribution(frame.mesh(), output.masses());
        double before = 0;
        for (double place : questions.ends()) {
            double upTo = distribution.upTo(normal(place));
            all.add(1 + upTo - before);
            before = upTo;
        }
        if (questions.ends().length > 0) {
            all.add(2 - before);
        }
        return all;
    }

    /** Share of outputs whose log-odds of the class are at most a limit. */
    private double below(LineFrame frame, LineFrame.Output output, double limit) {
        LineDistribution distribution = new LineDistribution(frame.mesh(), output.masses());
        double below = 0;
        // Log-odds are at most the limit on every other part of the line.
        boolean inside = frames.odds(-Double.MAX_VALUE / 4) <= limit;
        double last = 0;
        for (double at : frames.crossings(limit)) {
            double upTo = distribution.upTo(at);
            below += inside ? upTo - last : 0;
            last = upTo;
            inside = !inside;
        }
        return below + (inside ? 1 - last : 0);
    }

    private double normal(double place) {
        double zero = form.original(0, 0);
        return (place - zero) / (form.original(1, 0) - zero);
    }

    private static double entropy(Mesh mesh, double[] masses) {
        return IntStream.range(0, masses.length).filter(i -> masses[i] > 0)
                .mapToDouble(i -> -masses[i] * Math.log(masses[i] / mesh.volumes()[i])).sum();
    }

    private List<Interval> refine(double precision, double most, IntFunction<LineFrame> at,
            Function<LineFrame, List<Double>> solve) {
        RefinementLadder ladder = new RefinementLadder(refinement -> {
            LineFrame frame = at.apply(refinement);
            return solve.apply(frame).stream()
                    .map(each -> new RefinementLadder.Rung(each, frame.mesh().size(), frame.grid().steps())).toList();
        });
        ladder.climb(MOST_REFINEMENTS, (found, fine) -> found.stream()
                .allMatch(each -> each.isResolved()
                        && each.errorBound() <= precision * Math.max(1, Math.abs(each.value())))
                || 4.0 * fine.points() * fine.steps() * frames.cost() > most, TimeBudget.NONE);
        return ladder.results().stream().map(FiniteDifferences.Result::bounds).toList();
    }

    /**
     * The best weights at a multiplier, on one mesh and without bounds.
     *
     * @param multiplier λ, above 0
     * @param h          what to make small
     * @return weights at some noise levels, the noisiest first
     */
    public List<LineWeights> bestWeights(double multiplier, Aim h) {
        LineFrame frame = frames.frame(DRAFT, h.jump());
        return LineWeights.of(frame, draft(frame, multiplier, h), form);
    }

    /**
     * Price of the best weights at a multiplier, on one mesh and without bounds: to look for a multiplier.
     *
     * @param multiplier λ, above 0
     * @param h          what to make small
     * @return the price, about
     */
    public double draftPrice(double multiplier, Aim h) {
        LineFrame frame = frames.frame(DRAFT, h.jump());
        double[][] pushes = draft(frame, multiplier, h);
        return frame.forward(k -> pushes[k]).price();
    }

    private double[][] draft(LineFrame frame, double multiplier, Aim h) {
        return frame.best(multiplier, frames.endValues(frame, h, multiplier), true).pushes();
    }

    /**
     * Price of a schedule, on one mesh and without bounds.
     *
     * @param schedule weights of at least 0, which jump at knots only
     * @return the price, about
     */
    public double draftPrice(GuidanceSchedule schedule) {
        LineFrame frame = frames.frame(DRAFT);
        return frame.forward(frame.pushes(form.schedule(schedule))).price();
    }

    /**
     * Improves a schedule for E^w[h] + λ·price, piece by piece: each weight moves towards the best one if those of all
     * paths in its piece were the same, as long as the sum falls.
     *
     * @param multiplier λ, above 0
     * @param h          what to make small
     * @param from       weights of the pieces between the knots at first, at least 0
     * @param most       largest weight
     * @return weights of the pieces with a sum that is no larger
     */
    public double[] improve(double multiplier, Aim h, double[] from, double most) {
        LineFrame frame = frames.frame(DRAFT);
        double shift = 2 * Math.log(form.scale());
        double[] moved = Arrays.stream(knots).map(knot -> knot + shift).toArray();
        return new ScheduleSearch(frame, moved, multiplier, frames.endValues(frame, h.value())).improve(from, most);
    }
}
