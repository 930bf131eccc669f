package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guard.guiders.ProbeCalls.Answers;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Claim that a linear rule does the same to each kind of prediction that it takes. Predictions are affine in each other,
 * so a·c + b·u is the same rule for all of them if and only if a + b = 1. For other rules the difference is reported.
 */
final class PredictionKinds extends GuiderClaim {
    private static final int STEPS = 10;
    private static final int POINTS = 6;

    PredictionKinds() {
        super("guider.parametrisation", "a linear rule does the same to every kind of prediction that it takes",
                Resolution.ROUNDING);
    }

    @Override
    boolean appliesTo(GuiderUnderTest candidate) {
        return candidate.guider().byPrediction().size() > 1;
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        Streams streams = new Streams(candidate.seed()).derived("predictions");
        TimeGrid grid = ProbeCalls.grid(STEPS);
        double scale = candidate.scales().get(0);
        Map<String, Kind> kinds = new LinkedHashMap<>();
        candidate.guider().byPrediction()
                .forEach((name, guider) -> kinds.put(name, new Kind(guider, scale, grid, streams)));
        Map.Entry<String, Kind> first = kinds.entrySet().iterator().next();
        List<Evidence> evidence = new ArrayList<>();
        kinds.forEach((name, kind) -> {
            if (!name.equals(first.getKey())) {
                evidence.add(evidence(first, name, kind, scale));
            }
        });
        return evidence;
    }

    private static Evidence evidence(Map.Entry<String, Kind> first, String name, Kind kind, double scale) {
        Kind base = first.getValue();
        boolean isLinear = base.isLinear() && kind.isLinear();
        WorstAnswer worst = base.comparedWith(kind, scale);
        String quantity = "difference of the answers to " + name + " from those to " + first.getKey();
        if (!isLinear) {
            return worst.reported(quantity + ", which a rule that is not linear may have");
        }
        double sum = base.sumOfFactors();
        double other = kind.sumOfFactors();
        String cause =
                String.format(Locale.ROOT,
                        "the factors of the two predictions (as scores) sum to %s in %s and to %s in %s"
                                + "; both must be 1",
                        WorstAnswer.digits(sum, 1), first.getKey(), WorstAnswer.digits(other, 1),
                        name);
        return worst.evidence(quantity, cause,
                base.precision.unit() > kind.precision.unit() ? base.precision : kind.precision);
    }

    /** Answers of a guider of one kind of prediction. */
    private static final class Kind {
        private final TimeGrid grid;
        private final Precision precision;
        private final List<List<ProbeBatch>> runs;
        private final List<Answers> answers;

        Kind(Guider guider, double scale, TimeGrid grid, Streams streams) {
            this.grid = grid;
            this.precision = Precision.of(guider, scale, streams);
            this.runs = ProbeLaw.ALL.stream().map(law -> law.batches(grid, POINTS, streams.derived(law.name())))
                    .toList();
            this.answers = runs.stream()
                    .map(batches -> ProbeCalls.rounded(guider, scale, grid, batches, precision)).toList();
        }

        WorstAnswer comparedWith(Kind other, double scale) {
            WorstAnswer worst = new WorstAnswer();
            for (int run = 0; run < runs.size(); run++) {
                for (int k = 0; k < grid.steps(); k++) {
                    double[] allowed = answers.get(run).rounding()[k].clone();
                    for (int p = 0; p < allowed.length; p++) {
                        allowed[p] += other.answers.get(run).rounding()[k][p];
                    }
                    worst.add(other.answers.get(run).guided()[k], answers.get(run).guided()[k], allowed,
                            runs.get(run).get(k), ProbeCalls.place(k, grid.level(k), scale));
                }
            }
            return worst;
        }

        /** Whether the answers of each step are a c + b u + e x with the same numbers for all points. */
        boolean isLinear() {
            for (int k = 0; k < grid.steps(); k++) {
                Fit fit = new Fit(k);
                if (!(fit.misfit() <= 1)) {
                    return false;
                }
            }
            return true;
        }

        /** a + b at the middle of the grid. */
        double sumOfFactors() {
            RealVector factors = new Fit(grid.steps() / 2).factors;
            return factors.getEntry(0) + factors.getEntry(1);
        }

        /** Least squares, each point in units of its rounding. */
        private final class Fit {
            private final Array2DRowRealMatrix matrix;
            private final ArrayRealVector answer;
            private final RealVector factors;

            Fit(int step) {
                List<double[]> rows = new ArrayList<>();
                List<Double> right = new ArrayList<>();
                for (int run = 0; run < runs.size(); run++) {
                    ProbeBatch batch = runs.get(run).get(step);
                    for (int i = 0; i < batch.points().length; i++) {
                        double unit = answers.get(run).rounding()[step][i / batch.dimension()];
                        double value = answers.get(run).guided()[step][i] / unit;
                        rows.add(new double[] {batch.conditional()[i] / unit, batch.unconditional()[i] / unit,
                            batch.points()[i] / unit});
                        right.add(Double.isFinite(value) ? value : Double.MAX_VALUE);
                    }
                }
                matrix = new Array2DRowRealMatrix(rows.toArray(new double[0][]));
                answer = new ArrayRealVector(right.stream().mapToDouble(each -> each).toArray());
                factors = new SingularValueDecomposition(matrix).getSolver().solve(answer);
            }

            double misfit() {
                return matrix.operate(factors).subtract(answer).getLInfNorm();
            }
        }
    }
}
