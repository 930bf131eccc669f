package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.sampler.DpmSolverPlusPlus;
import org.guidecheck.sampler.Heun;
import org.guidecheck.sampler.LinearSampler;

/**
 * Error of a scheme of its own in its usual number of steps, beside those of built-in samplers in as many calls of the
 * denoiser: of the one of first order with as much noise, and without noise of the better one of second order. A scheme may be
 * right in the limit and still far worse than these, as one with a fault that vanishes as steps get short.
 *
 * @param error error of the scheme, in deviations of the class
 * @param steps its number of steps
 * @param others the same of the built-in samplers, by name
 */
record ErrorBeside(double error, int steps, List<Other> others) {
    /** Errors below it are rounding. */
    private static final double NONE = 1e-9;

    /**
     * A built-in sampler.
     *
     * @param name  its name
     * @param error its error in as many calls
     */
    record Other(String name, double error) {
    }

    /** The errors at a weight; empty if the scheme's, or all others, cannot be computed. */
    static Optional<ErrorBeside> of(RunCache runs, double w) {
        SamplerUnderTest candidate = runs.candidate();
        Optional<ClosedLaw> own = ClosedLaw.of(runs.identified(), w, candidate.steps());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        int calls = own.get().calls();
        List<Other> others = new ArrayList<>();
        other(runs.reference(), candidate, w, calls).ifPresent(others::add);
        if (!runs.isNoisy()) {
            Stream.of(new Heun(), new DpmSolverPlusPlus(2)).flatMap(each -> other(each, candidate, w, calls).stream())
                    .min(Comparator.comparingDouble(Other::error)).ifPresent(others::add);
        }
        return Optional.of(new ErrorBeside(own.get().worst(), candidate.steps(), others))
                .filter(each -> !each.others.isEmpty());
    }

    private static Optional<Other> other(LinearSampler sampler, SamplerUnderTest candidate, double w, int calls) {
        int stages = sampler.step(candidate.grid(TestProblem.PAIR, candidate.steps()), 0).stages().size();
        int steps = (calls + stages - 1) / stages;
        if (steps < 2 || !candidate.declaration().allows(steps)) {
            return Optional.empty();
        }
        SamplerUnderTest other = new SamplerUnderTest(sampler, Optional.empty(), steps, candidate.weights(),
                candidate.seed(), candidate.backend(), candidate.effort(), candidate.declaration());
        return ClosedLaw.of(new Identified(other), w, steps).map(law -> new Other(sampler.name(), law.worst()))
                .filter(each -> each.error > NONE);
    }

    private static String times(double quotient) {
        return String.format(Locale.ROOT, quotient >= 10 ? "%.0f" : quotient >= 1 ? "%.1f" : "%.2g", quotient);
    }

    /** Such as "error at 20 steps 0.0831 deviations, 2.1 times that of ddim, 9.3 times that of heun in as many calls". */
    @Override
    public String toString() {
        List<String> times = others.stream()
                .map(each -> String.format(Locale.ROOT, "%s times that of %s", times(error / each.error), each.name))
                .toList();
        return String.format(Locale.ROOT, "error at %d steps %.3g deviations, %s in as many calls", steps, error,
                String.join(", ", times));
    }
}
