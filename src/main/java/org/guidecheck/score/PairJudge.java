package org.guidecheck.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * Exact guided law of a Gaussian pair. The output of a sampler is an affine function of its normals; it is run on the
 * origin and on a unit in each of them, which gives its law in closed form whatever the sampler.
 */
final class PairJudge implements Judge {
    private static final double PRECISION = 1e-11;
    private static final double SHORTEST = 1e-14;
    private static final double START_SIGNAL = 1e-14;
    /** Rounding of a distance, relative and absolute. */
    private static final double ROUNDING = 1e-8;
    private static final int MOST_NUMBERS = 50_000_000;

    private final GaussianPair pair;
    private final double w;
    private final Memo<NormalLaw> flow = new Memo<>(() -> limit(0));
    private final Memo<NormalLaw> diffusion = new Memo<>(() -> limit(1));

    PairJudge(GaussianPair pair, double w) {
        this.pair = pair;
        this.w = w;
    }

    private double reach() {
        return Math.max(1, Math.max(pair.own().reach(), pair.data().reach()));
    }

    @Override
    public IntFunction<TimeGrid> ownGrid() {
        double scale = Math.min(1, Math.min(pair.own().narrowestScale(), pair.data().narrowestScale()));
        return steps -> TimeGrid.toClean(reach(), scale, steps);
    }

    @Override
    public TimeGrid stopped(TimeGrid grid) {
        return grid;
    }

    @Override
    public Optional<String> refusal(Dynamics exact) {
        return exact == Dynamics.OTHER && w > 0
                ? Optional.of("the output of its process has no exact law here but at weight 0") : Optional.empty();
    }

    /** The law of the end of dY = ½(Y + (1 + c)(k − K Y)) du + √c dB from N(0, I). */
    NormalLaw limit(double churn) {
        int d = pair.dimension();
        double start = Math.log(START_SIGNAL) - 2 * Math.log(reach());
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return d + d * d;
            }

            @Override
            public double[] computeDerivatives(double u, double[] y) {
                NoiseLevel level = NoiseLevel.ofLogSignal(Math.min(u, 0));
                RealMatrix rate = MatrixUtils.createRealIdentityMatrix(d)
                        .subtract(pair.slope(level, w).scalarMultiply(1 + churn)).scalarMultiply(0.5);
                RealVector mean = rate.operate(mean(y))
                        .add(pair.constant(level, w).mapMultiply(0.5 * (1 + churn)));
                RealMatrix half = rate.multiply(covariance(y));
                RealMatrix change = half.add(half.transpose())
                        .add(MatrixUtils.createRealIdentityMatrix(d).scalarMultiply(churn));
                return packed(mean, change);
            }
        };
        double[] from = packed(new ArrayRealVector(d), MatrixUtils.createRealIdentityMatrix(d));
        double[] end = new DormandPrince853Integrator(SHORTEST, 1, PRECISION, PRECISION)
                .integrate(equation, new ODEState(start, from), 0).getPrimaryState();
        return new NormalLaw(mean(end), covariance(end));
    }

    private RealVector mean(double[] y) {
        return new ArrayRealVector(Arrays.copyOf(y, pair.dimension()), false);
    }

    private RealMatrix covariance(double[] y) {
        int d = pair.dimension();
        RealMatrix result = new Array2DRowRealMatrix(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                result.setEntry(i, j, 0.5 * (y[d + i * d + j] + y[d + j * d + i]));
            }
        }
        return result;
    }

    private static double[] packed(RealVector mean, RealMatrix covariance) {
        int d = mean.getDimension();
        double[] y = new double[d + d * d];
        for (int i = 0; i < d; i++) {
            y[i] = mean.getEntry(i);
            for (int j = 0; j < d; j++) {
                y[d + i * d + j] = covariance.getEntry(i, j);
            }
        }
        return y;
    }

    @Override
    public List<Measure> judge(Run run, double alpha) {
        if (!run.takesNumbers()) {
            throw new InvalidInputException("sampler " + run.sampler().name(),
                    "must be identified on two linear scores, but draws noise after its start or is not linear");
        }
        NormalLaw exact = run.exact() == Dynamics.FLOW ? flow.get() : diffusion.get();
        NormalLaw found = output(run.sampler(), run.grid());
        double rounding = ROUNDING + run.tolerance();
        String method = "closed form";
        List<Measure> measures = new ArrayList<>();
        if (!found.isFinite()) {
            return List.of(Measure.around(pair.dimension() == 1 ? Measure.DISTANCE : Measure.DIVERGENCE,
                    Double.POSITIVE_INFINITY, 0, method));
        }
        if (pair.dimension() == 1) {
            double distance = found.distance(exact);
            measures.add(Measure.around(Measure.DISTANCE, distance, rounding * (1 + distance), method));
        }
        double divergence = found.divergence(exact);
        // Rounding of a deviation by ε changes a divergence D by about ε √(4 d D), and by d ε² at least.
        int d = pair.dimension();
        measures.add(Measure.around(Measure.DIVERGENCE, divergence,
                rounding * (Math.sqrt(4 * d * divergence) + divergence + d * rounding), method));
        return measures;
    }

    /** The law of a sampler's output: its image of the origin, and of a unit in each of its normals. */
    NormalLaw output(GuidedSampler sampler, TimeGrid grid) {
        int d = pair.dimension();
        GuidanceSchedule guidance = GuidanceSchedule.constant(w);
        Noise counted = Noise.of(new Streams(1), 0, d, 1);
        Draws.of(sampler, pair, guidance, grid, counted);
        int draws = counted.taken();
        int points = 1 + draws * d;
        if ((long) points * d * draws > MOST_NUMBERS) {
            throw new InvalidInputException("sampler " + sampler.name(),
                    "takes " + draws + " draws of noise, too many for its law in closed form; use fewer calls");
        }
        List<double[]> numbers = new ArrayList<>();
        for (int k = 0; k < draws; k++) {
            double[] unit = new double[points * d];
            for (int i = 0; i < d; i++) {
                unit[(1 + k * d + i) * d + i] = 1;
            }
            numbers.add(unit);
        }
        double[] ends = Draws.of(sampler, pair, guidance, grid, Noise.given(numbers, d));
        RealVector mean = new ArrayRealVector(Arrays.copyOf(ends, d), false);
        RealMatrix covariance = new Array2DRowRealMatrix(d, d);
        for (int p = 1; p < points; p++) {
            for (int i = 0; i < d; i++) {
                double one = ends[p * d + i] - ends[i];
                for (int j = 0; j < d; j++) {
                    covariance.addToEntry(i, j, one * (ends[p * d + j] - ends[j]));
                }
            }
        }
        return new NormalLaw(mean, covariance);
    }
}
