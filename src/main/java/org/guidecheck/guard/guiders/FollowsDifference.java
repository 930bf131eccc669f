package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guard.guiders.ProbeCalls.Answers;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that guidance follows the difference of the two predictions: where they are equal the scale changes nothing, a
 * reversed difference gives other guidance, every coordinate is guided, and steps follow their own difference. Published rules agree in more that is not
 * asked of others, and is reported where a rule departs from it: they treat coordinates alike, do not guide less when
 * the difference grows, and, but for momentum, forget the differences of earlier steps.
 */
final class FollowsDifference extends GuiderClaim {
    private static final int STEPS = 10;
    private static final int POINTS = 6;
    /** Changes smaller than this, in units of rounding, are not told from none. */
    private static final double SEEN = 16;
    private static final double LARGE = 0x1p8;
    private static final double LARGER = 0x1p16;
    private static final double SMALL = 0x1p-8;
    private static final double SMALLER = 0x1p-16;
    /** Order in the difference below which guidance does not vanish with it. */
    private static final double VANISHES = 0.1;
    /** Order in the difference below which guidance is said to fall when the difference grows. */
    private static final double FALLS = -0.5;
    private static final int REVERSED = -1;

    FollowsDifference() {
        super("guider.follows-difference",
                "guidance follows the difference of the predictions: none where they are equal, "
                        + "another where it is reversed, and some in every coordinate",
                Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        double conditional = candidate.convention().conditional();
        double scale = candidate.scales().stream().filter(each -> each != conditional).findFirst()
                .orElse(conditional + 1);
        Streams streams = new Streams(candidate.seed()).derived("difference");
        Precision precision = Precision.of(candidate.guider(), scale, streams);
        Probe probe = new Probe(candidate.guider(), scale, precision, streams);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(atEqual(probe, conditional));
        evidence.add(reversed(probe));
        evidence.add(unguided(probe, conditional));
        evidence.add(permuted(probe));
        meansKept(probe).ifPresent(evidence::add);
        growth(probe).ifPresent(evidence::add);
        nearlyEqual(probe).ifPresent(evidence::add);
        StepResponses responses = StepResponses.of(candidate, scale, precision, streams.derived("responses"));
        evidence.add(responses.followsItsOwn());
        evidence.add(responses.evidence());
        return evidence;
    }

    /** Runs of a guider on all laws. */
    private static final class Probe {
        private final TimeGrid grid = ProbeCalls.grid(STEPS);
        private final Guider guider;
        private final double scale;
        private final Precision precision;
        private final List<List<ProbeBatch>> runs;
        private final List<Answers> plain;

        Probe(Guider guider, double scale, Precision precision, Streams streams) {
            this.guider = guider;
            this.scale = scale;
            this.precision = precision;
            this.runs = ProbeLaw.ALL.stream().map(law -> law.batches(grid, POINTS, streams.derived(law.name())).stream()
                    .map(batch -> batch.with(batch.law(), batch.conditional(), batch.unconditional())).toList())
                    .toList();
            this.plain = at(scale, 1);
        }

        /** The answers at a scale where the difference is a multiple of the laws' own. */
        List<Answers> at(double givenScale, double factor) {
            return runs.stream().map(run -> ProbeCalls.rounded(guider, givenScale, grid,
                    run.stream().map(batch -> times(batch, factor)).toList(), precision)).toList();
        }

        private static ProbeBatch times(ProbeBatch batch, double factor) {
            double[] other = batch.unconditional().clone();
            for (int i = 0; i < other.length && factor != 1; i++) {
                other[i] = batch.conditional()[i] - factor * (batch.conditional()[i] - batch.unconditional()[i]);
            }
            return batch.with(batch.law(), batch.conditional(), other);
        }

        String place(int step) {
            return ProbeCalls.place(step, grid.level(step), scale);
        }
    }

    /** Of equal predictions, where the scale must change nothing. */
    private static Evidence atEqual(Probe probe, double conditional) {
        List<Answers> one = probe.at(conditional, 0);
        List<Answers> other = probe.at(probe.scale, 0);
        WorstAnswer worst = new WorstAnswer();
        Stabiliser.Departures departures = new Stabiliser.Departures();
        for (int run = 0; run < one.size(); run++) {
            for (int k = 0; k < STEPS; k++) {
                ProbeBatch batch = probe.runs.get(run).get(k);
                double[] rounding = sum(one.get(run).rounding()[k], other.get(run).rounding()[k]);
                worst.add(other.get(run).guided()[k], one.get(run).guided()[k], rounding, batch, probe.place(k));
                departures.add(batch, other.get(run).guided()[k], one.get(run).guided()[k], rounding);
            }
        }
        return worst.evidenceUnlessStabilised("change of answers with the scale where the predictions are equal",
                "is something added that is not a multiple of their difference?", probe.precision, departures,
                probe.scale - conditional);
    }

    private static double[] sum(double[] one, double[] other) {
        double[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    /** Of differences of the opposite sign: guidance may not be the same, unless it is none. */
    private static Evidence reversed(Probe probe) {
        List<Answers> none = probe.at(probe.scale, 0);
        List<Answers> back = probe.at(probe.scale, REVERSED);
        int same = 0;
        int points = 0;
        String where = "";
        for (int run = 0; run < none.size(); run++) {
            for (int k = 0; k < STEPS; k++) {
                ProbeBatch batch = probe.runs.get(run).get(k);
                for (int p = 0; p < batch.count(); p++) {
                    double moved = change(probe.plain.get(run), none.get(run), k, p, batch.dimension());
                    double turned = change(probe.plain.get(run), back.get(run), k, p, batch.dimension());
                    points += moved > SEEN ? 1 : 0;
                    if (moved > SEEN && turned <= 1) {
                        same++;
                        where = where.isEmpty() ? batch.law() + " " + probe.place(k) + ", point " + (p + 1) : where;
                    }
                }
            }
        }
        return counted("points at which guidance stays the same when the difference is reversed", same,
                points + " points", where, "is the absolute value of the difference taken?");
    }

    /** The largest change of a coordinate of a point, in units of rounding. */
    private static double change(Answers one, Answers other, int step, int point, int d) {
        double unit = one.rounding()[step][point] + other.rounding()[step][point];
        double largest = 0;
        for (int i = point * d; i < (point + 1) * d; i++) {
            largest = Math.max(largest, Math.abs(one.guided()[step][i] - other.guided()[step][i]) / unit);
        }
        return largest;
    }

    private static Evidence counted(String quantity, int count, String of, String where, String cause) {
        return Evidence.of(Evidence.Kind.AT_POINTS, quantity, count).within(new Interval(count, count)).by(of)
                .decides(Requirement.exactly("must be 0" + (count == 0 ? "" : "; the first: " + where + ": " + cause),
                        0));
    }

    /** Of coordinates that no scale changes while it changes others. */
    private static Evidence unguided(Probe probe, double conditional) {
        List<Answers> without = probe.at(conditional, 1);
        List<String> found = new ArrayList<>();
        int all = 0;
        for (int run = 0; run < without.size(); run++) {
            int d = probe.runs.get(run).get(0).dimension();
            double[] changes = changes(probe, without, run, d);
            double largest = 0;
            for (double each : changes) {
                largest = Math.max(largest, each);
            }
            for (int i = 0; i < d && largest > SEEN; i++) {
                all++;
                if (changes[i] <= 1) {
                    found.add("coordinate " + (i + 1) + " of " + d + " (" + probe.runs.get(run).get(0).law() + ")");
                }
            }
        }
        return counted("coordinates that the scale never changes", found.size(), all + " coordinates",
                String.join(", ", found.subList(0, Math.min(2, found.size()))),
                "is guidance added to some coordinates only?");
    }

    /** The largest change of each coordinate of a run with the scale, in units of rounding. */
    private static double[] changes(Probe probe, List<Answers> without, int run, int d) {
        double[] changes = new double[d];
        for (int k = 0; k < STEPS; k++) {
            double[] one = probe.plain.get(run).guided()[k];
            double[] unit = sum(probe.plain.get(run).rounding()[k], without.get(run).rounding()[k]);
            for (int i = 0; i < one.length; i++) {
                changes[i % d] = Math.max(changes[i % d],
                        Math.abs(one[i] - without.get(run).guided()[k][i]) / unit[i / d]);
            }
        }
        return changes;
    }

    /** Of the answer to points and predictions whose coordinates are in another order. */
    private static Evidence permuted(Probe probe) {
        WorstAnswer worst = new WorstAnswer();
        for (int run = 0; run < probe.runs.size(); run++) {
            List<ProbeBatch> turned = probe.runs.get(run).stream().map(FollowsDifference::turned).toList();
            Answers other = ProbeCalls.rounded(probe.guider, probe.scale, probe.grid, turned, probe.precision);
            for (int k = 0; k < STEPS; k++) {
                int d = turned.get(k).dimension();
                worst.add(turned(other.guided()[k], d), probe.plain.get(run).guided()[k],
                        sum(probe.plain.get(run).rounding()[k], other.rounding()[k]), probe.runs.get(run).get(k),
                        probe.place(k));
            }
        }
        String quantity = "change of answers when the coordinates come in the reverse order";
        return worst.isRounding() ? worst.evidence(quantity, "", probe.precision)
                : worst.measured(quantity,
                        "treats coordinates differently, as no published rule for vectors does: where "
                                + "they come in the reverse order, " + worst.where());
    }

    private static ProbeBatch turned(ProbeBatch batch) {
        int d = batch.dimension();
        return new ProbeBatch(batch.law(), batch.level(), d, turned(batch.points(), d),
                turned(batch.conditional(), d), turned(batch.unconditional(), d), Optional.empty());
    }

    /** The coordinates of each point in the reverse order. */
    private static double[] turned(double[] values, int d) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i / d * d + d - 1 - i % d];
        }
        return result;
    }

