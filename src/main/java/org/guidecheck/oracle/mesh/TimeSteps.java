package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;

/**
 * Time grids for a ladder of resolutions. Between the ends of {@link TimeGrid#forLaw(LabelledLaw, int, double)} they
 * are uniform in log(t/(τ + ε)) with ε = {@value #END_SHARE}·(narrowest scale)².
 *
 * <p>Well above τ = ε this coordinate is λ; below, steps shrink no further, and the grid reaches clean data smoothly. A
 * last step of fixed length, as in samplers, would leave an error that refinement does not reduce. For the same reason,
 * jumps of the guidance weight are levels of every grid.
 */
public final class TimeSteps {
    /** Noise at which steps stop shrinking, in squares of the narrowest scale. */
    static final double END_SHARE = 0.05;
    /** Number of intervals searched for jumps of the weight; several jumps in one interval are all found. */
    private static final int SCAN = 512;
    private static final int BISECTIONS = 60;

    private final double offset;
    /** Coordinates log(t/(τ + ε)) of the start, of the jumps and of the end. */
    private final List<Double> knots;
    private final NoiseLevel start;
    private final NoiseLevel end;

    /**
     * Finds the ends and the jumps of the weight.
     *
     * @param process law, weights and end
     */
    public TimeSteps(GuidedProcess process) {
        this(process, List.of());
    }

    /**
     * Finds the ends and the jumps of the weight.
     *
     * @param process law, weights and end
     * @param jumps   further levels of every grid
     */
    TimeSteps(GuidedProcess process, List<NoiseLevel> jumps) {
        this(process, jumps, Discretisation.MAIN);
    }

    /**
     * Finds the ends and the jumps of the weight.
     *
     * @param process law, weights and end
     * @param jumps   further levels of every grid
     * @param family  determines the start and the end of shrinking
     */
    TimeSteps(GuidedProcess process, List<NoiseLevel> jumps, Discretisation family) {
        this(process, jumps, family, endShrinking(process, family));
    }

    /**
     * Steps of {@link Discretisation#MAIN} that shrink towards the end for longer.
     *
     * @param process law, weights and end
     * @param left    noise above that of the end at which steps stop shrinking
     * @return the steps
     */
    static TimeSteps shrinking(GuidedProcess process, double left) {
        return new TimeSteps(process, List.of(), Discretisation.MAIN,
                Math.min(endShrinking(process, Discretisation.MAIN), left - process.end().noise()));
    }

    /** Noise at which steps stop shrinking. */
    private static double endShrinking(GuidedProcess process, Discretisation family) {
        double scale = Math.min(1, process.law().narrowestScale());
        return family.endShare() * scale * scale;
    }

    private TimeSteps(GuidedProcess process, List<NoiseLevel> jumps, Discretisation family, double offset) {
        GuidanceSchedule schedule = process.guidance();
        TimeGrid ends = process.grid(2);
        this.offset = offset;
        this.start = family.earlier() == 0 ? ends.start()
                : NoiseLevel.ofLogSnr(ends.start().logSnr() - family.earlier());
        this.end = ends.end();
        this.knots = new ArrayList<>();
        double first = coordinate(start);
        double last = coordinate(end);
        knots.add(first);
        if (family.earlier() > 0) {
            // The steps from the process's own start on are the same as without the earlier one.
            knots.add(coordinate(ends.start()));
        }
        for (int i = 0; i < SCAN; i++) {
            double until = i == SCAN - 1 ? last : first + (last - first) * (i + 1) / SCAN;
            double from = first + (last - first) * i / SCAN;
            while (!isConstant(schedule, from, until)) {
                double low = from;
                double high = until;
                for (int j = 0; j < BISECTIONS; j++) {
                    double middle = 0.5 * (low + high);
                    if (isConstant(schedule, from, middle)) {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                if (high > knots.get(knots.size() - 1) && high < last) {
                    knots.add(high);
                }
                // Past the jump by more than rounding and less than any step.
                from = high + 1e-9;
                if (!(from < until)) {
                    break;
                }
            }
        }
        knots.add(last);
        for (NoiseLevel jump : jumps) {
            double at = coordinate(jump);
            // A jump of the weight at the same level differs only by rounding.
            if (at > first && at < last && knots.stream().noneMatch(knot -> Math.abs(knot - at) < 1e-9)) {
                knots.add(at);
            }
        }
        Collections.sort(knots);
    }

    /** Levels between the ends at which the weight jumps. */
    List<NoiseLevel> jumps() {
        return knots.subList(1, knots.size() - 1).stream().map(this::level).toList();
    }

    private boolean isConstant(GuidanceSchedule schedule, double from, double to) {
        NoiseLevel a = level(from);
        NoiseLevel b = level(to);
        double w = schedule.weight(a);
        return !(b.noise() < a.noise())
                || Math.abs(schedule.meanWeight(a, b) - w) <= 1e-9 * Math.max(1, Math.abs(w));
    }

    /**
     * The grid of one resolution.
     *
     * @param multiple number of parts of each step of the coarsest grid
     * @param longest  longest step of the coarsest grid, in units of the coordinate
     * @return the grid
     */
    public TimeGrid grid(int multiple, double longest) {
        List<NoiseLevel> levels = new ArrayList<>();
        levels.add(start);
        for (int k = 1; k < knots.size(); k++) {
            double from = knots.get(k - 1);
            double to = knots.get(k);
            int steps = multiple * (int) Math.ceil((to - from) / longest);
            for (int i = 1; i <= steps; i++) {
                levels.add(k == knots.size() - 1 && i == steps ? end : level(from + (to - from) * i / steps));
            }
        }
        return new TimeGrid(levels);
    }

    private double coordinate(NoiseLevel level) {
        return Math.log(level.signal()) - Math.log(level.noise() + offset);
    }

    private NoiseLevel level(double coordinate) {
        double x = Math.exp(coordinate);
        double noise = Math.max(0, (1 - offset * x) / (1 + x));
        return new NoiseLevel(Math.min(1, (1 + offset) * x / (1 + x)), noise);
    }
}
