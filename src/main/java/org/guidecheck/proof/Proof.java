package org.guidecheck.proof;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.TextFile;

/**
 * Proof that the mean reciprocals of all laws in a box lie in an interval, for a checker to decide: an upper and a lower
 * solution of the backward equation of the process. See "A proof for a box of laws" in theory.md.
 */
public final class Proof {
    private static final String FORMAT = "guidecheck-proof-1";
    private static final double UNIT = 0x1p-38;
    /** The checker reads integers below 2^53. */
    private static final double LARGEST = 0x1p53 * UNIT;
    /** What is added to the claim on both sides, as a share: the checker rounds outwards, and the numbers are rounded. */
    private static final double MARGIN = 1e-5;
    /** Sources are taken larger than the residuals that they are to cover. */
    private static final double SAFETY = 1.1;
    /** Least source: the residual of rounding the coefficients. */
    private static final double LEAST_SOURCE = 2e-6;
    private static final int MOST_ROUNDS = 4;
    /** Sum of the residuals left over that ends the search. */
    private static final double SMALL = 1e-4;
    /** Exponent of the barrier at the edges. */
    private static final double STEEPNESS = 0.8;

    private final LawBox box;
    private final double weight;
    private final Grid grid;
    private final Spline upper;
    private final Spline lower;
    private final Range claim;

    private Proof(LawBox box, double weight, Grid grid, Spline upper, Spline lower, double growth) {
        this.box = box;
        this.weight = weight;
        this.grid = grid;
        this.upper = upper;
        this.lower = lower;
        Range mean = new Enclosure(box, grid, weight).of(upper, lower, growth);
        claim = new Range(Math.max(1, mean.lo() * (1 - MARGIN)), mean.hi() * (1 + MARGIN));
    }

    /**
     * {@return a proof for all laws near a law}
     *
     * @param law      a class and the rest, both mixtures of Gaussians on the line
     * @param spread   half the width of the ranges of numbers, in [0, 0.5): of prior, weights and variances as a share of
     *                 each, of means in standard deviations of the class
     * @param weight   w, at least 0
     * @param stop     noise at which the process ends, in [0, 0.5); above 0 if a variance is 0
     * @param fineness number of cells in each direction, in units of the usual one, above 0
     * @throws InvalidInputException if the law is no such law, or the prior would reach 1
     */
    public static Proof of(ClassVersusRest law, double spread, double weight, double stop, double fineness) {
        LawBox box = LawBox.around(law, spread);
        Grid grid = Grid.of(box, weight, stop, fineness);
        BackwardEquation equation = new BackwardEquation(box, grid, weight);
        Residuals residuals = new Residuals(box, grid, weight);
        Spline middle = equation.solution();
        double[][] source = Source.smooth(residuals.most(List.of(middle), r -> r.get(0).magnitude()), SAFETY,
                LEAST_SOURCE);
        double[] barrier = barrier(grid);
        for (int round = 1;; round++) {
            Spline error = equation.ofSource(source);
            Spline highest = middle.plus(1, error, 0, barrier);
            Spline lowest = middle.plus(-1, error, 0, barrier);
            Spline upper = middle.plus(1, error, Math.max(0.01, 1.001 - highest.edges().lo()), barrier);
            Spline lower = middle.plus(-1, error, -Math.max(0.01, 0.001 + lowest.edges().hi()), barrier);
            double[][] left = residuals.most(List.of(upper, lower), r -> Math.max(-r.get(0).lo(), r.get(1).hi()));
            double growth = growth(grid, left);
            if (round == MOST_ROUNDS || growth < SMALL) {
                requireSmall(fineness, upper, lower);
                return new Proof(box, weight, grid, upper, lower, growth);
            }
            Source.add(source, Source.smooth(left, 1.5, 0));
        }
    }

    /** The format holds numbers up to a limit, which solutions on grids that are far too coarse exceed. */
    private static void requireSmall(double fineness, Spline... splines) {
        for (Spline spline : splines) {
            for (double[] row : spline.c()) {
                for (double each : row) {
                    if (!(Math.abs(each) < LARGEST)) {
                        throw new InvalidInputException("fineness", fineness,
                                "must be larger for this law and weight, as its proof needs more cells");
                    }
                }
            }
        }
    }

    private static double growth(Grid grid, double[][] left) {
        double sum = 0;
        for (double[] row : left) {
            double most = 0;
            for (double each : row) {
                most = Math.max(most, each);
            }
            sum += most * grid.rowStep();
        }
        return sum;
    }

    /** Coefficients of exp(a(y² − R²)/2), which the drift towards 0 lowers where it is not small. */
    private static double[] barrier(Grid grid) {
        double[] found = new double[grid.columns() + 3];
        double reach = grid.y(0);
        for (int j = 0; j < found.length; j++) {
            double y = grid.y(j - 1);
            found[j] = Math.exp(0.5 * STEEPNESS * (y * y - reach * reach));
        }
        return found;
    }

    /** {@return the lower end of the interval that is claimed to hold the mean reciprocals of all laws of the box} */
    public double lower() {
        return claim.lo();
    }

    /** {@return the upper end of that interval} */
    public double upper() {
        return claim.hi();
    }

    /**
     * Writes the proof.
     *
     * @param file where to; an existing file is replaced
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        json.set("claim", LawBox.json(claim));
        json.put("weight", weight).put("stop", grid.stop());
        json.set("law", box.json());
        json.set("grid", grid.json());
        json.put("upper", packed(upper)).put("lower", packed(lower));
        TextFile.write(file, json + "\n");
    }

    /** Multiples of a unit as second differences in both directions, the bytes of each apart, compressed. */
    private static String packed(Spline spline) {
        double[][] c = spline.c();
        int rows = c.length;
        int columns = c[0].length;
        byte[] bytes = new byte[8 * rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long value = second(c, i, j) - 2 * second(c, i - 1, j) + second(c, i - 2, j);
                for (int k = 0; k < 8; k++) {
                    bytes[(k * rows + i) * columns + j] = (byte) (value >>> (8 * k));
                }
            }
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(6))) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return new String(Base64.getEncoder().encode(packed.toByteArray()), StandardCharsets.US_ASCII);
    }

    private static long second(double[][] c, int i, int j) {
        return units(c, i, j) - 2 * units(c, i, j - 1) + units(c, i, j - 2);
    }

    private static long units(double[][] c, int i, int j) {
        return i < 0 || j < 0 ? 0 : Math.round(c[i][j] / UNIT);
    }
}