    /** Of guidance that never moves the mean of the coordinates; empty if it does. */
    private static Optional<Evidence> meansKept(Probe probe) {
        List<Answers> none = probe.at(probe.scale, 0);
        double largest = 0;
        double moved = 0;
        for (int run = 0; run < probe.runs.size(); run++) {
            int d = probe.runs.get(run).get(0).dimension();
            for (int k = 0; k < STEPS && d > 1; k++) {
                for (int p = 0; p < POINTS; p++) {
                    moved = Math.max(moved, change(probe.plain.get(run), none.get(run), k, p, d));
                    largest = Math.max(largest, ofMean(probe.plain.get(run), none.get(run), k, p, d));
                }
            }
        }
        return moved > SEEN && largest <= 1 ? Optional.of(Evidence.of(Evidence.Kind.AT_POINTS,
                "largest change of the mean of the coordinates by guidance, in units of rounding", largest)
                .within(Interval.ofError(largest)).by("points of " + probe.runs.size() + " laws")
                .decides(Requirement.NONE)
                .saying("guidance never moves the mean of the coordinates, and does nothing in "
                        + "one dimension"))
                : Optional.empty();
    }

    private static double ofMean(Answers one, Answers other, int step, int point, int d) {
        double sum = 0;
        for (int i = point * d; i < (point + 1) * d; i++) {
            sum += one.guided()[step][i] - other.guided()[step][i];
        }
        return Math.abs(sum) / d / (one.rounding()[step][point] + other.rounding()[step][point]);
    }

