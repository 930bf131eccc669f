package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.PlaneDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.OutputPaths;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Interval;

/** Finder of figures in any dimension: by simulated paths, with bounds for the means of bounded variables. */
final class PathAdvisor {
    private static final int CLASS_DRAWS = 1 << 14;
    private static final int FEW_DRAWS = 512;
    /** Cost of a law from which fewer draws of the class are taken. */
    private static final double COSTLY = 2e4;
    private static final double NANOS = 1e9;
    private static final int BLOCK = 64;
    private static final int FEWEST_PATHS = 256;
    private static final int MOST_PATHS = 1 << 14;
    /** Share of the time for outputs; the rest is for mean reciprocals. */
    private static final double FOR_OUTPUTS = 0.6;
    /** Share of the time, in addition, for the entropies in the plane, and again for the best weights there. */
    private static final double FOR_BEST = 0.5;
    /** Share of the time for finding out how fast paths are. */
    private static final double WARMING = 0.03;
    private static final double[] MULTIPLIERS = {10, 3, 1, 0.3, 0.1, 0.03};
    /** Intervals of a row, with that of the mean reciprocal. */
    private static final int INTERVALS = 6;
    private static final BoundedRepresentation.Effort EFFORT =
            new BoundedRepresentation.Effort(0.02, 0, 256, 1 << 14);
    private static final double MEAN_PRECISION = 0.02;
    private static final double ENTROPY_PRECISION = 5e-3;

    private final GuidedProcess process;
    private final AdviceSettings settings;
    private final ClassDraws draws;
    private final double[] classPoints;
    private final double[] classLogOdds;
    private final double[] knots;
    private final Modes modes;
    private final double unit;

    PathAdvisor(GuidedProcess process, AdviceSettings settings) {
        this.process = process;
        this.settings = settings;
        boolean costly = process.law().marginal().cost() > COSTLY;
        this.draws =
                new ClassDraws(process, settings.streams().derived("class"), costly ? CLASS_DRAWS / 4 : CLASS_DRAWS);
        this.classPoints = draws.points(process.end());
        this.classLogOdds = draws.logOdds(classPoints, process.end());
        ClassDraws few = new ClassDraws(process, settings.streams().derived("pieces"), FEW_DRAWS);
        this.knots = few.knots(AdviceSettings.PIECES);
        double[] pilot = few.points(process.end());
        this.modes = Modes.of(process.classLaw(), pilot, process.end());
        this.unit = PathFigures.meanHalfSquare(pilot, process.dimension());
    }

    Advice advise() {
        List<Candidate> all = new Candidates(knots).all(settings.weights(), settings.tops());
        double alpha = settings.alpha() / (all.size() + 1) / (INTERVALS + modes.centres().size());
        PathFigures pathFigures = new PathFigures(settings.benefit(), modes, process.dimension(), unit, alpha);
        PathFigures.Means ofClass = pathFigures.exact(classPoints, classLogOdds);
        int count = count(all);
        List<Figures> rows = new ArrayList<>();
        for (Candidate each : all) {
            GuidanceSchedule schedule = each.schedule().orElseThrow();
            rows.add(schedule.largest() == 0 ? pathFigures.unguided(each, process, ofClass)
                    : pathFigures.guided(each, process, ofClass, paths(schedule, count)));
        }
        Interval before = rows.get(0).benefit(settings.benefit().kind());
        BestBound ofAny = bound(settings.alpha() / (all.size() + 1), before.lower());
        boolean inPlane = PlaneDifferences.supports(process);
        List<Figures> known = new ArrayList<>(withMeans(inPlane ? withEntropies(rows) : rows, alpha,
                (1 - FOR_OUTPUTS) * settings.seconds()));
        BestWeights best = new BestWeights(settings.benefit(), before,
                "which the meshes that the time allows do not resolve: give more --seconds");
        if (inPlane) {
            known.addAll(best(before.upper() - settings.benefit().least(), ofAny, best));
        }
        BestBound bound = best.lines().isEmpty() ? ofAny
                : new BestBound(Stream.concat(ofAny.lines().stream(), best.lines().stream()).toList(), ofAny.unguided(),
                        ofAny.least(), ofAny.most(),
                        "weights of at least 0 that may depend on noise level and point");
        return new Advice(process, settings.benefit(), modes,
                Advisor.withIdeals(known, bound, settings.benefit().kind()), bound,
                inPlane ? Advice.ENTROPY : Advice.DISTANCE,
                count + " simulated paths each; bounds at alpha = " + settings.alpha()
                        + " for all of them together, with "
                        + "the error of the time steps estimated from two step sizes"
                        + (known.size() == rows.size() ? ""
                                : "; adaptive weights by finite differences on three meshes"),
                best.leftOut());
    }

    /** The best weights in the plane, at the multipliers of the bound. */
    private List<Figures> best(double gain, BestBound bound, BestWeights checker) {
        List<Double> multipliers = bound.lines().stream().map(BestBound.Line::multiplier).toList();
        return PlaneAdvice.find(process, settings, gain, multipliers,
                TimeBudget.ofSeconds(FOR_BEST * settings.seconds()), checker);
    }

