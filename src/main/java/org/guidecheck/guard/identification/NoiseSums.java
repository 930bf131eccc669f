package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.identification.SchemeMatch.Difference;
import org.guidecheck.guard.identification.SchemeMatch.Made;
import org.guidecheck.guard.identification.SchemeMatch.Reading;
import org.guidecheck.guard.identification.SchemeSteps.Step;
import org.guidecheck.law.NoiseLevel;

/** Sums of squares and products of noise in each point, as found and as a scheme has it. */
final class NoiseSums {
    /** Relative difference of a variance that does not count: that of a mean of a point mass counts from 1e-4 on. */
    private static final double KEPT = 1e-3;
    /** Variance that rounding in single precision leaves. */
    private static final double NO_NOISE = 1e-9;
    /** Rounding of a number in single precision, and of what is computed from it. */
    private static final double SINGLE = 4 * 0.5 * Math.ulp(1.0f);
    /** Correlation of noise that is the same, but for rounding and other parts. */
    private static final double SAME = 0.5;
    /** Most products of noise of two points in a batch, and most numbers of which they are taken. */
    private static final double MOST_PRODUCTS = 2e7;
    private static final int MOST_NUMBERS = 8192;

    private final SchemeMatch match;
    private final Response response;
    private final double[] fresh;
    private final double[] all;
    private final double[] added;
    private final double[] expected;
    private final double[] common;
    private final double[] before;
    private final double[] rest;
    /** Products of the fresh noise of point m and of point j ≤ m; that of point 0 is the start. */
    private final double[][] products;
    private double start;
    private long numbers;

    NoiseSums(SchemeMatch match, Response response) {
        int n = match.points() + 1;
        this.match = match;
        this.response = response;
        this.fresh = new double[n];
        this.all = new double[n];
        this.added = new double[n];
        this.expected = new double[n];
        this.common = new double[n];
        this.before = new double[n];
        this.rest = new double[n];
        this.products = new double[n][n];
    }

    /** Adds the points of a batch, each with the factors of predictions and after them its noise. */
    void add(double[][] rows) {
        int begin = match.points();
        int count = rows[0].length - begin;
        int n = (int) Math.min(Math.min(MOST_NUMBERS, count),
                MOST_PRODUCTS / ((double) match.points() * match.points()));
        double[][] noises = new double[match.points() + 1][n];
        System.arraycopy(rows[0], begin, noises[0], 0, n);
        for (int i = begin; i < rows[0].length; i++) {
            start += rows[0][i] * rows[0][i];
        }
        for (Step step : SchemeSteps.steps(response, match.scheme(), match.grid(), Reading.SCORE, rows)) {
            int m = step.point();
            double keep = match.made().get(m - 1).found().map(StepForm::keep).orElse(0.0);
            added[m] = step.variance();
            addPoint(m, rows[m], step.expected(), step.x(), keep, noises[m]);
        }
        for (int m = 0; m <= match.points(); m++) {
            for (int j = 0; j <= m; j++) {
                products[m][j] += product(noises[m], noises[j]);
            }
        }
        numbers += count;
    }

    /** Sums of one point over a batch, in local variables since sums in arrays take twice the time. */
    private void addPoint(int m, double[] row, double[] right, double[] previous, double keep, double[] noise) {
        int begin = match.points();
        double ofFresh = 0;
        double ofAll = 0;
        double ofExpected = 0;
        double ofCommon = 0;
        double ofBefore = 0;
        double ofRest = 0;
        for (int i = begin; i < row.length; i++) {
            double found = row[i];
            double added = found - right[i];
            double beside = found - keep * previous[i];
            ofFresh += added * added;
            ofAll += found * found;
            ofExpected += right[i] * right[i];
            ofCommon += found * right[i];
            ofBefore += previous[i] * previous[i];
            ofRest += beside * beside;
        }
        for (int i = 0; i < noise.length; i++) {
            noise[i] = row[begin + i] - right[begin + i];
        }
        fresh[m] += ofFresh;
        all[m] += ofAll;
        expected[m] += ofExpected;
        common[m] += ofCommon;
        before[m] += ofBefore;
        rest[m] += ofRest;
    }

