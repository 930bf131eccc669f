package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.LineControl;
import org.guidecheck.oracle.path.OutputPaths;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/** Finder of figures on the line: all by finite differences on three resolutions or more. */
final class LineAdvisor {
    private static final int DRAWS = 512;
    private static final double PRECISION = 1e-3;
    private static final double MEAN_PRECISION = 2e-3;
    /** Multipliers of the price, over the largest possible gain. */
    private static final double[] MULTIPLIERS = {30, 10, 3, 1, 0.3, 0.1, 0.03, 0.01};
    /** Largest weight of a piece that is looked for, over the largest given. */
    private static final double BEYOND = 2;
    private static final int HALVINGS = 9;
    /** Share of a price that schedules for it aim at, so that its interval stays below. */
    private static final double BELOW = 0.995;
    private static final Interval SHARE = new Interval(0, 1);
    private static final Interval ZERO_OR_MORE = Interval.atLeast(0);
    private static final Interval ONE_OR_MORE = Interval.atLeast(1);

    private final GuidedProcess process;
    private final AdviceSettings settings;
    private final Modes modes;
    private final double[] knots;
    private final LineControl control;
    private final LineControl.Questions questions;

    LineAdvisor(GuidedProcess process, AdviceSettings settings) {
        this.process = process;
        this.settings = settings;
        ClassDraws draws = new ClassDraws(process, settings.streams().derived("class"), DRAWS);
        double[] points = draws.points(process.end());
        this.modes = Modes.of(process.classLaw(), points, process.end());
        this.knots = draws.knots(AdviceSettings.PIECES);
        this.control = new LineControl(process, knots, settings.largest());
        double centre = Arrays.stream(points).average().orElseThrow();
        this.questions = new LineControl.Questions(
                List.of(settings.benefit().of(Benefit.Kind.CAPPED).aim().value(), (y, logOdds) -> y - centre,
                        (y, logOdds) -> (y - centre) * (y - centre)),
                settings.benefit().limitLogOdds(), modes.boundaries());
    }

    Advice advise() {
        Candidates candidates = new Candidates(knots);
        List<Candidate> all = candidates.all(settings.weights(), settings.tops());
        LineControl.Values unguided = values(all.get(0).schedule().orElseThrow());
        List<Figures> rows = new ArrayList<>();
        for (Candidate each : all) {
            GuidanceSchedule schedule = each.schedule().orElseThrow();
            rows.add(figures(each, schedule.largest() == 0 ? unguided : values(schedule), unguided));
        }
        LineControl.Aim h = settings.benefit().aim();
        Interval before = rows.get(0).benefit(settings.benefit().kind());
        double gain = before.midpoint() - settings.benefit().least();
        BestWeights best = new BestWeights(settings.benefit(), before,
                "which three meshes or more do not resolve");
        if (gain > PRECISION) {
            Search search = new Search(candidates, gain, best, unguided, rows);
            for (double share : MULTIPLIERS) {
                search.adaptive(share * gain);
                search.schedule(share * gain);
            }
            for (double price : settings.prices()) {
                search.adaptive(search.multiplier(multiplier -> control.draftPrice(multiplier, h), price));
                search.schedule(search.multiplier(search::priceOfSchedule, price));
            }
        }
        BestBound bound = new BestBound(best.lines(), before.lower(), settings.benefit().least(),
                settings.benefit().most(),
                "weights of at least 0 that may depend on noise level and point");
        return new Advice(process, settings.benefit(), modes,
                Advisor.withIdeals(rows, bound, settings.benefit().kind()), bound,
                Advice.ENTROPY, "finite differences on three resolutions or more; bounds estimated from them",
                best.leftOut());
    }

    private LineControl.Values values(GuidanceSchedule schedule) {
        return control.values(schedule, PRECISION, questions);
    }

    /** Search for the best weights and schedules at multipliers of the price. */
    private final class Search {
        private final Candidates candidates;
        private final double gain;
        private final BestWeights checker;
        private final LineControl.Values unguided;
        private final List<Figures> rows;
        private final LineControl.Aim h = settings.benefit().aim();
        private double[] weights = new double[knots.length + 1];

        Search(Candidates candidates, double gain, BestWeights checker, LineControl.Values unguided,
                List<Figures> rows) {
            this.candidates = candidates;
            this.gain = gain;
            this.checker = checker;
            this.unguided = unguided;
            this.rows = rows;
        }

        /** Adds the line of the least sum, and the best weights if the price of following them agrees with it. */
        void adaptive(double multiplier) {
            LineControl.Best best = control.best(multiplier, h, PRECISION * Math.min(1, gain), questions);
            checker.accept(multiplier, best.least(), () -> figures(
                    new Candidate(Candidate.Family.ADAPTIVE, Candidates.perNat(multiplier), Optional.empty(),
                            control.bestWeights(multiplier, h)),
                    best.values(), unguided)).ifPresent(rows::add);
        }

