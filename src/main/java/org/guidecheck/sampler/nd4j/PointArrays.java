package org.guidecheck.sampler.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/** Conversions between points in ND4J arrays, [d, n] with one point per column, and in row-major Java arrays [n, d]. */
final class PointArrays {
    private PointArrays() {
    }

    /**
     * Copies points to a Java array at once, as reading them one by one takes longer than drawing them. Avoids ND4J
     * operations if the memory is in order already, because ND4J's threads keep processors busy for milliseconds after
     * each.
     *
     * @param points [d, n], of any floating-point type and order
     * @return row-major [n, d]
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
     * Points from a row-major Java array.
     *
     * @param numbers   row-major [n, d]
     * @param dimension d ≥ 1, a divisor of the length
     * @return [d, n] doubles in order 'f', a new array
     */
    static INDArray of(double[] numbers, int dimension) {
        return copy(numbers, dimension, 'f');
    }

    /**
     * Points from a coordinate-major Java array.
     *
     * @param numbers   first coordinates of all points, then second ones, and so on
     * @param dimension d ≥ 1, a divisor of the length
     * @return [d, n] doubles in order 'c', a new array
     */
    static INDArray ofCoordinates(double[] numbers, int dimension) {
        return copy(numbers, dimension, 'c');
    }

    /** Copies all numbers at once; ND4J's own constructors copy one by one. */
    private static INDArray copy(double[] numbers, int dimension, char order) {
        long[] shape = {dimension, numbers.length / dimension};
        INDArray points = Nd4j.createUninitialized(DataType.DOUBLE, shape, order);
        points.data().asNioDouble().put(numbers);
        Nd4j.getAffinityManager().tagLocation(points, AffinityManager.Location.HOST);
        return points;
    }

    /**
     * Adds a multiple, in one pass.
     *
     * @param into   changed
     * @param factor any number
     * @param term   of the same shape; not changed
     * @return into + factor · term, which is into
     */
    static INDArray add(INDArray into, double factor, INDArray term) {
        Nd4j.getExecutioner().exec(new Axpy(term, into, into, factor));
        return into;
    }
}
