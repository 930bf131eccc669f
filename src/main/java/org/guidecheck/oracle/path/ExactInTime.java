package org.guidecheck.oracle.path;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Interval;

/**
 * Estimator of the moments E[1/p(c|Y)^Q] of the guided process without a time step, under a constant weight, for mixtures
 * of Gaussians and for laws of bounded support (see theory.md, "Exact in time"). Its only errors are statistical, apart
 * from a proved {@value #FAILURE} of the variable's range.
 *
 * <p>A change of measure by f^q leads to noised draws of the class with q = w, and to noised draws of all data with
 * q = w + 1; both kill paths at the rate ½w(w + 1)‖g‖², and leave the factor (π_c f)^{Q−q} of the end. The factor is
 * bounded if q ≥ Q, and then by π_c^{Q−q}. So draws of the class, whose bound is the smaller by the factor π_c, serve for
 * w ≥ Q; for w = Q = 1 the factor is 1 and only the killing is left. For w &lt; Q draws of all data serve.
 */
public final class ExactInTime {
    /** Probability that a path leaves its tubes: the error of a mean is at most this part of the variable's range. */
    public static final double FAILURE = 1e-10;
    private static final int FIRST_PATHS = 128;
    private static final int PIECE = 16;

    private final GuidedProcess process;
    private final ClassVersusRest sides;
    private final double w;
    private final double kappa;
    private final Streams streams;
    private final double alpha;
    private final TimeBudget budget;

    /**
     * A moment.
     *
     * @param value       average of the paths
     * @param bounds      interval that holds the moment, with the widening
     * @param widening    the part of the bounds that covers paths outside of their tubes
     * @param paths       number of paths
     * @param points      average number of points of the Poisson process on a path
     * @param pieces      average number of places at which a path was drawn
     * @param alpha       probability that the bounds are wrong
     */
    public record Answer(double value, Interval bounds, double widening, long paths, double points, double pieces,
            double alpha) {
        /**
         * The answer for a multiple of the quantity.
         *
         * @param factor above 0
         * @return a changed copy
         */
        public Answer times(double factor) {
            return new Answer(value * factor, bounds.scale(factor), widening * factor, paths, points, pieces, alpha);
        }
    }

    /**
     * Prepares the paths without drawing.
     *
     * @param process guided process under one constant weight, at least 0
     * @param streams random streams
     * @param alpha   false-alarm rate of each answer
     * @throws IllegalArgumentException if the weight is not constant or {@link #whyUnsuitable} has a reason
     */
    public ExactInTime(GuidedProcess process, Streams streams, double alpha) {
        this(process, streams, alpha, 0.5 * process.guidance().largest() * (process.guidance().largest() + 1));
    }

    /**
     * For tests: paths killed at another rate, which is wrong.
     *
     * @param process guided process under one constant weight, at least 0
     * @param streams random streams
     * @param alpha   false-alarm rate of each answer
     * @param kappa   rate over ‖g‖², ½w(w + 1) if it is right
     */
    public ExactInTime(GuidedProcess process, Streams streams, double alpha, double kappa) {
        this(NormalForm.of(process).process(), streams, alpha, kappa, TimeBudget.NONE);
        whyUnsuitable(process.law().marginal()).ifPresent(why -> {
            throw new IllegalArgumentException("law=" + process.law() + ": " + why);
        });
    }

    private ExactInTime(GuidedProcess process, Streams streams, double alpha, double kappa, TimeBudget budget) {
        this.process = process;
        this.sides = process.sides();
        this.w = process.guidance().smallest();
        if (!(w >= 0 && process.guidance().largest() == w)) {
            throw new IllegalArgumentException("weight=" + process.guidance() + ": must be constant and at least 0");
        }
        this.kappa = kappa;
        this.streams = streams;
        this.alpha = alpha;
        this.budget = budget;
    }

    /**
     * Why the method cannot measure a law.
     *
     * @param data law of all data
     * @return the reason, in words; empty if it can
     */
    public static Optional<String> whyUnsuitable(Law data) {
        return data.supportReach().isPresent() || data.isGaussianMixture() ? Optional.empty()
                : Optional.of("must be a mixture of Gaussians, or of bounded support");
    }

