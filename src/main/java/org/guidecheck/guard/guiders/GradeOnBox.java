package org.guidecheck.guard.guiders;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.enclosure.Enclosure;
import org.guidecheck.law.enclosure.ScoresOnBox;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;

/**
 * Grade of a built-in rule on one law, proved on a box of points at all noise levels of a run: the least effective weight
 * there, between two bounds. Branch and bound with interval arithmetic: the box with the least lower bound is halved
 * until the bounds meet, the weight is found negative, or the number of boxes is reached.
 *
 * <p>The box holds all but a stated share of the noised data at each level. The mean reciprocal of paths that stay in it
 * does not rise if the weight is never negative there; of others nothing is said.
 *
 * @param law     the law
 * @param least   bounds of the least effective weight on the box
 * @param point   where a weight as small as the upper bound was found, x/√t
 * @param sigma   noise level σ there
 * @param highest largest noise level σ
 * @param lowest  least noise level σ
 * @param boxes   number of boxes
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record GradeOnBox(LabelledLaw law, Enclosure least, double[] point, double sigma, double highest, double lowest,
        int boxes) {
    /** Share of the noised data of each level outside the box. */
    static final double OUTSIDE = 1e-6;
    private static final int MOST_DIMENSION = 3;
    private static final int STEPS = 50;
    /** Widest range of log σ² of a box at the start. */
    private static final double SLAB = 0.5;
    private static final int MOST_BOXES = 10_000;
    private static final double NEAR = 0.02;
    private static final int DIGITS = 3;

    /** Box of points and levels, with bounds of the effective weight. */
    private record Part(Enclosure[] points, Enclosure logVariance, Enclosure weight) {
    }

    /** Whether a guider is a built-in rule with a formula for its effective weights on boxes. */
    static boolean isKnown(Guider guider) {
        return CheckedGuider.applied(guider).flatMap(WeightOnBox::of).isPresent();
    }

    /**
     * The grade of a guider on a law.
     *
     * @param law    the law, whose first class is guided to
     * @param guider the guider
     * @param weight w ≥ 0
     * @return empty if the guider is no built-in rule with a formula for it, the law is no mixture of few Gaussians
     *         with isotropic or diagonal covariances, or it has more than three dimensions
     */
    static Optional<GradeOnBox> of(LabelledLaw law, Guider guider, double weight) {
        if (!(weight >= 0) || law.dimension() > MOST_DIMENSION || law.isDegenerate()) {
            return Optional.empty();
        }
        GuidedProcess process = GuidedProcess.of(law, 0, GuidanceSchedule.constant(0));
        Optional<WeightOnBox> rule = CheckedGuider.applied(guider).flatMap(WeightOnBox::of);
        Optional<ScoresOnBox> scores = ScoresOnBox.of(process.sides());
        if (rule.isEmpty() || scores.isEmpty()) {
            return Optional.empty();
        }
        TimeGrid grid = process.grid(STEPS);
        return Optional.of(new Search(scores.get(), rule.get(), weight)
                .over(law, grid.level(0).sigma(), grid.level(grid.steps() - 1).sigma()));
    }

    /** Branch and bound. Not thread-safe. */
    private static final class Search {
        private final ScoresOnBox scores;
        private final WeightOnBox rule;
        private final double weight;
        private final PriorityQueue<Part> open =
                new PriorityQueue<>(Comparator.comparingDouble((Part part) -> part.weight().lower()));
        private double upper = Double.POSITIVE_INFINITY;
        private double[] point = {};
        private double sigma;
        private int boxes;

        Search(ScoresOnBox scores, WeightOnBox rule, double weight) {
            this.scores = scores;
            this.rule = rule;
            this.weight = weight;
        }

        GradeOnBox over(LabelledLaw law, double highest, double lowest) {
            double from = 2 * Math.log(lowest);
            double to = 2 * Math.log(highest);
            int slabs = (int) Math.ceil((to - from) / SLAB);
            for (int k = 0; k < slabs; k++) {
                Enclosure level = new Enclosure(from + (to - from) * k / slabs, from + (to - from) * (k + 1) / slabs);
                Enclosure[] points = new Enclosure[scores.dimension()];
                Arrays.setAll(points, i -> scores.range(i, level.exp().upper(), OUTSIDE / points.length));
                add(points, level);
            }
            while (upper >= 0 && boxes < MOST_BOXES && upper - open.element().weight().lower() > NEAR * (1 + weight)) {
                halve(open.remove());
            }
            double lower = open.element().weight().lower();
            return new GradeOnBox(law, new Enclosure(Math.min(lower, upper), upper), point, sigma, highest, lowest,
                    boxes);
        }

        private void add(Enclosure[] points, Enclosure level) {
            boxes++;
            Enclosure found = rule.of(scores.on(points, level.exp()), weight);
            open.add(new Part(points, level, found));
            // A point of the box, at which bounds are tight.
            Enclosure[] middle = Arrays.stream(points).map(each -> Enclosure.of(each.middle()))
                    .toArray(Enclosure[]::new);
            Enclosure at = rule.of(scores.on(middle, Enclosure.of(level.middle()).exp()), weight);
            if (at.upper() < upper) {
                upper = at.upper();
                point = Arrays.stream(middle).mapToDouble(Enclosure::lower).toArray();
                sigma = Math.exp(0.5 * level.middle());
            }
        }

        /** Halves a box along the direction in which it is widest, in units of the noised law. */
        private void halve(Part part) {
            int widest = -1;
            double most = part.logVariance().width() / SLAB;
            for (int i = 0; i < part.points().length; i++) {
                double width = part.points()[i].width()
                        / scores.range(i, part.logVariance().exp().upper(), OUTSIDE).width() * 2;
                if (width > most) {
                    most = width;
                    widest = i;
                }
            }
            for (boolean isUpper : new boolean[] {false, true}) {
                Enclosure[] points = part.points().clone();
                if (widest >= 0) {
                    points[widest] = half(points[widest], isUpper);
                }
                add(points, widest >= 0 ? part.logVariance() : half(part.logVariance(), isUpper));
            }
        }

        private static Enclosure half(Enclosure whole, boolean isUpper) {
            return isUpper ? new Enclosure(whole.middle(), whole.upper()) : new Enclosure(whole.lower(),
                    whole.middle());
        }
    }

    /** Whether the mean reciprocal of paths in the box is guaranteed not to rise. */
    boolean isGuaranteed() {
        return least.lower() >= 0;
    }

    /** Digits of a bound, rounded to the side on which it stays one. */
    private static String rounded(double bound, RoundingMode mode) {
        return new BigDecimal(bound).round(new MathContext(DIGITS, mode)).stripTrailingZeros().toPlainString();
    }

    /** The finding in words. */
    String words() {
        String name = LawWords.of(law);
        String box = " in a box that holds all but 1e-6 of the noised data at each sigma from "
                + LawWords.number(highest) + " to " + LawWords.number(lowest);
        return isGuaranteed()
                ? "guaranteed for paths of " + name + box + ": the grade there is at least "
                        + rounded(1 + 2 * least.lower(), RoundingMode.FLOOR)
                        + ", proved by interval arithmetic"
                : least.upper() < 0
                        ? "on " + name + " not guaranteed, proved: <g, e>/|g|^2 = "
                                + rounded(least.upper(), RoundingMode.CEILING)
                                + " or less at sigma " + LawWords.number(sigma) + ", x/sqrt(t) " + LawWords.point(point)
                        : "on " + name + " neither guaranteed nor refuted by interval arithmetic with " + boxes
                                + " boxes" + box;
    }
}
