package org.guidecheck.sampler.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/** Points as arrays of ND4J, [d, n] with a point in each column, and as plain numbers, d of each point in turn. */
final class PointArrays {
    private PointArrays() {
    }

    /**
     * Plain numbers of points, in one copy: to read an array number by number takes longer than to draw it. Without an
     * operation of ND4J where they stand in order: after one, its threads keep processors busy for some milliseconds.
     *
     * @param points [d, n], of any floating-point type and order
     * @return d coordinates of each point in turn
     */
    static double[] numbers(INDArray points) {
        INDArray doubles = points.castTo(DataType.DOUBLE);
        double[] numbers = new double[Math.toIntExact(points.length())];
        boolean inOrder = doubles.ordering() == 'f' && doubles.data().length() == numbers.length && doubles.rank() == 2
                && doubles.stride(0) == 1 && doubles.stride(1) == doubles.rows();
        INDArray ordered = inOrder ? doubles : doubles.dup('f');
        Nd4j.getAffinityManager().ensureLocation(ordered, AffinityManager.Location.HOST);
        ordered.data().asNioDouble().get(numbers);
        return numbers;
    }

    /**
     * Points of plain numbers.
     *
     * @param numbers   d coordinates of each point in turn
     * @param dimension d ≥ 1, a divisor of their number
     * @return [d, n] doubles in order 'f', a new array
     */
    static INDArray of(double[] numbers, int dimension) {
        return copy(numbers, dimension, 'f');
    }

    /**
     * Points of plain numbers in the other order.
     *
     * @param numbers   first coordinates of all points, then second ones, and so on
     * @param dimension d ≥ 1, a divisor of their number
     * @return [d, n] doubles in order 'c', a new array
     */
    static INDArray ofCoordinates(double[] numbers, int dimension) {
        return copy(numbers, dimension, 'c');
    }

    /** Copies all at once: ND4J's own way of making an array takes number by number. */
    private static INDArray copy(double[] numbers, int dimension, char order) {
        INDArray points = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {dimension, numbers.length / dimension}, order);
        points.data().asNioDouble().put(numbers);
        Nd4j.getAffinityManager().tagLocation(points, AffinityManager.Location.HOST);
        return points;
    }

    /**
     * Adds a multiple, in one pass.
     *
     * @param into   changed
     * @param factor any number
     * @param what   of the same shape; not changed
     * @return into + factor · what, which is into
     */
    static INDArray add(INDArray into, double factor, INDArray what) {
        Nd4j.getExecutioner().exec(new Axpy(what, into, into, factor));
        return into;
    }
}
