package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;

/**
 * Plan of a Gaussian. The simplest of all parts is N(0, I).
 *
 * @param shape  shape of the covariance
 * @param means  d means
 * @param scales one scale for each axis that has its own: 1, d, d or d − 1, by shape
 * @param turns  d − 1 turns for rotated shapes, otherwise none
 */
record GaussianPlan(Shape shape, List<Integer> means, List<Integer> scales, List<Integer> turns) implements LeafPlan {

    /** Shape of the covariance, simplest first. */
    enum Shape {
        ISOTROPIC(0),
        DIAGONAL(1),
        FULL(2),
        /** Flat in its first axis, in at least two dimensions. */
        SINGULAR(3);

        private final int kind;

        Shape(int kind) {
            this.kind = kind;
        }
    }

    static GaussianPlan isotropic(List<Integer> means, int scale) {
        return new GaussianPlan(Shape.ISOTROPIC, means, List.of(scale), List.of());
    }

    /** The standard Gaussian N(0, I). */
    static GaussianPlan standard(int dimension) {
        return isotropic(PartPlan.repeat(dimension, 0), Numbers.UNIT_SCALE);
    }

    @Override
    public Family family() {
        return Family.GAUSSIAN;
    }

    @Override
    public int kind() {
        return shape.kind;
    }

    @Override
    public boolean isSmooth() {
        return shape != Shape.SINGULAR;
    }

    @Override
    public boolean isMadeOfGaussians() {
        return true;
    }

    @Override
    public PartSize size() {
        PartSize size = LeafPlan.super.size();
        return new PartSize(size.leaves(), size.kinds(), 0, size.means(), size.scales(),
                Numbers.total(turns, Numbers::turnDistance));
    }

    @Override
    public GaussianPlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new GaussianPlan(shape, newMeans, newScales, turns);
    }

    @Override
    public Law law() {
        double[] mean = Numbers.means(means);
        return switch (shape) {
            case ISOTROPIC -> Gaussian.isotropic(mean, Numbers.variance(scales.get(0)));
            case DIAGONAL -> new Gaussian(mean, new Covariance.Diagonal(variances()));
            case FULL -> new Gaussian(mean, new Covariance.Full(new Rotation(turns).turned(variances())));
            case SINGULAR -> new Gaussian(mean, turns.stream().allMatch(turn -> turn == 0)
                    ? new Covariance.Diagonal(variances())
                    : new Covariance.Full(new Rotation(turns).turned(variances())));
        };
    }

    @Override
    public GaussianPlan changed(NumberKind.Change change) {
        return new GaussianPlan(shape, change.all(NumberKind.MEAN, means), change.all(NumberKind.SCALE, scales),
                change.all(NumberKind.TURN, turns));
    }

    private double[] variances() {
        double[] result = new double[dimension()];
        int flat = result.length - scales.size();
        for (int i = flat; i < result.length; i++) {
            result[i] = Numbers.variance(scales.get(i - flat));
        }
        return result;
    }

    @Override
    public PartPlan restrictedTo(List<Integer> coordinates) {
        int d = coordinates.size();
        List<Integer> kept = coordinates.stream().map(means::get).toList();
        return switch (shape) {
            case ISOTROPIC -> with(kept, scales);
            case DIAGONAL, FULL -> {
                List<Integer> keptScales = coordinates.stream().map(scales::get).toList();
                List<Integer> keptTurns = shape == Shape.FULL ? turns.subList(0, d - 1) : turns;
                yield d == 1 ? isotropic(kept, keptScales.get(0))
                        : new GaussianPlan(shape, kept, keptScales, keptTurns);
            }
            case SINGULAR -> d == 1 ? LocationScalePlan.atom(kept)
                    : new GaussianPlan(shape, kept, scales.subList(0, d - 1), turns.subList(0, d - 1));
        };
    }

    @Override
    public List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>(LeafPlan.super.neighbours());
        if (shape == Shape.FULL) {
            result.add(new GaussianPlan(Shape.DIAGONAL, means, scales, List.of()));
        } else if (shape == Shape.SINGULAR) {
            List<Integer> filled = new ArrayList<>(scales);
            filled.add(0, Numbers.UNIT_SCALE);
            result.add(new GaussianPlan(Shape.DIAGONAL, means, List.copyOf(filled), List.of()));
        }
        Numbers.oneReplaced(turns, Numbers::simplerTurns)
                .forEach(simpler -> result.add(new GaussianPlan(shape, means, scales, simpler)));
        return result;
    }
}
