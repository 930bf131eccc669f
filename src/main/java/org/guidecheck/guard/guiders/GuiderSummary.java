package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;

/**
 * Summary of a guider, to draw: its effective weights ⟨g, e⟩/‖g‖² in a run, against the noise level. Plain guidance has
 * w everywhere.
 *
 * @param curves one for each scale that is drawn; empty if the guider failed
 */
public record GuiderSummary(List<Curve> curves) {
    private static final int POINTS = 256;
    private static final int MOST_STEPS = 100;
    private static final double LOW = 0.05;

    /**
     * Effective weights at one scale.
     *
     * @param scale  number that the guider is given
     * @param asked  w that it stands for
     * @param levels the steps of a run in their order, those left out at which no weight is finite
     */
    public record Curve(double scale, double asked, List<Level> levels) {
        /** Copies the list. */
        public Curve {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Effective weights of the points of a run at one level.
     *
     * @param sigma  noise level, above 0
     * @param low    quantile of 5 %
     * @param median median
     * @param high   quantile of 95 %
     */
    public record Level(double sigma, double low, double median, double high) {
    }

    /** Copies the list. */
    public GuiderSummary {
        curves = List.copyOf(curves);
    }

    /**
     * Runs a guider in space at its smallest and its largest scale.
     *
     * @param candidate the guider
     * @return its effective weights
     */
    public static GuiderSummary of(GuiderUnderTest candidate) {
        GuiderUnderTest checked = candidate.with(new CheckedGuider(candidate.guider()));
        List<Curve> curves = new ArrayList<>();
        try {
            for (double scale : checked.fewScales()) {
                curves.add(curve(checked, scale));
            }
        } catch (SamplerFailure failed) {
            // The failure is a verdict of the claims; there is then nothing to draw.
            return new GuiderSummary(List.of());
        }
        return new GuiderSummary(curves);
    }

    private static Curve curve(GuiderUnderTest candidate, double scale) {
        GuidedProcess process = GuidedProcess.of(TestProblem.SPACE_LAW, 0, GuidanceSchedule.constant(0));
        GuidedRun run = new GuidedRun(process, process.grid(Math.min(MOST_STEPS, candidate.steps().get(0))),
                candidate.guider(), scale);
        double[] start = GuidedRun.normals(new Streams(candidate.seed()).derived("picture"),
                POINTS * process.dimension()).get();
        List<Level> levels = new ArrayList<>();
        GuidedRun.Step ddim = run.ddim();
        run.follow(start, (call, guided, k) -> {
            List<Double> weights = new ArrayList<>(EffectiveWeights.of(call, guided));
            weights.sort(Comparator.naturalOrder());
            if (!weights.isEmpty()) {
                int last = weights.size() - 1;
                levels.add(new Level(call.level().sigma(), weights.get((int) Math.round(LOW * last)),
                        weights.get(last / 2), weights.get((int) Math.round((1 - LOW) * last))));
            }
            return ddim.next(call, guided, k);
        });
        return new Curve(scale, candidate.convention().weight(scale), levels);
    }
}