    /** Four sums at once, since each addition waits for the last one of its sum. */
    private static double product(double[] one, double[] other) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < one.length; i += 4) {
            a += one[i] * other[i];
            b += one[i + 1] * other[i + 1];
            c += one[i + 2] * other[i + 2];
            d += one[i + 3] * other[i + 3];
        }
        for (; i < one.length; i++) {
            a += one[i] * other[i];
        }
        return a + b + (c + d);
    }

    /** The comparison with further differences where noise has another variance than the scheme's, or is not new. */
    SchemeMatch compared(double quantile) {
        List<Difference> found = new ArrayList<>(match.differences());
        double error = quantile * Math.sqrt(2.0 / numbers);
        start(error).ifPresent(found::add);
        for (int m = 1; m <= match.points(); m++) {
            int point = m;
            boolean isOther = match.differences().stream().anyMatch(d -> d.point() == point);
            (isOther ? all(m, error) : fresh(m, error)).or(() -> isOther ? Optional.empty() : reused(point))
                    .ifPresent(found::add);
        }
        found.sort(Comparator.comparingInt(Difference::point));
        return new SchemeMatch(match.scheme(), match.grid(), match.points(), List.copyOf(found), match.made());
    }

    /**
     * A start may not have less than the deviation of noise at its level. One at a level that still carries signal often
     * has more, in place of that signal.
     */
    private Optional<Difference> start(double error) {
        double is = start / numbers;
        double must = Math.max(is, response.levels().get(0).noise());
        return compare(0, Difference.Kind.START, is, must, error * must);
    }

    private Optional<Difference> fresh(int m, double error) {
        double is = fresh[m] / numbers;
        return compare(m, Difference.Kind.FRESH_NOISE, is, added[m], error * Math.max(is, added[m]));
    }

    /** All noise of a point: what is kept of the point before is known, what is added is measured. */
    private Optional<Difference> all(int m, double error) {
        Made made = match.made().get(m - 1);
        if (made.found().isPresent() && made.expected().isPresent()) {
            double kept = before[m] / numbers;
            double found = square(made.found().get().keep()) * kept;
            double scheme = square(made.expected().get().keep()) * kept;
            double must = scheme + added[m];
            // What is kept of the point before is a sample variance, which the two keep to different shares.
            return compare(m, Difference.Kind.ALL_NOISE, found + rest[m] / numbers, must,
                    error * (Math.max(rest[m] / numbers, added[m]) + Math.abs(found - scheme)) + KEPT * must);
        }
        double is = all[m] / numbers;
        double must = added[m] + expected[m] / numbers;
        boolean isMultiple = added[m] == 0 && all[m] - square(common[m]) / expected[m] <= NO_NOISE * all[m];
        return compare(m, Difference.Kind.ALL_NOISE, is, must,
                isMultiple ? KEPT * must : 2 * error * Math.max(is, must));
    }

    private Optional<Difference> reused(int m) {
        return fresh[m] / numbers <= none(m) ? Optional.empty()
                : IntStream.range(0, m).filter(j -> products[j][j] > 0 && (j == 0 || fresh[j] / numbers > none(j))
                        && Math.abs(correlation(m, j)) > SAME).boxed().findFirst()
                        .map(j -> new Difference(m, Difference.Kind.REUSED_NOISE, j, correlation(m, j), 0, 0));
    }

    private double correlation(int m, int j) {
        return products[m][j] / Math.sqrt(products[m][m] * products[j][j]);
    }

    private Optional<Difference> compare(int point, Difference.Kind kind, double is, double must, double error) {
        return Math.abs(is - must) > error + none(point)
                ? Optional.of(new Difference(point, kind, -1, Math.sqrt(is), Math.sqrt(must), 0)) : Optional.empty();
    }

    /** Variance of a point that rounding leaves, more of it after predictions next to pure noise. */
    private double none(int m) {
        return NO_NOISE + square(IntStream.range(0, m).mapToDouble(k -> response.lost(m, k, SINGLE)).sum());
    }

    private static double square(double x) {
        return x * x;
    }
}
