package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.util.MathArrays;

/**
 * matrix · X + shift, X of another law: turned, stretched, moved, or laid into a space of more dimensions.
 *
 * <p>Noise is the same in every direction, and stays so under a rotation. So a matrix with orthogonal columns, Q·D with D
 * diagonal, takes the law of D·X in the directions of Q and nothing but noise in those across. Other matrices would turn
 * the noise into a correlated one, which has a closed form for Gaussian components alone: those take every matrix, each
 * component mapped by itself.
 */
public final class Affine extends Law {
    /** Columns that are this near to orthogonal are. */
    private static final double ORTHOGONAL = 1e-9;
    private static final int MANY_COMPONENTS = 16;

    private final double[][] matrix;
    private final double[] shift;
    private final Law of;
    /** The same law as Gaussian components, or else the law in the directions of the columns, and these. */
    private final Optional<Mixture> gaussian;
    private final Law stretched;
    private final double[][] directions;
    /** By how much the matrix makes a vector longer, at most and at least. */
    private final double largestGain;
    private final double smallestGain;

    /**
     * Takes the map and the law.
     *
     * @param matrix m rows of k numbers; columns orthogonal and not 0, unless the law is made of Gaussian components
     * @param shift  m numbers
     * @param of     a law of k dimensions
     */
    public Affine(double[][] matrix, double[] shift, Law of) {
        super(LawFamily.AFFINE);
        this.shift = Vectors.requireFinite("shift", shift);
        this.of = of;
        if (matrix.length != shift.length) {
            throw new InvalidInputException("matrix", matrix.length,
                    "must have one row for each of the " + shift.length + " coordinates of shift");
        }
        this.matrix = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            this.matrix[i] = Vectors.requireFinite("matrix[" + i + "]", matrix[i]);
            if (matrix[i].length != of.dimension()) {
                throw new InvalidInputException("matrix[" + i + "]", matrix[i].length,
                        "must have one column for each of the " + of.dimension() + " dimensions of the law");
            }
        }
        double[] gains = new SingularValueDecomposition(new Array2DRowRealMatrix(this.matrix)).getSingularValues();
        this.largestGain = gains[0];
        this.smallestGain = gains[gains.length - 1] > ORTHOGONAL * gains[0] ? gains[gains.length - 1] : 0;
        this.gaussian = isBetterTurned() ? Optional.empty() : of.gaussianComponents().map(this::mapped);
        double[] lengths = gaussian.isPresent() ? new double[0] : columnLengths();
        this.stretched = gaussian.isPresent() ? of : stretched(lengths);
        this.directions = new double[lengths.length][];
        Arrays.setAll(directions, j -> {
            double[] direction = new double[shift.length];
            Arrays.setAll(direction, i -> matrix[i][j] / lengths[j]);
            return direction;
        });
    }

    /** Many components that are turned and enlarged alike: to turn the point once is less work than to turn them all. */
    private boolean isBetterTurned() {
        return smallestGain > 0 && largestGain - smallestGain <= ORTHOGONAL * largestGain
                && shift.length >= of.dimension()
                && of.gaussianComponents().map(List::size).orElse(0) > MANY_COMPONENTS;
    }

    private Mixture mapped(List<Component> components) {
        return new Mixture(components.stream().mapToDouble(Component::weight).toArray(),
                components.stream().map(component -> mapped(component.gaussian())).toList());
    }

    private Gaussian mapped(Gaussian part) {
        int m = shift.length;
        int k = part.dimension();
        double[] mean = new double[m];
        double[][] covariance = new double[m][m];
        for (int i = 0; i < m; i++) {
            mean[i] = shift[i];
            for (int a = 0; a < k; a++) {
                mean[i] += matrix[i][a] * part.mean(a);
            }
            for (int j = 0; j <= i; j++) {
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        covariance[i][j] += matrix[i][a] * part.covariance().entry(a, b) * matrix[j][b];
                    }
                }
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Gaussian(mean, m == 1 ? new Covariance.Isotropic(1, covariance[0][0]) : new Covariance.Full(covariance));
    }

    private double[] columnLengths() {
        int k = of.dimension();
        double[] lengths = new double[k];
        for (int a = 0; a < k; a++) {
            lengths[a] = Math.sqrt(product(a, a));
            if (!(lengths[a] > 0)) {
                throw new InvalidInputException("matrix", "column " + a + " is 0",
                        "must have no column of 0, as the law is not made of Gaussian components");
            }
            for (int b = 0; b < a; b++) {
                if (!(Math.abs(product(a, b)) <= ORTHOGONAL * lengths[a] * lengths[b])) {
                    throw new InvalidInputException("matrix",
                            "columns " + b + " and " + a + " have the product " + product(a, b),
                            "must have orthogonal columns, as the law is not made of Gaussian components");
                }
            }
        }
        return lengths;
    }

    private double product(int a, int b) {
        double sum = 0;
        for (double[] row : matrix) {
            sum += row[a] * row[b];
        }
        return sum;
    }

    private Law stretched(double[] lengths) {
        try {
            return of.scaled(lengths);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("matrix", Arrays.toString(lengths),
                    "must have columns whose lengths the law can be stretched by: " + e.getMessage());
        }
    }

    /**
     * An entry of the matrix.
     *
     * @param i row
     * @param j column
     * @return matrix_ij
     */
    public double entry(int i, int j) {
        return matrix[i][j];
    }

    /**
     * A coordinate of the shift.
     *
     * @param i from 0 to d − 1
     * @return shift_i
     */
    public double shift(int i) {
        return shift[i];
    }

    /**
     * The law that is mapped.
     *
     * @return a law of as many dimensions as the matrix has columns
     */
    public Law of() {
        return of;
    }

    @Override
    public int dimension() {
        return shift.length;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        if (gaussian.isPresent()) {
            return gaussian.get().logDensity(x, level);
        }
        T[] moved = moved(x, level);
        T[] along = along(moved);
        T log = stretched.logDensity(along, level);
        int across = x.length - along.length;
        if (across > 0) {
            T square = level.signal().getField().getZero();
            for (T v : across(moved, along)) {
                square = square.add(v.multiply(v));
            }
            log = log.subtract(square.divide(level.noise()).multiply(0.5))
                    .subtract(level.noise().multiply(2 * Math.PI).log().multiply(0.5 * across));
        }
        return log;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        if (gaussian.isPresent()) {
            return gaussian.get().score(x, level);
        }
        T[] moved = moved(x, level);
        T[] along = along(moved);
        T[] inner = stretched.score(along, level);
        T[] across = across(moved, along);
        T[] result = MathArrays.buildArray(level.signal().getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            if (x.length > along.length) {
                result[i] = across[i].divide(level.noise()).negate();
            }
            for (int j = 0; j < along.length; j++) {
                result[i] = result[i].add(inner[j].multiply(directions[j][i]));
            }
        }
        return result;
    }

    /** x − √t·shift. */
    private <T extends CalculusFieldElement<T>> T[] moved(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T[] result = MathArrays.buildArray(root.getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i].subtract(root.multiply(shift[i]));
        }
        return result;
    }

    /** Its coordinates in the directions of the columns. */
    private <T extends CalculusFieldElement<T>> T[] along(T[] moved) {
        T[] result = MathArrays.buildArray(moved[0].getField(), directions.length);
        for (int j = 0; j < result.length; j++) {
            for (int i = 0; i < moved.length; i++) {
                result[j] = result[j].add(moved[i].multiply(directions[j][i]));
            }
        }
        return result;
    }

    /** What of it lies across all columns. */
    private <T extends CalculusFieldElement<T>> T[] across(T[] moved, T[] along) {
        T[] result = moved.clone();
        for (int i = 0; i < moved.length; i++) {
            for (int j = 0; j < along.length; j++) {
                result[i] = result[i].subtract(along[j].multiply(directions[j][i]));
            }
        }
        return result;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        double[] inner = of.draw(random);
        double[] x = shift.clone();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < inner.length; j++) {
                x[i] += matrix[i][j] * inner[j];
            }
        }
        return x;
    }

    @Override
    public double narrowestScale() {
        if (shift.length > of.dimension()) {
            return 0;
        }
        // Of the law itself and not of its components: a Student's are narrower and wider than it is.
        return gaussian.isPresent() ? smallestGain * of.narrowestScale() : stretched.narrowestScale();
    }

    @Override
    public double reach() {
        return Vectors.norm(shift) + (gaussian.isPresent() ? largestGain * of.reach() : stretched.reach());
    }

    @Override
    public double cost() {
        return gaussian.map(Law::cost)
                .orElseGet(() -> stretched.cost() + 2.0 * shift.length * of.dimension());
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return gaussian.flatMap(Law::gaussianComponents);
    }

    /** The law of factor_i · X_i as a map: for laws of Gaussian components, which take any. */
    static Affine diagonal(double[] factors, Law of) {
        double[][] matrix = new double[factors.length][factors.length];
        for (int i = 0; i < factors.length; i++) {
            matrix[i][i] = factors[i];
        }
        return new Affine(matrix, new double[factors.length], of);
    }

    @Override
    public Law scaled(double... factors) {
        double[][] rows = new double[matrix.length][of.dimension()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = factors[i] * matrix[i][j];
            }
        }
        return new Affine(rows, Vectors.scaled(shift, factors), of);
    }

    @Override
    public List<LineFeature> features() {
        // A projection is of Gaussian components.
        return of.dimension() == 1
                ? of.features().stream().map(feature -> feature.mapped(matrix[0][0], shift[0])).toList()
                : LineFeature.ofComponents(gaussianComponents().orElseThrow());
    }

    @Override
    public <R> R inForm(DensityForms<R> forms) {
        return gaussianComponents().map(forms::gaussians).orElseGet(() -> forms.turned(stretched, directions, shift));
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.matrix("matrix", matrix);
        out.numbers("shift", shift);
        out.law("of", of);
    }

    static Affine read(ParameterReader from) {
        double[][] matrix = from.matrix("matrix");
        double[] shift = from.point("shift");
        Law of = from.law("of");
        // Gaussian components each get a covariance matrix of their own.
        long components = of.gaussianComponents().map(List::size).orElse(0);
        from.reserve("matrix", components * shift.length * shift.length);
        return new Affine(matrix, shift, of);
    }
}