    /**
     * The same estimator with a limit on its time.
     *
     * @param limit when answers must have come; it is overstepped by at most a few paths
     * @return an estimator that stops at the limit with the paths that it has
     */
    public ExactInTime within(TimeBudget limit) {
        return new ExactInTime(process, streams, alpha, kappa, limit);
    }

    /**
     * The moment E^w[1/p(c|Y)^Q].
     *
     * @param moment    Q, in (0, w + 1]
     * @param mostPaths most paths
     * @param enough    stopping rule, asked at growing numbers of paths; the interval is valid at all of them at once
     * @return the moment
     * @throws IllegalArgumentException if Q is out of range
     */
    public Answer moment(double moment, int mostPaths, Predicate<Answer> enough) {
        if (!(moment > 0 && moment <= w + 1)) {
            throw new IllegalArgumentException("moment=" + moment + ": must be in (0, w + 1] = (0, " + (w + 1) + "]");
        }
        boolean ofClass = w >= moment;
        ChangeOfMeasure change = new ChangeOfMeasure(moment, ofClass ? w : w + 1, false);
        Law start = ofClass ? process.classLaw() : process.law().marginal();
        Interval variable = PoissonThinning.range().scale(change.largest(process.prior()));
        double unit = Math.pow(process.prior(), moment);
        BettingConfidenceSequence mean = new BettingConfidenceSequence(variable.lower(), variable.upper(), alpha);
        Paths paths = new Paths(change, start);
        PathPieces pieces = new PathPieces(budget, FIRST_PATHS, mostPaths);
        while (true) {
            mean.accept(paths.run(mean.count(), pieces.next(mean.count())));
            if (!pieces.isDue(mean.count())) {
                continue;
            }
            double widening = FAILURE * variable.width();
            Interval wide = mean.bounds().widen(widening);
            Answer answer = new Answer(mean.mean(), new Interval(Math.max(0, wide.lower()), wide.upper()), widening,
                    mean.count(), paths.points.sum() / (double) mean.count(),
                    paths.places.sum() / (double) mean.count(), alpha).times(1 / unit);
            if (pieces.isLast(mean.count()) || enough.test(answer)) {
                return answer;
            }
        }
    }

    private SignalPosterior posterior() {
        Optional<List<Component>> own = sides.own().gaussianComponents();
        Optional<List<Component>> rest = sides.rest().gaussianComponents();
        OptionalDouble reach = process.law().marginal().supportReach();
        if (own.isEmpty() || rest.isEmpty()) {
            return new SupportPosterior(sides, 2 * reach.orElseThrow());
        }
        return reach.isPresent() ? new AtomPosterior(sides, own.get(), rest.get())
                : new GaussianPosterior(sides, own.get(), rest.get());
    }

    /** Number of directions along which a posterior bounds the moves of a path. */
    private int directions() {
        return sides.own().gaussianComponents().map(List::size).orElse(1)
                + sides.rest().gaussianComponents().map(List::size).orElse(1);
    }

    /** Independent paths, one random stream each. */
    private final class Paths {
        private final ChangeOfMeasure change;
        private final Law start;
        private final LongAdder points = new LongAdder();
        private final LongAdder places = new LongAdder();
        private final ThreadLocal<PoissonThinning> thinnings;

        Paths(ChangeOfMeasure change, Law start) {
            this.change = change;
            this.start = start;
            TubeRadii tubes = new TubeRadii(process.dimension(), directions(), FAILURE);
            double sigma = process.end().sigma();
            this.thinnings = ThreadLocal.withInitial(
                    () -> new PoissonThinning(posterior(), tubes, kappa, sigma * sigma));
        }

        double[] run(int from, int count) {
            double[] result = new double[count];
            Streams own = streams.derived("paths exact in time");
            ParallelFor.each((count + PIECE - 1) / PIECE, b -> {
                PoissonThinning thinning = thinnings.get();
                for (int i = b * PIECE; i < Math.min(count, (b + 1) * PIECE); i++) {
                    result[i] = value(thinning, own.stream((long) from + i));
                }
            });
            return result;
        }

        private double value(PoissonThinning thinning, UniformRandomProvider random) {
            PoissonThinning.Path path = thinning.draw(start.draw(random), random);
            points.add(path.points());
            places.add(path.pieces());
            return path.product() == 0 ? 0
                    : path.product() * Math.exp(-change.minusLogEnd(process.prior(), path.logOdds()));
        }
    }
}
