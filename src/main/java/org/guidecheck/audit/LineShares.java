package org.guidecheck.audit;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.mesh.ScorePerturbation;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Shares of the mean reciprocal itself, without a cut and without sampling, for stochastic samplers on the line. */
final class LineShares {
    private static final double PRECISION = 5e-3;

    private LineShares() {
    }

    /** The model's and the sampler's share; none in the plane and beyond, or for another sampler. */
    static List<Evidence> of(ModelUnderTest subject, ExactScores exact) {
        GaussianSampler sampler = subject.sampler().asGaussian().orElse(null);
        if (subject.law().dimension() > 1 || sampler == null || isWithoutNoise(sampler)) {
            return List.of();
        }
        GuidedProcess process = subject.process();
        TimeGrid grid = process.grid(subject.steps());
        try {
            Result chain = ChainQuadrature.meanReciprocal(process, grid, sampler);
            Result limit = ChainQuadrature.limit(process, sampler, PRECISION);
            double[] model = ChainQuadrature.meanReciprocals(process, grid, sampler, new ModelError(subject, exact));
            double value = model[1] - chain.value();
            return List.of(
                    evidence("the model's share of M_w, by quadrature", value,
                            Math.abs(model[1] - model[0]) + chain.errorBound())
                            .with("M_w(N) with the model", String.format(Locale.ROOT, "%.6g", model[1])),
                    evidence("the sampler's share of M_w, by quadrature", chain.value() - limit.value(),
                            chain.errorBound() + limit.errorBound())
                            .with("M_w", String.format(Locale.ROOT, "%.6g", limit.value())));
        } catch (ArithmeticException e) {
            return List.of(Evidence.of(Evidence.Kind.ESTIMATED, "shares of M_w, by quadrature", 0)
                    .by("chain quadrature").decides(Requirement.NONE)
                    .saying("not finite: " + e.getMessage()));
        }
    }

    private static boolean isWithoutNoise(GaussianSampler sampler) {
        return sampler.transition(NoiseLevel.ofNoise(0.5), NoiseLevel.ofNoise(0.4)).deviation() == 0;
    }

    private static Evidence evidence(String quantity, double value, double bound) {
        double known = Double.isFinite(value) ? value : Double.MAX_VALUE;
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity, known)
                .within(Double.isFinite(value + bound) ? Interval.around(value, bound) : Interval.ALL)
                .by("chain quadrature, two meshes").decides(Requirement.NONE);
    }

    /** Error of a model's guided score on the line. */
    private record ModelError(ModelUnderTest subject, ExactScores exact) implements ScorePerturbation {
        @Override
        public double at(double y, NoiseLevel level) {
            return at(new double[] {y}, level)[0];
        }

        @Override
        public double[] at(double[] points, NoiseLevel level) {
            OptionalInt c = OptionalInt.of(subject.c());
            double w = subject.weight();
            double[] own = subject.field().scores(level, points, c);
            double[] free = subject.field().scores(level, points, OptionalInt.empty());
            double[] rightOwn = exact.scores(level, points, c);
            double[] rightFree = exact.scores(level, points, OptionalInt.empty());
            double[] errors = new double[points.length];
            for (int i = 0; i < errors.length; i++) {
                errors[i] = (1 + w) * (own[i] - rightOwn[i]) - w * (free[i] - rightFree[i]);
            }
            return errors;
        }
    }
}
