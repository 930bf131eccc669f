package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.guidecheck.distribution.Atom;
import org.guidecheck.distribution.Covariance;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Gaussian;

/**
 * A component of a class.
 *
 * @param kind   which family
 * @param weight its share of the class, before the shares are made to sum to 1
 * @param means  d numbers
 * @param scales one for each axis that has a scale of its own: 1, d, d, d − 1 or none, by kind
 * @param turns  rotations in the planes of neighbouring axes: d − 1 where the kind is rotated
 */
record PartPlan(Kind kind, int weight, List<Integer> means, List<Integer> scales, List<Integer> turns) {

    /** Families, simplest first. */
    enum Kind {
        ISOTROPIC(0),
        DIAGONAL(1),
        FULL(2),
        /** Flat in its first axis; needs two dimensions. */
        SINGULAR(3),
        ATOM(4);

        private final int distance;

        Kind(int distance) {
            this.distance = distance;
        }

        /** How far from the simplest. */
        int distance() {
            return distance;
        }
    }

    private int dimension() {
        return means.size();
    }

    Distribution law() {
        double[] mean = means.stream().mapToDouble(hundredths -> hundredths / 100.0).toArray();
        return switch (kind) {
            case ISOTROPIC -> Gaussian.isotropic(mean, Numbers.variance(scales.get(0)));
            case DIAGONAL -> new Gaussian(mean, new Covariance.Diagonal(variances()));
            case FULL -> new Gaussian(mean, new Covariance.Full(rotated(variances())));
            case SINGULAR -> new Gaussian(mean, turns.stream().allMatch(turn -> turn == 0)
                    ? new Covariance.Diagonal(variances()) : new Covariance.Full(rotated(variances())));
            case ATOM -> new Atom(mean);
        };
    }

    private double[] variances() {
        double[] result = new double[dimension()];
        int flat = result.length - scales.size();
        for (int i = flat; i < result.length; i++) {
            result[i] = Numbers.variance(scales.get(i - flat));
        }
        return result;
    }

    /** U diag(variances) Uᵀ, symmetric to the last digit. */
    private double[][] rotated(double[] variances) {
        int d = dimension();
        double[][] axes = new double[d][d];
        for (int a = 0; a < d; a++) {
            axes[a][a] = 1;
        }
        for (int p = 0; p < d - 1; p++) {
            double angle = Math.PI * turns.get(p) / Numbers.TURNS;
            for (int i = 0; i < d; i++) {
                double first = axes[p][i];
                double second = axes[p + 1][i];
                axes[p][i] = Math.cos(angle) * first + Math.sin(angle) * second;
                axes[p + 1][i] = Math.cos(angle) * second - Math.sin(angle) * first;
            }
        }
        double[][] matrix = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                for (int a = 0; a < d; a++) {
                    matrix[i][j] += variances[a] * axes[a][i] * axes[a][j];
                }
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    long numbersInMeans() {
        return Numbers.total(means, Numbers::meanDistance);
    }

    long numbersInScales() {
        return Numbers.total(scales, Numbers::scaleDistance);
    }

    long numbersInTurns() {
        return Numbers.total(turns, Numbers::turnDistance);
    }

    PartPlan withWeight(int newWeight) {
        return new PartPlan(kind, newWeight, means, scales, turns);
    }

    PartPlan withMeans(List<Integer> newMeans) {
        return new PartPlan(kind, weight, newMeans, scales, turns);
    }

    PartPlan withScales(List<Integer> newScales) {
        return new PartPlan(kind, weight, means, newScales, turns);
    }

    /** Every mean 0. */
    PartPlan centred() {
        return withMeans(Collections.nCopies(means.size(), 0));
    }

    /** Every scale 1. */
    PartPlan ofUnitScales() {
        return withScales(Collections.nCopies(scales.size(), Numbers.UNIT_SCALE));
    }

    /** The part in some of its coordinates. */
    PartPlan in(List<Integer> coordinates) {
        int d = coordinates.size();
        List<Integer> keptMeans = coordinates.stream().map(means::get).toList();
        return switch (kind) {
            case ISOTROPIC, ATOM -> withMeans(keptMeans);
            case DIAGONAL, FULL -> {
                List<Integer> kept = coordinates.stream().map(scales::get).toList();
                yield d == 1 ? new PartPlan(Kind.ISOTROPIC, weight, keptMeans, kept, List.of())
                        : new PartPlan(kind, weight, keptMeans, kept, turns.subList(0, turnsIn(d)));
            }
            case SINGULAR -> d == 1 ? new PartPlan(Kind.ATOM, weight, keptMeans, List.of(), List.of())
                    : new PartPlan(kind, weight, keptMeans, scales.subList(0, d - 1), turns.subList(0, d - 1));
        };
    }

    private int turnsIn(int d) {
        return kind == Kind.FULL ? d - 1 : 0;
    }

    /** The part in simpler families. */
    List<PartPlan> ofSimplerKind() {
        List<PartPlan> result = new ArrayList<>();
        if (kind == Kind.ISOTROPIC) {
            return result;
        }
        List<Integer> single = new ArrayList<>(scales);
        if (single.isEmpty()) {
            single.add(Numbers.UNIT_SCALE);
        }
        for (int scale : single.stream().distinct().toList()) {
            result.add(new PartPlan(Kind.ISOTROPIC, weight, means, List.of(scale), List.of()));
        }
        if (kind == Kind.FULL) {
            result.add(new PartPlan(Kind.DIAGONAL, weight, means, scales, List.of()));
        } else if (kind == Kind.SINGULAR) {
            List<Integer> filled = new ArrayList<>(scales);
            filled.add(0, Numbers.UNIT_SCALE);
            result.add(new PartPlan(Kind.DIAGONAL, weight, means, List.copyOf(filled), List.of()));
        }
        return result;
    }

    /** The part with one number simpler. */
    List<PartPlan> ofSimplerNumbers() {
        List<PartPlan> result = new ArrayList<>();
        Numbers.oneReplaced(means, Numbers::simplerMeans).forEach(simpler -> result.add(withMeans(simpler)));
        Numbers.oneReplaced(scales, Numbers::simplerScales).forEach(simpler -> result.add(withScales(simpler)));
        Numbers.oneReplaced(turns, Numbers::simplerTurns)
                .forEach(simpler -> result.add(new PartPlan(kind, weight, means, scales, simpler)));
        return result;
    }
}
