package org.guidecheck.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.guidecheck.law.block.BlockDensity;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.io.LawJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Noised log-densities and scores against values of fifty digits, computed with mpmath 1.3: closed forms, confirmed
 * near the centre by integrals of the clean density times the noise; such integrals for Student's law; hypergeometric
 * series for the sphere. Points lie out to 40 standard deviations, signals from 1e-5 to 0.9999.
 */
class NoisedDensitiesTest {
    /** Accuracy that the Javadoc of each family states. */
    private static final Map<String, Double> ACCURACY = Map.of("box", 1e-12, "exponential", 1e-12, "laplace", 1e-12,
            "sphere", 1e-11, "student", 1e-10);

    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    private record Row(Law law, NoiseLevel level, double[] x, double logDensity, double[] score) {
        @Override
        public String toString() {
            return LawJson.toString(law) + " at " + Arrays.toString(x) + ", " + level;
        }
    }

    /** Error relative to the score, or, near zeros of the score, relative to its typical size. */
    private static double scoreError(Row row, double[] score) {
        double typical = 1 / Math.sqrt(row.level.noise() + row.level.signal() * Math.pow(row.law.reach(), 2));
        if (row.law instanceof Sphere sphere) {
            // At its centre, terms of this size cancel.
            typical = Math.max(typical, sphere.radius() * Math.sqrt(row.level.signal()) / row.level.noise());
        }
        double error = 0;
        for (int i = 0; i < score.length; i++) {
            error = Math.max(error, Math.abs(score[i] - row.score[i]));
        }
        return error / Math.max(Vectors.norm(row.score), typical);
    }

    private static double logError(Row row, double logDensity) {
        return Math.abs(logDensity - row.logDensity) / Math.max(1, Math.abs(row.logDensity));
    }

    @TestFactory
    List<DynamicTest> agreeWithValuesOfFiftyDigits() throws IOException {
        Map<String, List<Row>> families = new TreeMap<>();
        for (Row row : rows()) {
            String family = row.law.family().label();
            families.computeIfAbsent(family, name -> new ArrayList<>()).add(row);
        }
        assertThat(families.keySet()).containsExactlyInAnyOrderElementsOf(ACCURACY.keySet());
        List<DynamicTest> tests = new ArrayList<>();
        families.forEach((family, rows) -> tests.add(DynamicTest.dynamicTest(family, () -> check(family, rows))));
        return tests;
    }

    private static void check(String family, List<Row> rows) {
        double[] worst = new double[4];
        Row[] where = new Row[4];
        for (Row row : rows) {
            BlockDensity block = BlockDensity.of(row.law);
            double root = Math.sqrt(row.level.signal());
            double[] z = new double[row.x.length * BlockPosterior.BLOCK];
            for (int i = 0; i < row.x.length; i++) {
                z[i * BlockPosterior.BLOCK] = row.x[i] / root;
            }
            block.setLevel(row.level);
            block.evaluate(z, 1, root);
            double[] blockScore = new double[row.x.length];
            Arrays.setAll(blockScore, i -> block.score[i * BlockPosterior.BLOCK]);
            double[] errors = {logError(row, row.law.logDensity(row.x, row.level)),
                scoreError(row, row.law.score(row.x, row.level)), logError(row, block.logDensity(1)[0]),
                scoreError(row, blockScore)};
            for (int k = 0; k < 4; k++) {
                if (!(errors[k] <= worst[k])) {
                    worst[k] = errors[k];
                    where[k] = row;
                }
            }
        }
        // The figures in laws.md.
        System.out.printf(Locale.ROOT, "%-12s %d points: reference %.1e (log-density) %.1e (score), block %.1e %.1e%n",
                family, rows.size(), worst[0], worst[1], worst[2], worst[3]);
        String[] names = {"log-density of the reference", "score of the reference", "log-density of the block",
            "score of the block"};
        for (int k = 0; k < 4; k++) {
            assertThat(worst[k]).as("%s, worst at %s", names[k], where[k]).isLessThanOrEqualTo(ACCURACY.get(family));
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                NoisedDensitiesTest.class.getResourceAsStream("noised-densities.tsv")), StandardCharsets.UTF_8))) {
            reader.lines().skip(1).map(line -> line.split("\t", -1)).forEach(fields -> rows.add(new Row(
                    LawJson.parseLaw(fields[0]), NoiseLevel.ofSignal(Double.parseDouble(fields[1])), numbers(fields[2]),
                    Double.parseDouble(fields[3]), numbers(fields[4]))));
        }
        return rows;
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.replaceAll("[\\[\\]\" ]", "").split(",", -1)).mapToDouble(Double::parseDouble)
                .toArray();
    }
}