    /** An order of guidance in the length of the difference, the middle one of all points of a step. */
    private record Order(double value, int step) {
    }

    /** The least order of all steps between two multiples of the difference; empty if rounding hides all. */
    private static Optional<Order> leastOrder(Probe probe, double factor, double larger) {
        List<Answers> none = probe.at(probe.scale, 0);
        List<Answers> first = probe.at(probe.scale, factor);
        List<Answers> second = probe.at(probe.scale, larger);
        List<Order> orders = new ArrayList<>();
        for (int k = 0; k < STEPS; k++) {
            List<Double> own = new ArrayList<>();
            for (int run = 0; run < probe.runs.size(); run++) {
                int d = probe.runs.get(run).get(k).dimension();
                for (int p = 0; p < POINTS; p++) {
                    order(none.get(run), first.get(run), second.get(run), k, p, d)
                            .ifPresent(each -> own.add(each / Math.log(larger / factor)));
                }
            }
            own.sort(null);
            if (!own.isEmpty()) {
                orders.add(new Order(own.get(own.size() / 2), k));
            }
        }
        return orders.stream().min(Comparator.comparingDouble(Order::value));
    }

    /** Of guidance that does not vanish with the difference; empty if it does. */
    private static Optional<Evidence> nearlyEqual(Probe probe) {
        return leastOrder(probe, SMALLER, SMALL).filter(least -> least.value() < VANISHES).map(least -> Evidence
                .of(Evidence.Kind.AT_POINTS,
                        "order of guidance in the length of a small difference, least of all levels",
                        least.value())
                .within(Interval.around(least.value(), 0)).by("differences " + ProbeCalls.plain(SMALLER) + " and "
                        + ProbeCalls.plain(SMALL) + " times those of the laws")
                .decides(Requirement.NONE)
                .saying("guidance does not vanish as the predictions approach each other: " + probe.place(least.step())
                        + " it is as strong for a difference of 2^-16 as of 2^-8 times that of the laws; is something "
                        + "divided by the length or the deviation of the difference?"));
    }

    /** Of guidance that falls when large differences grow; empty if it does not. */
    private static Optional<Evidence> growth(Probe probe) {
        return leastOrder(probe, LARGE, LARGER).filter(found -> found.value() < FALLS)
                .map(found -> growth(probe, found));
    }

    private static Evidence growth(Probe probe, Order found) {
        double least = found.value();
        int at = found.step();
        return Evidence.of(Evidence.Kind.AT_POINTS,
                "order of guidance in the length of a large difference, least of all levels", least)
                .within(Interval.around(least, 0)).by("differences " + ProbeCalls.plain(LARGE) + " and "
                        + ProbeCalls.plain(LARGER) + " times those of the laws")
                .decides(Requirement.NONE)
                .saying(String.format(Locale.ROOT,
                        "guidance falls when a large difference grows: %s twice the difference "
                                + "gives %.3g times the guidance; is the limit on the square of its length?",
                        probe.place(at),
                        Math.pow(2, least)));
    }

    /** log(|e(larger)|/|e(large)|) at a point; empty if rounding hides it. */
    private static Optional<Double> order(Answers none, Answers large, Answers larger, int step, int point, int d) {
        boolean isSeen = change(none, large, step, point, d) > SEEN && change(none, larger, step, point, d) > SEEN;
        return isSeen
                ? Optional.of(Math.log(length(none, larger, step, point, d) / length(none, large, step, point, d)))
                : Optional.empty();
    }

    private static double length(Answers one, Answers other, int step, int point, int d) {
        double sum = 0;
        for (int i = point * d; i < (point + 1) * d; i++) {
            sum = Math.hypot(sum, other.guided()[step][i] - one.guided()[step][i]);
        }
        return sum;
    }
}
