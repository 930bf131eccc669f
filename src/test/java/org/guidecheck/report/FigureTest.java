package org.guidecheck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static double integral(JsonNode curve) {
        double sum = 0;
        for (int i = 1; i < curve.get("x").size(); i++) {
            sum += (curve.get("x").get(i).asDouble() - curve.get("x").get(i - 1).asDouble())
                    * (curve.get("y").get(i).asDouble() + curve.get("y").get(i - 1).asDouble()) / 2;
        }
        return sum;
    }

    @Test
    void drawsDensitiesOnTheLine() {
        JsonNode curves = new Figure(ReferenceCases.process(NamedLaws.T, 1), 1).toJson().get("density");
        assertThat(curves).hasSize(4);
        double[] masses = {0.5, 0.5, 1, 1};
        for (int i = 0; i < masses.length; i++) {
            assertThat(integral(curves.get(i))).as(curves.get(i).get("name").asText()).isCloseTo(masses[i],
                    within(0.02));
        }
        // Half of the unguided output is left of 1; guidance moves part of it away, where the classes overlap.
        assertThat(curves.get(2).get("name").asText()).isEqualTo("output without guidance");
        assertThat(curves.toString().length()).isLessThan(40_000);
    }

    @Test
    void drawsTheMeanAgainstTheWeightAndWhatPlainAveragesSay() {
        JsonNode weights = new Figure(ReferenceCases.process(NamedLaws.T, 1), 1).toJson().get("weights");
        assertThat(weights).hasSize(7);
        JsonNode unguided = weights.get(0);
        assertThat(unguided.get("lower").asDouble()).isBetween(1.98, 2.001);
        assertThat(unguided.get("plainUpper").asDouble()).as("a plain average, and two standard errors")
                .isLessThan(1.3);
        JsonNode one = weights.get(3);
        assertThat(one.get("weight").asDouble()).isEqualTo(1);
        assertThat(one.get("lower").asDouble()).isBetween(1.21, 1.2235);
        assertThat(one.get("upper").asDouble()).isBetween(1.2235, 1.24);
    }

    /** At w = 1, P(p(c|Y) <= 1/4) is at most 1/8 where the prior is 1/2; draws on N(±1, 1) are within what is promised. */
    @Test
    void drawsWhatGuidancePromisesOfTheTail() {
        String side =
                "{\"label\": \"%s\", \"prior\": 0.5, \"law\": {\"type\": \"gaussian\", \"mean\": [%d], \"covariance\": 1}}";
        LabelledLaw law = LawJson.parse("{\"dimension\": 1, \"classes\": [" + side.formatted("c", 1) + ", "
                + side.formatted("other", -1) + "]}");
        JsonNode tail = new Figure(new GuidedProcess(law, 0, GuidanceSchedule.constant(1), 0), 1).toJson().get("tail");
        assertThat(tail).hasSize(9).allSatisfy(each -> {
            assertThat(each.get("lower").asDouble()).isLessThanOrEqualTo(each.get("share").asDouble());
            assertThat(each.get("share").asDouble()).isLessThanOrEqualTo(each.get("upper").asDouble());
            assertThat(each.get("lower").asDouble()).isLessThanOrEqualTo(each.get("promised").asDouble());
        });
        assertThat(tail.get(2).get("a").asDouble()).isEqualTo(2);
        assertThat(tail.get(2).get("promised").asDouble()).isEqualTo(0.125);
        assertThat(tail.get(0).get("share").asDouble()).isBetween(0.001, 0.2);
    }

    @Test
    void takesMultiplesOfASchedule() {
        JsonNode weights = new Figure(new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.parse("0,-1:3,2:0"), 0), 1)
                .toJson().get("weights");
        assertThat(weights).hasSize(5);
        assertThat(weights.get(4).get("times").asDouble()).isEqualTo(2);
    }

    private static ObjectNode cloud(int d) {
        StringBuilder mean = new StringBuilder("3");
        StringBuilder variance = new StringBuilder("0.04");
        for (int i = 1; i < d; i++) {
            mean.append(", 3");
            variance.append(", ").append(i);
        }
        String gaussian = "{\"type\": \"gaussian\", \"mean\": [%s], \"covariance\": [" + variance + "]}";
        LabelledLaw law =
                LawJson.parse(("{\"dimension\": %d, \"classes\": [{\"label\": \"c\", \"prior\": 0.5, "
                        + "\"law\": %s}, {\"label\": \"other\", \"prior\": 0.5, \"law\": %s}]}")
                        .formatted(d, gaussian.formatted(mean), gaussian.formatted(mean.toString().replace("3", "0"))));
        return new Figure(ReferenceCases.process(law, 2), 1).toJson();
    }

    @Test
    void drawsPointsAndPathsInThePlane() {
        JsonNode cloud = cloud(2).get("cloud");
        assertThat(cloud.get("axes").toString()).isEqualTo("[\"x1\",\"x2\"]");
        assertThat(cloud.get("points")).hasSize(4).allSatisfy(set -> assertThat(set.get("at")).hasSize(256));
        assertThat(cloud.get("paths")).hasSize(3).allSatisfy(path -> assertThat(path).hasSize(129));
        assertThat(mean(cloud.get("points").get(3), 0)).as("guided output, first coordinate").isCloseTo(3, within(0.2));
        // Highest is 10 000, at the mean of the class, whose first coordinate has the standard deviation 0.2.
        JsonNode grid = cloud.get("grid");
        int size = grid.get("size").asInt();
        int best = IntStream.range(0, size * size).boxed()
                .max(Comparator.comparing(i -> grid.get("own").get(i).asInt())).orElseThrow();
        assertThat(grid.get("own").get(best).asInt()).isEqualTo(10_000);
        double x = place(grid.get("x"), best % size, size);
        double y = place(grid.get("y"), best / size, size);
        assertThat(x).isCloseTo(3, within(0.1));
        assertThat(y).isCloseTo(3, within(0.3));
    }

    @Test
    void looksFromWhereClassesAreApart() {
        JsonNode cloud = cloud(6).get("cloud");
        // The first coordinate has the least noise.
        double apart = mean(cloud.get("points").get(0), 0) - mean(cloud.get("points").get(1), 0);
        assertThat(apart).isGreaterThan(2.9);
        assertThat(mean(cloud.get("points").get(3), 0)).isCloseTo(mean(cloud.get("points").get(0), 0), within(0.3));
    }

    private static double place(JsonNode ends, int cell, int size) {
        double from = ends.get(0).asDouble();
        return from + (ends.get(1).asDouble() - from) * (cell + 0.5) / size;
    }

    private static double mean(JsonNode set, int coordinate) {
        double sum = 0;
        for (JsonNode each : set.get("at")) {
            sum += each.get(coordinate).asDouble();
        }
        return sum / set.get("at").size();
    }
}
