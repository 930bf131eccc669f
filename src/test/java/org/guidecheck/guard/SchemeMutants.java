package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser.Scores;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.Streams;

/** Known schemes with one fault each, planted in one step, in the last ones or in all. */
final class SchemeMutants {
    /** Faults that each scheme gets of those that it can have, and the places where each is planted in turn. */
    private static final int FAULTS_PER_SCHEME = 5;

    /** Change of points that is too small to be looked for. */
    static final double VISIBLE = 1e-3;

    private SchemeMutants() {
    }

    /**
     * A scheme with a fault.
     *
     * @param name    the scheme's name, a slash, the fault and where it is planted
     * @param like    name of the scheme
     * @param sampler the wrong sampler
     * @param steps   number of steps in which it is guarded
     * @param expected what a message must say of the fault
     * @param keepsLaw why all steps keep a point mass all the same, as ones of lower order do, and so may be right; empty
     *                 if they do not
     */
    record SchemeMutant(String name, String like, GuidedSampler sampler, int steps, Expectation expected,
            Optional<String> keepsLaw) {
        boolean isHarmless() {
            return keepsLaw.isPresent();
        }

        /** Largest change of a coordinate that the fault makes, for data N(1, 1/4) among data N(0, 1). */
        double change() {
            double[] right = ends(Samplers.byName(like), steps);
            double[] wrong = ends(sampler, steps);
            return IntStream.range(0, right.length).mapToDouble(i -> Math.abs(wrong[i] - right[i])).max().orElseThrow();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static double[] ends(GuidedSampler sampler, int steps) {
        return sampler.sample((level, x, d) -> new Scores(scores(level, x, 1, 0.25), scores(level, x, 0, 1)),
                GuidanceSchedule.constant(1), TestProblem.PAIR.grids().apply(steps),
                Noise.of(new Streams(4), 0, 2, 200));
    }

    private static double[] scores(NoiseLevel level, double[] x, double mean, double variance) {
        return Arrays.stream(x).map(y -> (Math.sqrt(level.signal()) * mean - y)
                / (level.signal() * variance + level.noise())).toArray();
    }

    /** Where a fault is planted. */
    enum Where {
        ONE, LAST, ALL;

        /** Whether step k, from 0, is wrong. */
        boolean has(int k, int steps) {
            return switch (this) {
                case ONE -> k == one(steps);
                case LAST -> k >= steps - 4 && k < steps - 1;
                case ALL -> true;
            };
        }

        private static int one(int steps) {
            return 13 * steps / 20;
        }

        String in(int steps) {
            return switch (this) {
                case ONE -> "in step " + (one(steps) + 1);
                case LAST -> "in the last 3 but one";
                case ALL -> "in all steps";
            };
        }

        Expectation expected(int steps, String cause) {
            return switch (this) {
                case ONE -> Expectation.from(one(steps) + 1, cause);
                case LAST -> Expectation.from(steps - 3, cause);
                case ALL -> Expectation.inAll(cause);
            };
        }
    }

    /** A scheme with other coefficients in some steps. */
    private record Changed(LinearSampler right, TableFault fault, Where where) implements LinearSampler {
        @Override
        public String name() {
            return "scheme-mutant";
        }

        @Override
        public StepTable step(TimeGrid grid, int k) {
            Optional<StepTable> wrong =
                    where.has(k, grid.steps()) ? fault.change().of(right, grid, k) : Optional.empty();
            return wrong.orElseGet(() -> right.step(grid, k));
        }

        /** Whether the fault can be planted everywhere that it should be, but for a step at each end. */
        boolean isPlanted(int steps) {
            TimeGrid grid = TestProblem.PAIR.grids().apply(steps);
            int early = 4;
            for (int k = early; k < steps - 1; k++) {
                if (where.has(k, steps) && fault.change().of(right, grid, k).isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Every known scheme with some faults, in turn, and with faults around its steps. */
    static List<SchemeMutant> all() {
        List<SchemeMutant> all = new ArrayList<>();
        List<TableFault> faults = TableFault.all();
        int turn = 0;
        for (LinearSampler right : Samplers.known()) {
            int planted = 0;
            for (int i = 0; i < faults.size() && planted < FAULTS_PER_SCHEME; i++) {
                TableFault fault = faults.get(turn % faults.size());
                Where where = Where.values()[turn / faults.size() % Where.values().length];
                int steps = turn % 2 == 0 ? 20 : 50;
                turn++;
                Changed sampler = new Changed(right, fault, where);
                if (sampler.isPlanted(steps)) {
                    planted++;
                    all.add(new SchemeMutant(String.format(Locale.ROOT, "%s/%s, %s", right.name(), fault.name(),
                            where.in(steps)), right.name(), sampler, steps,
                            where.expected(steps, fault.cause()), fault.keepsLaw(where == Where.ALL)));
                }
            }
        }
        all.addAll(RunFaults.all());
        return all;
    }
}
