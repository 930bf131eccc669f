package org.guidecheck.claim.naive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.guidecheck.claim.Resolution;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/**
 * Claim {@code naive.dominance}: guidance lowers P(p(c|Y) ≤ q) for every q.
 *
 * <p>If so, it lowers the mean of every decreasing function φ of p(c|Y), which is ∫ P(p(c|Y) ≤ q)·(−φ'(q)) dq. The
 * claim is checked on smooth φ that fall from 1 to 0 about q = 0.1, 0.2, …, 0.9: if the mean of one rises, so does
 * P(p(c|Y) ≤ q) for some q where it falls. Smooth φ also avoid jumps, which meshes do not resolve, and values of q that
 * many samples share.
 */
public final class Dominance extends NaiveClaim {
    /** Smallest share of samples on either side of q for which a change counts as close to a rise. */
    private static final double FEW = 0.02;
    /** Width of the fall from 1 to 0, in log-odds. */
    private static final double FALL = 0.5;

    /** The claim. */
    public Dominance() {
        super("dominance",
                "guidance lowers P(p(c|Y) ≤ q) for every q",
                "a strengthening of Li & Jiao, arXiv 2505.01382",
                Belief.AT_MOST_0,
                Resolution.ofProbability(0.005));
    }

    @Override
    double[] places() {
        return IntStream.rangeClosed(1, 9).mapToDouble(tenths -> tenths / 10.0).toArray();
    }

    @Override
    List<Change> changes(GuidedMeans means, double... posteriors) {
        Functional[] falling = Arrays.stream(posteriors).mapToObj(Dominance::fallingAbout).toArray(Functional[]::new);
        List<Interval> guided = means.means(means.guidance(), falling);
        List<Interval> unguided = means.means(GuidanceSchedule.constant(0), falling);
        return IntStream.range(0, posteriors.length).mapToObj(i -> {
            Interval change = guided.get(i).minus(unguided.get(i));
            double before = unguided.get(i).midpoint();
            boolean many = before > FEW && before < 1 - FEW;
            return new Change(posteriors[i], change, many || change.lower() > 0 ? change.lower() : -1);
        }).toList();
    }

    private static Functional fallingAbout(double q) {
        double middle = Math.log(q / (1 - q));
        return (y, logOdds) -> {
            double u = Math.max(0, Math.min(1, 0.5 + (logOdds - middle) / FALL));
            return 1 - u * u * u * (10 - u * (15 - 6 * u));
        };
    }

    @Override
    String quantity(double q) {
        return String.format(Locale.ROOT, "E^w f(p(c|Y)) - E^0 f(p(c|Y)), f falling from 1 to 0 about %.1f", q);
    }
}
