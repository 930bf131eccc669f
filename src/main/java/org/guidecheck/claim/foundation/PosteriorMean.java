package org.guidecheck.claim.foundation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Posterior mean of the clean number given a noised one, by Bayes' rule from the clean law on the line: a sum over
 * atoms, or integrals of its density on panels that are halved until two rules agree.
 *
 * <p>It is expressed as (√t E[X_0|x] − x)/√τ, which is √τ s by Tweedie's formula.
 */
final class PosteriorMean {
    private static final ClenshawCurtis RULE = new ClenshawCurtis(32);
    /** Noise levels σ over the narrowest scale of the law, or over an eighth of the reach of atoms. */
    private static final double[] NOISES = {0.5, 2, 8};
    /** Half width of the integrals in σ: beyond, the likelihood of x is below e^{−72} of its largest value. */
    private static final double WINDOW = 12;
    /** Width of a panel over the narrowest feature: six deviations miss none. */
    private static final double PANEL = 6;
    private static final double AGREED = 1e-12;
    private static final int MOST_PANELS = 2000;
    private static final double ACCURACY = 1e-8;
    /** Error that is called negligible, over the noise: computation knows the mean far better than sampling. */
    private static final double NEGLIGIBLE = 1e-5;

    private final double mean;
    private final double error;

    private PosteriorMean(double mean, double error) {
        this.mean = mean;
        this.error = error;
    }

    /** Evidence from three noised numbers; empty for a law that consists of neither atoms nor a density. */
    static Optional<Evidence> evidence(LawUnderTest subject, UniformRandomProvider random) {
        Optional<List<Component>> atoms = subject.law().gaussianComponents()
                .filter(all -> all.stream().allMatch(each -> each.gaussian().covariance().variance(0) == 0));
        if (atoms.isEmpty() && subject.law().isDegenerate()) {
            return Optional.empty();
        }
        double worst = 0;
        double least = 0;
        double most = 0;
        double rounding = 0;
        for (double noise : NOISES) {
            double unit = atoms.isEmpty() ? subject.law().narrowestScale() : Math.max(0.1, subject.law().reach()) / 8;
            NoiseLevel level = NoiseLevel.ofLogSnr(-2 * Math.log(noise * unit));
            double x = subject.noised(random, level)[0];
            double claimed = Math.sqrt(level.noise()) * subject.score(new double[] {x}, level)[0];
            PosteriorMean exact = atoms.map(all -> ofAtoms(all, x, level))
                    .orElseGet(() -> ofDensity(subject, x, level));
            double miss = Math.abs(claimed - exact.mean);
            if (Double.isNaN(miss + exact.error)) {
                miss = Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, miss);
            least = Math.max(least, miss - exact.error);
            most = Math.max(most, miss + exact.error);
            rounding = Math.max(rounding, ACCURACY * (1 + Math.abs(exact.mean)));
        }
        boolean finite = Double.isFinite(most);
        return Optional.of(Evidence.of(atoms.isPresent() ? Evidence.Kind.EXACT : Evidence.Kind.ESTIMATED,
                "|x0 - E[X_0|x]| over the noise, " + subject.name(), worst)
                .within(finite ? new Interval(least, most)
                        : worst < Double.POSITIVE_INFINITY ? Interval.atLeast(least) : Residual.bounds(worst))
                .allowing(List.of(
                        new Tolerance.Discretisation(finite ? most - worst : 0,
                                "difference of two Clenshaw-Curtis rules"),
                        new Tolerance.Rounding(finite ? rounding : 0, "of scores and sums")))
                .by(atoms.isPresent() ? "sum over atoms" : "quadrature of the clean density")
                .decides(Requirement.atMost("= 0", finite ? rounding : 0, NEGLIGIBLE)));
    }

    private static PosteriorMean ofAtoms(List<Component> atoms, double x, NoiseLevel level) {
        double root = Math.sqrt(level.signal());
        double deviation = Math.sqrt(level.noise());
        double nearest = atoms.stream().filter(each -> each.weight() > 0)
                .mapToDouble(each -> Math.abs(root * each.gaussian().mean(0) - x) / deviation).min().orElseThrow();
        double mass = 0;
        double moment = 0;
        for (Component each : atoms) {
            double z = (root * each.gaussian().mean(0) - x) / deviation;
            double weight = each.weight() * Math.exp(0.5 * (nearest - z) * (nearest + z));
            mass += weight;
            moment += weight * z;
        }
        return new PosteriorMean(moment / mass, 0);
    }

    private static PosteriorMean ofDensity(LawUnderTest subject, double x, NoiseLevel level) {
        double sigma = level.sigma();
        double step = Math.min(1, subject.law().narrowestScale() / sigma) * PANEL;
        int panels = (int) Math.ceil(2 * WINDOW / step);
        double shift = subject.logDensity(new double[] {x}, level);
        Deque<double[]> open = new ArrayDeque<>();
        for (int i = 0; i < panels; i++) {
            open.add(new double[] {WINDOW * (2.0 * i / panels - 1), WINDOW * (2.0 * (i + 1) / panels - 1)});
        }
        double mass = 0;
        double moment = 0;
        double error = 0;
        for (int done = panels; !open.isEmpty(); done++) {
            double[] ends = open.removeFirst();
            double half = 0.5 * (ends[1] - ends[0]);
            double middle = 0.5 * (ends[1] + ends[0]);
            double[] sums = new double[4];
            for (int i = 0; i < RULE.size(); i++) {
                double z = middle + half * RULE.point(i);
                double value = half * integrand(subject, x, level, shift, z);
                sums[0] += RULE.weight(i) * value;
                sums[1] += RULE.weight(i) * value * z;
                sums[2] += RULE.coarseWeight(i) * value;
                sums[3] += RULE.coarseWeight(i) * value * z;
            }
            double difference = Math.abs(sums[0] - sums[2]) * WINDOW + Math.abs(sums[1] - sums[3]);
            if (difference > AGREED && done < MOST_PANELS) {
                open.addFirst(new double[] {middle, ends[1]});
                open.addFirst(new double[] {ends[0], middle});
            } else {
                mass += sums[0];
                moment += sums[1];
                error += difference;
            }
        }
        return new PosteriorMean(moment / mass, 2 * error / mass);
    }

    /** Clean density times likelihood over the density of x, at z noise deviations from x. */
    private static double integrand(LawUnderTest subject, double x, NoiseLevel level, double shift, double z) {
        double log = subject.logDensity(new double[] {x / Math.sqrt(level.signal()) + level.sigma() * z},
                NoiseLevel.CLEAN);
        return Math.exp(log - 0.5 * z * z - shift) / Math.sqrt(2 * Math.PI * level.signal());
    }
}
