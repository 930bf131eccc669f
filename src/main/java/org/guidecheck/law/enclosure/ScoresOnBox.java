package org.guidecheck.law.enclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Law;

/**
 * Bounds of the scores and the posterior of a class on a box of points and noise levels, by interval arithmetic. Class
 * and rest are mixtures of Gaussians with isotropic or diagonal covariances. Points are z = x/√t, in the units of clean
 * data: the noised law of a Gaussian N(μ, Σ) is there N(μ, Σ + σ²I).
 */
public final class ScoresOnBox {
    /** Components of both sides up to which bounds take microseconds. */
    private static final int MOST = 32;

    private final List<Part> own;
    private final List<Part> rest;
    private final int d;

    private ScoresOnBox(List<Part> own, List<Part> rest, int d) {
        this.own = own;
        this.rest = rest;
        this.d = d;
    }

    /** A Gaussian with the logarithm of its share of all data. */
    private record Part(Enclosure logShare, Law.Component component) {
        double mean(int i) {
            return component.gaussian().mean(i);
        }

        /** Variance along a coordinate without noise. */
        double variance(int i) {
            return component.gaussian().covariance().variance(i);
        }

        /** Score of the coordinate. */
        Enclosure score(int i, Bounds at) {
            return Enclosure.of(mean(i)).minus(at.points()[i]).over(at.variance().plus(Enclosure.of(variance(i))));
        }

        /** Clean prediction of the coordinate, μ + Σ (z − μ)/(Σ + σ²), in which point and level occur once. */
        Enclosure clean(int i, Bounds at) {
            Enclosure mean = Enclosure.of(mean(i));
            return mean.plus(at.points()[i].minus(mean).times(variance(i))
                    .over(at.variance().plus(Enclosure.of(variance(i)))));
        }
    }

    /**
     * Bounds on a box.
     *
     * @param points     z, d coordinates
     * @param variance   σ²
     * @param own        score of the noised class in z, d coordinates
     * @param clean      conditional prediction of the clean point, z + σ² own, d coordinates
     * @param difference score of the class less that of the rest, d coordinates: g is 1 − p(c|z) times this
     * @param other      1 − p(c|z), above 0
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    public record Bounds(Enclosure[] points, Enclosure variance, Enclosure[] own, Enclosure[] clean,
            Enclosure[] difference, Enclosure other) {
    }

    /**
     * Bounds for a class and the rest.
     *
     * @param sides the class and the rest
     * @return empty if they are not mixtures of at most 32 Gaussians with isotropic or diagonal covariances
     */
    public static Optional<ScoresOnBox> of(ClassVersusRest sides) {
        if (!sides.own().isGaussianMixture() || !sides.rest().isGaussianMixture()) {
            return Optional.empty();
        }
        List<Part> own = parts(sides.own(), Enclosure.of(sides.prior()));
        List<Part> rest = parts(sides.rest(), Enclosure.of(1).minus(Enclosure.of(sides.prior())));
        boolean isFull = own.stream().anyMatch(ScoresOnBox::isFull) || rest.stream().anyMatch(ScoresOnBox::isFull);
        return isFull || own.size() + rest.size() > MOST ? Optional.empty()
                : Optional.of(new ScoresOnBox(own, rest, sides.dimension()));
    }

    private static boolean isFull(Part part) {
        return part.component().gaussian().covariance() instanceof Covariance.Full;
    }

    private static List<Part> parts(Law law, Enclosure share) {
        return law.gaussianComponents().orElseThrow().stream().filter(each -> each.weight() > 0)
                .map(each -> new Part(share.times(each.weight()).log(), each)).toList();
    }

    /** {@return the number of coordinates, d ≥ 1} */
    public int dimension() {
        return d;
    }

    /**
     * A range of a coordinate outside which no more than a given share of the noised data lies, at each of some levels.
     *
     * @param i        the coordinate
     * @param variance largest σ² of the levels
     * @param outside  the share, above 0: P(|N| > q) ≤ exp(−q²/2) of a standard normal N
     * @return the range
     */
    public Enclosure range(int i, double variance, double outside) {
        double q = Math.nextUp(Math.sqrt(-2 * Math.log(outside)) * (1 + 1e-12));
        Enclosure range = null;
        for (Part part : all()) {
            Enclosure reach = Enclosure.of(variance).plus(Enclosure.of(part.variance(i))).root().times(q);
            Enclosure mean = Enclosure.of(part.mean(i));
            Enclosure own = mean.minus(reach).or(mean.plus(reach));
            range = range == null ? own : range.or(own);
        }
        return range;
    }