    /** The entropies of the outputs, by the forward equation in the plane. */
    private List<Figures> withEntropies(List<Figures> rows) {
        List<GuidanceSchedule> schedules =
                rows.stream().map(row -> row.candidate().schedule().orElseThrow()).toList();
        List<Interval> entropies = PlaneDifferences.entropies(process, schedules, ENTROPY_PRECISION,
                TimeBudget.ofSeconds(FOR_BEST * settings.seconds()));
        return IntStream.range(0, rows.size()).mapToObj(i -> rows.get(i).withDiversity(
                entropies.get(i).width() < Double.POSITIVE_INFINITY
                        ? entropies.get(i).widen(TimeGrid.START_SIGNAL * (2 + schedules.get(i).largest()))
                        : Interval.ALL))
                .toList();
    }

    /** Paths of one schedule, with as many steps as its largest weight needs. */
    private PathFigures.Paths paths(GuidanceSchedule schedule, int count) {
        OutputPaths paths = new OutputPaths(process.withGuidance(schedule), steps(schedule.largest()),
                settings.streams().derived("paths"));
        return new PathFigures.Paths(paths, paths.run(0, count));
    }

    /** A number of steps at which both grids are stable: near data, a guided drift contracts at the rate 1 + w in λ. */
    private int steps(double largest) {
        double span = process.grid(2).start().logSnr();
        double end = process.grid(64).level(process.stop() > 0 ? 64 : 63).logSnr();
        return 32 * (int) Math.ceil((1 + largest) * (end - span) / 32);
    }

    /** Number of paths that the time allows. */
    private int count(List<Candidate> all) {
        double work = all.stream().mapToDouble(each -> {
            double largest = each.schedule().orElseThrow().largest();
            return largest == 0 ? 0 : steps(largest);
        }).sum();
        OutputPaths trial = new OutputPaths(process.withGuidance(GuidanceSchedule.constant(1)), steps(1),
                settings.streams().derived("trial"));
        // The first runs are slower than all others.
        TimeBudget warming = TimeBudget.ofSeconds(WARMING * settings.seconds());
        double each = Double.POSITIVE_INFINITY;
        do {
            long begin = System.nanoTime();
            trial.run(0, 4 * BLOCK);
            each = Math.min(each, (System.nanoTime() - begin) / NANOS / (4 * BLOCK * steps(1)));
        } while (!warming.isOver());
        double most = FOR_OUTPUTS * settings.seconds() / (each * work);
        return (int) Math.max(FEWEST_PATHS, Math.min(MOST_PATHS, most)) / (2 * BLOCK) * (2 * BLOCK);
    }

    /** Bounds of mean reciprocals that the tail leaves wide, from the bounded representation. */
    private List<Figures> withMeans(List<Figures> rows, double alpha, double seconds) {
        long wide = rows.stream().filter(PathAdvisor::isWide).count();
        return rows.stream().map(row -> {
            if (!isWide(row)) {
                return row;
            }
            GuidedProcess guided = process.withGuidance(row.candidate().schedule().orElseThrow());
            BoundedRepresentation.Estimate found =
                    new BoundedRepresentation(guided, settings.streams().derived("means"), alpha)
                            .within(TimeBudget.ofSeconds(seconds / wide))
                            .estimate(EFFORT, e -> e.bounds().width() <= MEAN_PRECISION * e.value());
            Interval both = found.bounds().intersect(row.meanReciprocal()).orElse(row.meanReciprocal());
            return row.withMean(both, settings.benefit(), process.prior());
        }).toList();
    }

    private static boolean isWide(Figures row) {
        return row.meanReciprocal().width() > MEAN_PRECISION * row.meanReciprocal().lower();
    }

    /**
     * The least sums of benefit and relative entropy to the class, for any output whatever: −λ log E⁰[e^{−h/λ}], a bounded
     * mean of draws of the class.
     */
    private BestBound bound(double alpha, double unguided) {
        double least = settings.benefit().least();
        double[] benefits = Arrays.stream(classLogOdds).map(settings.benefit()::of).toArray();
        double gain = Arrays.stream(benefits).average().orElseThrow() - least;
        List<BestBound.Line> lines = new ArrayList<>();
        for (double share : gain > 0 ? MULTIPLIERS : new double[0]) {
            double multiplier = share * gain;
            BettingConfidenceSequence mean = new BettingConfidenceSequence(0, 1, alpha / MULTIPLIERS.length);
            mean.accept(IntStream.range(0, benefits.length)
                    .mapToDouble(i -> Math.exp((least - benefits[i]) / multiplier)).toArray());
            lines.add(new BestBound.Line(multiplier, least - multiplier * Math.log(mean.bounds().upper())));
        }
        return new BestBound(lines, unguided, least, settings.benefit().most(),
                "outputs of any sampler whose relative entropy to the class is the price");
    }
}
