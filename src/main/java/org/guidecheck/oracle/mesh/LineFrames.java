package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.NormalForm;

/**
 * Frames of a law and class on the line at all resolutions, each with half the spacings and steps of the one before.
 *
 * <p>Where a function of the end jumps, the best guidance of paths close to the jump grows like the inverse root of the noise
 * that is left. Frames for such a function are denser: spacings shrink towards the jump and steps towards the end, down to
 * shares that a further resolution halves once more.
 */
final class LineFrames {
    /** Local scale at a jump, over the one without it, on the coarsest mesh. */
    private static final double JUMP_SCALE = 0.5;
    /** Noise that is left where steps stop shrinking, in squares of the scale at a jump, on the coarsest grid. */
    private static final double JUMP_NOISE = 0.05;
    private static final int BISECTIONS = 60;

    private final NormalForm form;
    private final LineLogOdds odds;
    private final TimeSteps times;
    private final double pull;
    private final List<LineFrame> frames = new ArrayList<>();
    private final Map<Double, List<LineFrame>> dense = new HashMap<>();
    private final Map<Double, List<Double>> crossings = new HashMap<>();

    LineFrames(NormalForm form, double pull) {
        this.form = form;
        this.odds = new LineLogOdds(form.process());
        this.times = new TimeSteps(form.process());
        this.pull = pull;
    }

    /** Cost of the law at a point; 1 for a cheap one. */
    double cost() {
        return odds.cost();
    }

    /** The frame for functions of the end that are continuous. */
    LineFrame frame(int refinement) {
        while (frames.size() <= refinement) {
            int next = frames.size();
            frames.add(new LineFrame(odds, end(), Mesh.of(odds, end(), pull, Discretisation.MAIN, next),
                    times.grid(1 << next, Discretisation.MAIN.longestStep())));
        }
        return frames.get(refinement);
    }

    /** The frame for functions of the end that jump where the log-odds cross a limit; the other one if it is empty. */
    LineFrame frame(int refinement, OptionalDouble jump) {
        if (jump.isEmpty() || crossings(jump.getAsDouble()).isEmpty()) {
            return frame(refinement);
        }
        List<LineFrame> found = dense.computeIfAbsent(jump.getAsDouble(), each -> new ArrayList<>());
        while (found.size() <= refinement) {
            found.add(dense(crossings(jump.getAsDouble()), found.size()));
        }
        return found.get(refinement);
    }

    private LineFrame dense(List<Double> jumps, int refinement) {
        List<Mesh.Place> places =
                jumps.stream().map(at -> new Mesh.Place(at, JUMP_SCALE * scale(at) / (1 << refinement))).toList();
        double least = places.stream().mapToDouble(Mesh.Place::scale).min().orElseThrow();
        // Free weights need no levels where schedules jump, which would make the number of steps between them irregular.
        TimeSteps steps = TimeSteps.shrinking(form.process().withGuidance(GuidanceSchedule.constant(0)),
                JUMP_NOISE * least * least / (1 << refinement));
        return new LineFrame(odds, end(), Mesh.dense(odds, end(), pull, refinement, places),
                steps.grid(1, Discretisation.MAIN.longestStep() / (1 << refinement)));
    }

    /** Local scale of the mesh for continuous functions. */
    private double scale(double at) {
        double[] points = frame(0).mesh().points();
        int right = rightOf(at, points);
        return Discretisation.MAIN.pointsPerScale() * (points[right] - points[right - 1]);
    }

    /** Index, at least 1, of the point at which the cell with a place ends. */
    private static int rightOf(double at, double[] points) {
        int found = Arrays.binarySearch(points, at);
        return Math.max(1, Math.min(points.length - 1, found < 0 ? -1 - found : found));
    }

    private NoiseLevel end() {
        return form.process().end();
    }

    /** A function of the output at the points of a frame. */
    double[] endValues(LineFrame frame, FiniteDifferences.Functional functional) {
        double[] values = new double[frame.mesh().size()];
        Arrays.setAll(values, i -> functional.at(form.original(frame.mesh().points()[i], 0), frame.endOdds()[i]));
        return values;
    }

    /**
     * What guidance is to make small at the points of a frame. A point whose length of line holds the jump counts with the
     * mean of Z = e^{−h/λ} over that length.
     */
    double[] endValues(LineFrame frame, LineControl.Aim aim, double multiplier) {
        double[] values = endValues(frame, aim.value());
        if (aim.jump().isPresent()) {
            double[] points = frame.mesh().points();
            for (double at : crossings(aim.jump().getAsDouble())) {
                int right = rightOf(at, points);
                double middle = 0.5 * (points[right - 1] + points[right]);
                int nearest = at <= middle ? right - 1 : right;
                double from = nearest == right ? middle : 0.5 * (points[right - 1] + points[Math.max(0, right - 2)]);
                double share = Math.max(0, Math.min(1, (at - from) / frame.mesh().volumes()[nearest]));
                values[nearest] = mixed(values[Math.max(0, nearest - 1)],
                        values[Math.min(points.length - 1, nearest + 1)], share, multiplier);
            }
        }
        return values;
    }

    /** −λ log of the mean of e^{−h/λ} over two values. */
    private static double mixed(double one, double two, double share, double multiplier) {
        double least = Math.min(one, two);
        return least - multiplier * Math.log(
                share * Math.exp((least - one) / multiplier) + (1 - share) * Math.exp((least - two) / multiplier));
    }

    /** Log-odds of the class at a point of the normal form at the end, as far out as meshes go. */
    double odds(double y) {
        double[] points = frame(0).mesh().points();
        double[] at = {Math.max(points[0], Math.min(points[points.length - 1], y))};
        double[] result = new double[1];
        odds.evaluate(at, end(), new double[1], result);
        return result[0];
    }

    /** Places in normal form where the log-odds of the class at the end cross a limit, to rounding. */
    List<Double> crossings(double limit) {
        return crossings.computeIfAbsent(limit, each -> {
            LineFrame frame = frame(1);
            double[] points = frame.mesh().points();
            List<Double> found = new ArrayList<>();
            for (int i = 0; i + 1 < points.length; i++) {
                boolean first = frame.endOdds()[i] <= limit;
                if (first != frame.endOdds()[i + 1] <= limit) {
                    found.add(crossing(points[i], points[i + 1], first, limit));
                }
            }
            return found;
        });
    }

    private double crossing(double from, double to, boolean first, double limit) {
        double low = from;
        double high = to;
        for (int j = 0; j < BISECTIONS; j++) {
            double middle = 0.5 * (low + high);
            if (odds(middle) <= limit == first) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
