package org.guidecheck.guard.guiders;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * The part of a run in which a guider without memory keeps the points at rest, as zero-init of CFG-Zero* does: its guided
 * score is −x, whatever the predictions. Resting is no guidance, but a start from N(0, I) where it ends, whose error grows
 * with t. What guidance does to a law is judged from there on.
 */
final class RestingStart {
    private static final int POINTS = 16;
    private static final double ACCURACY = 1e-6;

    private RestingStart() {
    }

    /**
     * The guider with the conditional prediction in place of rest.
     *
     * @param guider the guider
     * @param begins level at which it begins to move points; empty if it does so at once
     */
    record Moving(Guider guider, Optional<NoiseLevel> begins) implements Guider {
        @Override
        public String name() {
            return guider.name();
        }

        @Override
        public Run begin(TimeGrid grid, double scale) {
            Run run = guider.begin(grid, scale);
            return begins.isEmpty() ? run : new Run() {
                @Override
                public double[] guided(GuidanceCall call) {
                    double[] guided = run.guided(call);
                    return call.level().logSnr() < begins.get().logSnr() ? call.conditional().clone() : guided;
                }

                @Override
                public void close() {
                    run.close();
                }
            };
        }

        @Override
        public Optional<GuidanceRule> rule() {
            return guider.rule();
        }

        /** {@return where guidance is judged, in words} */
        String words() {
            return begins.map(level -> String.format(Locale.ROOT, "rests until σ = %.4g, and is judged from there on",
                    level.sigma())).orElse("at once");
        }
    }

    /** The guider at a scale without its rest. */
    static Moving without(GuiderUnderTest candidate, double scale) {
        return new Moving(candidate.guider(), begins(candidate, scale));
    }

    private static Optional<NoiseLevel> begins(GuiderUnderTest candidate, double scale) {
        GuidedProcess process = GuidedProcess.of(GuiderLaws.TWO, 0, GuidanceSchedule.constant(0));
        TimeGrid grid = process.grid(candidate.steps().get(0));
        LawCalls calls = new LawCalls(process.sides());
        Supplier<double[]> normals = GuidedRun.normals(new Streams(0), POINTS);
        double[] points = normals.get();
        try (Guider.Run run = candidate.guider().begin(grid, scale)) {
            int first = 0;
            while (first < grid.steps() && isAtRest(run, calls.at(first, grid.level(first), points))) {
                first++;
            }
            if (first == 0 || first == grid.steps()) {
                return Optional.empty();
            }
            double low = grid.level(first - 1).logSnr();
            double high = grid.level(first).logSnr();
            while (high - low > ACCURACY) {
                double middle = 0.5 * (low + high);
                if (isAtRest(run, calls.at(first - 1, NoiseLevel.ofLogSnr(middle), points))) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return Optional.of(NoiseLevel.ofLogSnr(high));
        }
    }

    private static boolean isAtRest(Guider.Run run, GuidanceCall call) {
        double[] guided = run.guided(call);
        for (int i = 0; i < guided.length; i++) {
            double x = call.points()[i];
            if (!(Math.abs(guided[i] + x) <= EffectiveWeights.ROUNDING * (1 + Math.abs(x)))) {
                return false;
            }
        }
        return true;
    }
}