    private List<Part> all() {
        List<Part> all = new ArrayList<>(own);
        all.addAll(rest);
        return all;
    }

    /**
     * Bounds on a box.
     *
     * @param points   z, d coordinates
     * @param variance σ²
     * @return bounds that hold at all points and levels of the box
     */
    public Bounds on(Enclosure[] points, Enclosure variance) {
        Bounds at = new Bounds(points, variance, new Enclosure[d], new Enclosure[d], new Enclosure[d], Enclosure.UNIT);
        List<Enclosure> ownShares = shares(own, own, at);
        List<Enclosure> restShares = shares(rest, rest, at);
        for (int i = 0; i < d; i++) {
            int coordinate = i;
            Enclosure score = average(ownShares, k -> own.get(k).score(coordinate, at));
            at.own()[i] = score;
            at.clean()[i] = average(ownShares, k -> own.get(k).clean(coordinate, at));
            at.difference()[i] = hasOneVariance(i)
                    ? average(ownShares, k -> Enclosure.of(own.get(k).mean(coordinate)))
                            .minus(average(restShares, k -> Enclosure.of(rest.get(k).mean(coordinate))))
                            .over(variance.plus(Enclosure.of(own.get(0).variance(i))))
                    : score.minus(average(restShares, k -> rest.get(k).score(coordinate, at)));
        }
        Enclosure other = Enclosure.of(0);
        for (Enclosure share : shares(rest, all(), at)) {
            other = other.plus(share);
        }
        return new Bounds(points, variance, at.own(), at.clean(), at.difference(), other.clippedTo(Enclosure.UNIT));
    }

    /** Whether all Gaussians are as wide along a coordinate, so that the point cancels in the difference. */
    private boolean hasOneVariance(int i) {
        return all().stream().allMatch(part -> part.variance(i) == own.get(0).variance(i));
    }

    /** An average whose weights sum to 1: no value outside the range of the averaged ones is possible. */
    private static Enclosure average(List<Enclosure> shares, IntFunction<Enclosure> value) {
        Enclosure sum = Enclosure.of(0);
        Enclosure range = value.apply(0);
        for (int k = 0; k < shares.size(); k++) {
            Enclosure each = value.apply(k);
            sum = sum.plus(shares.get(k).times(each));
            range = range.or(each);
        }
        return sum.and(range);
    }

    /** The shares of some parts in the noised density of a group of parts. */
    private List<Enclosure> shares(List<Part> some, List<Part> group, Bounds at) {
        List<Enclosure> shares = new ArrayList<>();
        for (Part part : some) {
            Enclosure sum = Enclosure.of(0);
            for (Part each : group) {
                sum = sum.plus(each.equals(part) ? Enclosure.of(1) : logRatio(each, part, at).exp());
            }
            shares.add(Enclosure.of(1).over(sum).clippedTo(Enclosure.UNIT));
        }
        return shares;
    }

    /** log of the ratio of the terms of two parts in the noised density. */
    private Enclosure logRatio(Part one, Part two, Bounds at) {
        Enclosure log = one.logShare().minus(two.logShare());
        for (int i = 0; i < d; i++) {
            Enclosure first = at.variance().plus(Enclosure.of(one.variance(i)));
            if (one.variance(i) == two.variance(i)) {
                // (z − m)² − (z − n)² = (n − m)(2z − m − n), in which z occurs once.
                Enclosure m = Enclosure.of(one.mean(i));
                Enclosure n = Enclosure.of(two.mean(i));
                log = log.minus(n.minus(m).times(at.points()[i].times(2).minus(m).minus(n)).over(first).times(0.5));
            } else {
                Enclosure second = at.variance().plus(Enclosure.of(two.variance(i)));
                Enclosure squares = square(one, i, at).over(first).minus(square(two, i, at).over(second));
                // V/V' = 1 + (V − V')/V', in which the level occurs once.
                Enclosure ratio = Enclosure.of(1).plus(Enclosure.of(one.variance(i))
                        .minus(Enclosure.of(two.variance(i))).over(second));
                log = log.minus(squares.plus(ratio.log()).times(0.5));
            }
        }
        return log;
    }

    private static Enclosure square(Part part, int i, Bounds at) {
        return at.points()[i].minus(Enclosure.of(part.mean(i))).square();
    }
}