        /** Adds the schedule that is found from the last one. */
        void schedule(double multiplier) {
            weights = control.improve(multiplier, h, weights, BEYOND * settings.largest());
            GuidanceSchedule schedule = rounded();
            if (rows.stream().noneMatch(row -> row.candidate().schedule().equals(Optional.of(schedule)))) {
                rows.add(figures(Candidate.of(Candidate.Family.OPTIMISED, Candidates.perNat(multiplier), schedule),
                        values(schedule), unguided));
            }
        }

        double priceOfSchedule(double multiplier) {
            weights = control.improve(multiplier, h, weights, BEYOND * settings.largest());
            return control.draftPrice(rounded());
        }

        /** Weights of three decimals, which can be typed. */
        private GuidanceSchedule rounded() {
            double[] short3 = Arrays.stream(weights).map(w -> Math.rint(1000 * w) / 1000).toArray();
            return candidates.pieces(i -> short3[i]);
        }

        /** A multiplier whose price is just below a limit: the price falls with the multiplier. */
        double multiplier(DoubleUnaryOperator price, double limit) {
            double low = Math.log(gain * MULTIPLIERS[MULTIPLIERS.length - 1]);
            double high = Math.log(gain * MULTIPLIERS[0]);
            for (int i = 0; i < HALVINGS; i++) {
                double middle = 0.5 * (low + high);
                if (price.applyAsDouble(Math.exp(middle)) > BELOW * limit) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return Math.exp(high);
        }
    }

    private Figures figures(Candidate candidate, LineControl.Values values, LineControl.Values unguided) {
        Optional<GuidanceSchedule> schedule = candidate.schedule();
        double largest = schedule.map(GuidanceSchedule::largest).orElse(0.0);
        double start = startError(largest);
        Interval capped = Figures.within(widened(values.means().get(0), start), ONE_OR_MORE);
        List<Interval> shares = modes(values);
        List<Interval> ofClass = modes(unguided);
        return new Figures(candidate, schedule.map(this::mean).orElse(mean(capped)),
                1 + 2 * schedule.map(GuidanceSchedule::smallest).orElse(0.0),
                Figures.within(widened(values.shares().get(0), start), SHARE), capped,
                values.entropy().width() < Double.POSITIVE_INFINITY ? values.entropy().widen(start) : Interval.ALL,
                Figures.quotient(variance(values), variance(unguided)), shares, Figures.leastKept(shares, ofClass),
                largest == 0 && schedule.isPresent() ? new Interval(0, 0)
                        : Figures.within(widened(values.price(), start), ZERO_OR_MORE),
                schedule.isPresent() ? OutputPaths.factor(largest) * -Math.log(process.prior()) : Double.NaN,
                settings.benefit().least());
    }

    private static List<Interval> modes(LineControl.Values values) {
        return values.shares().subList(1, values.shares().size()).stream().map(share -> Figures.within(share, SHARE))
                .toList();
    }

    /** What guidance of at least 0 allows, where the mean reciprocal itself was not computed. */
    private Interval mean(Interval capped) {
        double unguided = process.unguidedMean();
        return new Interval(Math.max(1, Math.min(unguided, capped.lower())), unguided);
    }

    private Interval mean(GuidanceSchedule schedule) {
        double unguided = process.unguidedMean();
        if (schedule.largest() == 0) {
            return new Interval(unguided, unguided);
        }
        FiniteDifferences solver = new FiniteDifferences(process.withGuidance(schedule));
        FiniteDifferences.Result found = solver.meanReciprocal(MEAN_PRECISION);
        Interval possible = new Interval(1, unguided);
        return found.isResolved() ? found.bounds().widen(solver.startError()).intersect(possible).orElse(possible)
                : possible;
    }

    /** Error of the start at t > 0, over the value. */
    private static double startError(double largest) {
        return TimeGrid.START_SIGNAL * (2 + largest);
    }

    private static Interval widened(Interval value, double share) {
        return value.width() < Double.POSITIVE_INFINITY
                ? value.widen(share * Math.max(Math.abs(value.lower()), Math.abs(value.upper()))) : Interval.ALL;
    }

    private static Interval variance(LineControl.Values values) {
        Interval offset = values.means().get(1);
        Interval square = values.means().get(2);
        double most = Math.max(offset.lower() * offset.lower(), offset.upper() * offset.upper());
        double least = offset.contains(0) ? 0
                : Math.min(offset.lower() * offset.lower(), offset.upper() * offset.upper());
        return Double.isFinite(most) ? square.minus(new Interval(least, most)) : Interval.ALL;
    }
}
