package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.Superposition;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that each point is a linear function of the denoiser's predictions, the same one for each point of a batch,
 * each coordinate and each size of prediction. Clipping, thresholding and scaling by statistics of the batch are not;
 * neither is a sampler that treats some rows otherwise.
 */
final class Linear extends SamplerClaim {
    private static final int POINTS = 1000;
    /** Points times calls of long runs, which take memory and time by its square. */
    private static final int MOST = 250_000;
    private static final int DIMENSION = 5;

    Linear() {
        super("sampler.linear", "each point is the same linear function of the denoiser's predictions, in any row, "
                + "coordinate and batch");
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (double w : runs.candidate().weights()) {
            evidence.add(departure(runs, w));
        }
        return evidence;
    }

    private static Evidence departure(RunCache runs, double w) {
        String quantity = "largest departure from superposition, w = " + GuidanceSchedule.constant(w);
        Optional<Response> response = runs.identified().response(w);
        if (response.isEmpty()) {
            return Evidence.of(Evidence.Kind.AT_POINTS, quantity, 0).by("impulses")
                    .decides(Unmeasured.because("cannot be measured: " + runs.identified().reason(w)));
        }
        double tolerance = runs.identified().rounding();
        int points = Math.min(POINTS, MOST / response.get().calls());
        Superposition found = runs.identified().superposition(w, points, DIMENSION).orElseThrow();
        boolean departs = !(found.departure() <= tolerance);
        return Evidence.of(Evidence.Kind.AT_POINTS, quantity, found.departure())
                .within(Interval.ofError(found.departure()))
                .by(points + " points of dimension " + DIMENSION + ", predictions of size 0.1 to 100")
                .allowing(List.of(new Tolerance.Rounding(tolerance, "of a run, relative")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.2g (rounding)", tolerance)
                        + (departs ? fault(found, points, response.get()) : ""), tolerance, 0));
    }

    private static String fault(Superposition found, int points, Response response) {
        String where = found.call() == response.calls() ? "in the output"
                : String.format(Locale.ROOT, "at call %d of %d (τ = %.6g)", found.call() + 1, response.calls(),
                        response.levels().get(found.call()).noise());
        // Sizes are spread evenly: what depends on them shows in more than a few points.
        if (found.smallest() > 0.1 && found.rows() > points / 20) {
            return String.format(Locale.ROOT, "; %d of %d points depart, and only those with predictions of size %.3g "
                    + "or more: clipping or thresholding? most in row %d, %s", found.rows(), points, found.smallest(),
                    found.row() + 1, where);
        }
        return String.format(Locale.ROOT, "; %d of %d points depart, most in row %d, %s: %s", found.rows(), points,
                found.row() + 1, where,
                found.rows() < points / 2 ? "are some rows of a batch treated otherwise?"
                        : "does the sampler rescale predictions, mix points or coordinates, or clip?");
    }
}
