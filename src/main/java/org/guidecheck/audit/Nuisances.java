package org.guidecheck.audit;

/**
 * Fields that a model's error may be a multiple of, at one level, without its level being wrong; least squares over a
 * first batch fits the multiples, and later batches are freed of the same multiples.
 */
final class Nuisances {
    /** Share of a field that is left once earlier fields are taken out, below which it is a combination of them. */
    private static final double LEAST = 1e-10;

    /** Multiples of earlier fields, free of yet earlier ones, that are taken out of each. */
    private final double[][] multiples;
    private final boolean[] isUsed;

    /**
     * Fits the fields to one another.
     *
     * @param fields values of each field in a batch; not changed
     */
    Nuisances(double[][] fields) {
        int count = fields.length;
        this.multiples = new double[count][];
        this.isUsed = new boolean[count];
        double[][] free = new double[count][];
        for (int j = 0; j < count; j++) {
            multiples[j] = multiplesOf(fields[j], free, j);
            free[j] = less(fields[j], multiples[j], free);
            isUsed[j] = square(free[j]) > LEAST * square(fields[j]);
        }
    }

    /** Multiples of the fields, as in {@link #freed}, that fit a further field in the batch they were fitted in. */
    double[] multiplesOf(double[] field, double[][] fields) {
        return multiplesOf(field, freed(fields), fields.length);
    }

    /** A field less multiples of the nuisances in the same batch. */
    double[] less(double[] field, double[][] fields, double[] of) {
        return less(field, of, freed(fields));
    }

    /** The fields in another batch, each less its multiples of the earlier ones. */
    private double[][] freed(double[][] fields) {
        double[][] free = new double[fields.length][];
        for (int j = 0; j < free.length; j++) {
            free[j] = less(fields[j], multiples[j], free);
        }
        return free;
    }

    private double[] multiplesOf(double[] field, double[][] free, int count) {
        double[] result = new double[count];
        double[] left = field.clone();
        for (int k = 0; k < count; k++) {
            if (isUsed[k]) {
                result[k] = product(left, free[k]) / square(free[k]);
                for (int i = 0; i < left.length; i++) {
                    left[i] -= result[k] * free[k][i];
                }
            }
        }
        return result;
    }

    private static double[] less(double[] field, double[] of, double[][] free) {
        double[] result = field.clone();
        for (int k = 0; k < of.length; k++) {
            for (int i = 0; i < result.length; i++) {
                result[i] -= of[k] * free[k][i];
            }
        }
        return result;
    }

    private static double square(double[] a) {
        return product(a, a);
    }

    private static double product(double[] a, double[] b) {
        return Directions.dot(a, b, 0, a.length);
    }
}
