package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.util.MathArrays;

/**
 * Affine image of another law: the law of matrix · X + shift, which rotates, scales, shifts or embeds X in a space of
 * more dimensions.
 *
 * <p>The noise is isotropic and stays so under rotations. With a matrix of orthogonal columns, Q·D with D diagonal, the
 * noised vector is therefore the noised D·X along the columns of Q, and independent noise across them. Other matrices
 * would correlate the noise; then the density has a closed form for Gaussian components only. A law with Gaussian
 * components therefore accepts any matrix, which maps each component separately.
 */
public final class Affine extends Law {
    /** Relative tolerance for orthogonal columns and equal gains. */
    private static final double ORTHOGONAL = 1e-9;
    private static final int MANY_COMPONENTS = 16;

    private final double[][] matrix;
    private final double[] shift;
    private final Law of;
    /** The image as a mixture of Gaussians; if empty, {@link #scaled} and {@link #directions} define it instead. */
    private final Optional<Mixture> gaussian;
    /** The law of D·X. */
    private final Law scaled;
    /** Columns of Q: k unit vectors of d coordinates. */
    private final double[][] directions;
    /** Largest and smallest singular value of the matrix. */
    private final double largestGain;
    private final double smallestGain;

    /**
     * Creates the image of a law.
     *
     * @param matrix d rows of k numbers; columns orthogonal and not 0, unless the law is made of Gaussian components
     * @param shift  d numbers
     * @param of     a law of k dimensions
     * @throws InvalidInputException if the shapes do not match or the noised density has no closed form
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
        this.gaussian = isCheaperRotated() ? Optional.empty() : of.gaussianComponents().map(this::mapped);
        double[] lengths = gaussian.isPresent() ? new double[0] : columnLengths();
        this.scaled = gaussian.isPresent() ? of : scaledBy(lengths);
        this.directions = new double[lengths.length][];
        Arrays.setAll(directions, j -> {
            double[] direction = new double[shift.length];
            Arrays.setAll(direction, i -> matrix[i][j] / lengths[j]);
            return direction;
        });
    }

    /** Whether the matrix is a rotation times a number and components are many: then rotating the point is cheaper. */
    private boolean isCheaperRotated() {
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
        return new Gaussian(mean,
                m == 1 ? new Covariance.Isotropic(1, covariance[0][0]) : new Covariance.Full(covariance));
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

    private Law scaledBy(double[] lengths) {
        try {
            return of.scaled(lengths);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("matrix", Arrays.toString(lengths),
                    "must have columns by whose lengths the law can be scaled (" + e.getMessage() + ")");
        }
    }

    /**
     * {@return an entry of the matrix}
     *
     * @param i row, from 0 to d − 1
     * @param j column, from 0 to k − 1
     */
    public double entry(int i, int j) {
        return matrix[i][j];
    }

    /**
     * {@return a coordinate of the shift}
     *
     * @param i from 0 to d − 1
     */
    public double shift(int i) {
        return shift[i];
    }

    /** {@return the law of X, of k dimensions} */
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
        T[] centred = centred(x, level);
        T[] along = along(centred);
        T log = scaled.logDensity(along, level);
        int codimension = x.length - along.length;
        if (codimension > 0) {
            T square = level.signal().getField().getZero();
            for (T v : across(centred, along)) {
                square = square.add(v.multiply(v));
            }
            log = log.subtract(square.divide(level.noise()).multiply(0.5))
                    .subtract(level.noise().multiply(2 * Math.PI).log().multiply(0.5 * codimension));
        }
        return log;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        if (gaussian.isPresent()) {
            return gaussian.get().score(x, level);
        }
        T[] centred = centred(x, level);
        T[] along = along(centred);
        T[] inner = scaled.score(along, level);
        T[] across = across(centred, along);
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
    private <T extends CalculusFieldElement<T>> T[] centred(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T[] result = MathArrays.buildArray(root.getField(), x.length);
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i].subtract(root.multiply(shift[i]));
        }
        return result;
    }

    /** Coordinates Qᵀ·centred in the directions of the columns. */
    private <T extends CalculusFieldElement<T>> T[] along(T[] centred) {
        T[] result = MathArrays.buildArray(centred[0].getField(), directions.length);
        for (int j = 0; j < result.length; j++) {
            for (int i = 0; i < centred.length; i++) {
                result[j] = result[j].add(centred[i].multiply(directions[j][i]));
            }
        }
        return result;
    }

    /** Remainder centred − Q·along, orthogonal to all columns. */
    private <T extends CalculusFieldElement<T>> T[] across(T[] centred, T[] along) {
        T[] result = centred.clone();
        for (int i = 0; i < centred.length; i++) {
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
        // From the law, not from its Gaussian components: a Student has components narrower and wider than itself.
        return gaussian.isPresent() ? smallestGain * of.narrowestScale() : scaled.narrowestScale();
    }

    @Override
    public double reach() {
        return Vectors.norm(shift) + (gaussian.isPresent() ? largestGain * of.reach() : scaled.reach());
    }

    @Override
    public OptionalDouble supportReach() {
        OptionalDouble inner = of.supportReach();
        return inner.isPresent() ? OptionalDouble.of(Vectors.norm(shift) + largestGain * inner.getAsDouble()) : inner;
    }

    @Override
    public boolean isGaussianMixture() {
        return of.isGaussianMixture() && gaussianComponents().isPresent();
    }

    @Override
    public double cost() {
        return gaussian.map(Law::cost)
                .orElseGet(() -> scaled.cost() + 2.0 * shift.length * of.dimension());
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        return gaussian.flatMap(Law::gaussianComponents);
    }

    /** The law of factor_i · X_i as an affine image, for laws made of Gaussian components. */
    static Affine diagonal(double[] factors, Law of) {
        double[][] matrix = new double[factors.length][factors.length];
        for (int i = 0; i < factors.length; i++) {
            matrix[i][i] = factors[i];
        }
        return new Affine(matrix, new double[factors.length], of);
    }

    @Override
    public Law moved(double factor, double... by) {
        double[][] rows = new double[matrix.length][];
        Arrays.setAll(rows, i -> Arrays.stream(matrix[i]).map(entry -> factor * entry).toArray());
        return new Affine(rows, Vectors.moved(shift, factor, by), of);
    }

    @Override
    public double[] centre() {
        double[] inner = of.centre();
        double[] result = shift.clone();
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < inner.length; j++) {
                result[i] += matrix[i][j] * inner[j];
            }
        }
        return result;
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
        // With several dimensions, the first coordinate is a projection, known for Gaussian components only.
        return of.dimension() == 1
                ? of.features().stream().map(feature -> feature.mapped(matrix[0][0], shift[0])).toList()
                : LineFeature.ofComponents(gaussianComponents().orElseThrow());
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return gaussianComponents().map(visitor::gaussians).orElseGet(() -> visitor.rotated(scaled, directions, shift));
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
        // Each Gaussian component gets its own d × d covariance.
        long components = of.gaussianComponents().map(List::size).orElse(0);
        from.reserve("matrix", components * shift.length * shift.length);
        return new Affine(matrix, shift, of);
    }
}
