package org.guidecheck.sampler;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.text.ShellText;

/**
 * Sampler whose coefficients are a table of numbers for one number of steps, such as those that were identified of
 * another sampler. From the start x_0 = σ_0 z it makes the points x_m = ρ x_{m−1} + Σ_k β_k a_k + σ z, where a_k is the
 * guided prediction of the clean point at point k. It calls the denoiser at its own K noise levels, whatever levels it
 * is offered.
 *
 * @param name   name of the sampler, not blank
 * @param steps  number of steps that the table is for, at least 1
 * @param weight guidance weight that was asked for, at least 0
 * @param start  deviation σ_0 of the start, above 0
 * @param calls  the K calls of the denoiser, at least one
 * @param points how the points 1 to K are made, as many as calls; the last is the output
 * @param file   file that it was read from; empty if it was not
 */
public record SchemeTable(String name, int steps, double weight, double start, List<Call> calls, List<Point> points,
        Optional<Path> file) implements GuidedSampler {

    /**
     * Call of the denoiser.
     *
     * @param level  noise level of its points, τ &gt; 0
     * @param weight guidance weight of the call where that of the table was asked for; asked for another weight, the
     *               call is guided with a weight in the same proportion to it
     */
    public record Call(NoiseLevel level, double weight) {
        /** Checks the numbers; throws {@link IllegalArgumentException}. */
        public Call {
            if (level.isClean()) {
                throw new IllegalArgumentException("level=" + level + ": must have noise");
            }
            requireFinite("weight", weight);
        }
    }

    /**
     * How a point is made.
     *
     * @param keep        factor ρ of the point before, finite
     * @param predictions factors of predictions, each of another call
     * @param noise       deviation σ of fresh normals, finite and at least 0
     */
    public record Point(double keep, List<Factor> predictions, double noise) {
        /** Copies the factors and checks the numbers; throws {@link IllegalArgumentException}. */
        public Point {
            predictions = List.copyOf(predictions);
            requireFinite("keep", keep);
            if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("noise=" + noise + ": must be finite and at least 0");
            }
        }
    }

    /**
     * Factor of a prediction.
     *
     * @param call   number of its call, from 1
     * @param factor β, finite
     */
    public record Factor(int call, double factor) {
        /** Checks the number; throws {@link IllegalArgumentException}. */
        public Factor {
            requireFinite("factor", factor);
        }
    }

    /** Copies the lists and checks that each point uses earlier calls only; throws {@link IllegalArgumentException}. */
    public SchemeTable {
        calls = List.copyOf(calls);
        points = List.copyOf(points);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name=" + name + ": must not be blank");
        }
        if (!(steps >= 1)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 1");
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight=" + weight + ": must be finite and at least 0");
        }
        if (!(start > 0 && start < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("start=" + start + ": must be finite and above 0");
        }
        if (calls.isEmpty() || points.size() != calls.size()) {
            throw new IllegalArgumentException("points.size=" + points.size() + ": must be the number of calls, "
                    + calls.size() + ", and at least 1");
        }
        for (int m = 0; m < points.size(); m++) {
            Set<Integer> seen = new HashSet<>();
            for (Factor each : points.get(m).predictions()) {
                if (!(each.call() >= 1 && each.call() <= m + 1 && seen.add(each.call()))) {
                    throw new IllegalArgumentException("call=" + each.call() + ": must be from 1 to " + (m + 1)
                            + " and named once in point " + (m + 1));
                }
            }
        }
        if (weight == 0 && calls.stream().anyMatch(call -> call.weight() != 0)) {
            throw new IllegalArgumentException("weight=0.0: must be above 0, as calls have other weights");
        }
    }

    /**
     * A table that is in no file.
     *
     * @param name   name of the sampler, not blank
     * @param steps  number of steps that the table is for, at least 1
     * @param weight guidance weight that was asked for, at least 0
     * @param start  deviation σ_0 of the start, above 0
     * @param calls  the K calls of the denoiser, at least one
     * @param points how the points 1 to K are made, as many as calls
     */
    public SchemeTable(String name, int steps, double weight, double start, List<Call> calls, List<Point> points) {
        this(name, steps, weight, start, calls, points, Optional.empty());
    }

    private static void requireFinite(String name, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(name + "=" + number + ": must be finite");
        }
    }

    /** {@return true, since the sampler takes levels of its own} */
    @Override
    public boolean isExternal() {
        return true;
    }

    /** {@inheritDoc} A table that was not read from a file must first be written to one of its name. */
    @Override
    public Optional<String> options() {
        return Optional.of("--sampler " + ShellText.quoted(file.map(Path::toString)
                .orElseGet(() -> name.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + steps + ".json")));
    }

    @Override
    public OptionalInt onlySteps() {
        return OptionalInt.of(steps);
    }

    @Override
    public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        if (grid.steps() != steps) {
            throw new SamplerFailure("scheme table " + name + " has " + steps + " steps and cannot take "
                    + grid.steps());
        }
        int[] lastUse = lastUses();
        double[][] predictions = new double[calls.size()][];
        double[] x = noise.next();
        scale(x, start);
        for (int m = 0; m < calls.size(); m++) {
            predictions[m] = prediction(calls.get(m), denoiser, guidance, x, noise.dimension());
            Point point = points.get(m);
            scale(x, point.keep());
            for (Factor each : point.predictions()) {
                add(x, each.factor(), predictions[each.call() - 1]);
            }
            if (point.noise() > 0) {
                add(x, point.noise(), noise.next());
            }
            for (int k = 0; k <= m; k++) {
                if (lastUse[k] <= m) {
                    predictions[k] = null;
                }
            }
        }
        return x;
    }

    /** The last point that uses each call. */
    private int[] lastUses() {
        int[] last = new int[calls.size()];
        for (int m = 0; m < points.size(); m++) {
            for (Factor each : points.get(m).predictions()) {
                last[each.call() - 1] = m;
            }
        }
        return last;
    }

    /** The guided prediction of the clean points, (x + τ s_w)/√t. */
    private double[] prediction(Call call, Denoiser denoiser, GuidanceSchedule guidance, double[] x, int dimension) {
        // The denoiser may keep the points that it is given.
        Denoiser.Scores scores = denoiser.scores(call.level(), x.clone(), dimension);
        double asked = guidance.weight(call.level());
        double w = call.weight() == weight ? asked : asked * call.weight() / weight;
        double root = Math.sqrt(call.level().signal());
        double[] clean = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            clean[i] = (x[i] + call.level().noise() * scores.guided(i, w)) / root;
        }
        return clean;
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    private static void add(double[] x, double factor, double[] more) {
        for (int i = 0; i < x.length; i++) {
            x[i] += factor * more[i];
        }
    }
}
