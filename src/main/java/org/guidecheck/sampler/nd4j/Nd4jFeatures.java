package org.guidecheck.sampler.nd4j;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Features of points in which the exponents of both sides are linear: coordinates relative to a centre, their squares,
 * and 1.
 */
final class Nd4jFeatures {
    /** Number of batch sizes for which temporary arrays are kept; a run has one or two. */
    private static final int MOST_SIZES = 4;

    private final int dimension;
    /** Kind of squares. */
    final Squares squares;
    /** Number of features. */
    final int count;
    /** Mean of all component means. */
    final double[] centre;
    /** Column of ones, for summing coordinates by a matrix product. */
    private final INDArray ones;
    private final Map<Long, Room> rooms = new HashMap<>();
    private INDArray shift;

    /** The features that the components of both sides need; the list may be empty. */
    Nd4jFeatures(int dimension, List<Law.Component> components) {
        this.dimension = dimension;
        squares = components.stream().map(Squares::of).max(Comparator.naturalOrder()).orElse(Squares.NORM);
        count = dimension + squares.count(dimension) + 1;
        centre = new double[dimension];
        for (Law.Component part : components) {
            for (int i = 0; i < dimension; i++) {
                centre[i] += part.gaussian().mean(i) / components.size();
            }
        }
        ones = Nd4j.ones(DataType.DOUBLE, dimension, 1);
    }

    /** Sets the noise level. */
    void setLevel(NoiseLevel level) {
        double root = Math.sqrt(level.signal());
        shift = matrix(Arrays.stream(centre).map(c -> -root * c).toArray(), 1, dimension);
    }

    /** Computes the features of a block of points; returns them with temporary arrays for that block. */
    @SuppressWarnings("try")
    Room of(INDArray points) {
        Room room;
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            if (rooms.size() == MOST_SIZES && !rooms.containsKey(points.size(1))) {
                rooms.clear();
            }
            room = rooms.computeIfAbsent(points.size(1), n -> new Room(n, dimension, count));
        }
        Nd4j.exec(new AddOp(points.transpose(), shift, room.points));
        switch (squares) {
            case NORM -> {
                room.points.muli(room.points, room.products);
                Nd4j.gemm(room.products, ones, room.squares, false, false, 1, 0);
            }
            case EACH -> room.points.muli(room.points, room.squares);
            case PRODUCTS -> {
                int at = dimension;
                for (int i = 0; i < dimension; i++) {
                    for (int j = i; j < dimension; j++) {
                        room.feature[i].muli(room.feature[j], room.feature[at++]);
                    }
                }
            }
        }
        return room;
    }

    /** A matrix from its entries, column by column. */
    static INDArray matrix(double[] entries, long rows, long columns) {
        return Nd4j.create(entries, new long[] {rows, columns}, new long[] {1, rows}, 'f', DataType.DOUBLE);
    }

    private static INDArray uninitialized(long rows, long columns) {
        return Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'f');
    }

    /** Kind of squares that the exponents need, for isotropic, diagonal and full covariances. */
    enum Squares {
        NORM, EACH, PRODUCTS;

        static Squares of(Law.Component part) {
            Covariance covariance = part.gaussian().covariance();
            return covariance instanceof Covariance.Full ? PRODUCTS
                    : covariance instanceof Covariance.Diagonal ? EACH : NORM;
        }

        int count(int dimension) {
            return switch (this) {
                case NORM -> 1;
                case EACH -> dimension;
                case PRODUCTS -> dimension * (dimension + 1) / 2;
            };
        }
    }

    /** Features and temporary arrays of one block, with one row per point, so that each feature is contiguous. */
    static final class Room {
        final INDArray features;
        final INDArray[] feature;
        /** Views of the features: coordinates, then squares. */
        final INDArray points;
        final INDArray squares;
        final INDArray numerators;
        final INDArray[] numerator;
        /** Views of the numerators: those of the coordinates, which become the score, then those of the squares. */
        final INDArray score;
        final INDArray ofSquares;
        final INDArray products;
        final INDArray product;
        private final Map<Integer, INDArray> shares = new HashMap<>();

        Room(long n, int dimension, int count) {
            features = uninitialized(n, count);
            numerators = uninitialized(n, count);
            feature = new INDArray[count];
            numerator = new INDArray[count];
            for (int f = 0; f < count; f++) {
                feature[f] = features.getColumn(f);
                numerator[f] = numerators.getColumn(f);
            }
            feature[count - 1].assign(1.0);
            points = columns(features, 0, dimension);
            squares = columns(features, dimension, count - 1);
            score = columns(numerators, 0, dimension);
            ofSquares = columns(numerators, dimension, count - 1);
            products = uninitialized(n, dimension);
            product = Nd4j.createUninitialized(DataType.DOUBLE, n);
        }

        /** Exponents of the components, later replaced by exponentials. */
        @SuppressWarnings("try")
        INDArray shares(int components) {
            try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                return shares.computeIfAbsent(components, k -> uninitialized(points.size(0), k));
            }
        }

        /** A numerator as a matrix of one column. */
        INDArray column(int f) {
            return columns(numerators, f, f + 1);
        }

        private static INDArray columns(INDArray matrix, int from, int to) {
            return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
        }
    }
}
