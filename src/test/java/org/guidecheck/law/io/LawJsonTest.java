package org.guidecheck.law.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Affine;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Box;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.Exponential;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Law;
import org.guidecheck.law.LawFamily;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Product;
import org.guidecheck.law.Sphere;
import org.guidecheck.law.Student;
import org.guidecheck.text.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LawJsonTest {
    private static final String EXAMPLE = """
            {"dimension": 1, "classes": [
              {"label": "c", "prior": 0.3, "law": {"type": "mixture", "weights": [0.5, 0.5], "components": [
                 {"type": "gaussian", "mean": [-1.0], "covariance": 0.09},
                 {"type": "gaussian", "mean": [1.5], "covariance": 0.16}]}},
              {"label": "other", "prior": 0.7, "law": {"type": "gaussian", "mean": [0.2], "covariance": [[0.25]]}}]}
            """;
    private static final LabelledLaw EXAMPLE_LAW = new LabelledLaw(List.of(
            new LabelledClass("c", 0.3, new Mixture(new double[] {0.5, 0.5}, List.of(
                    Gaussian.isotropic(new double[] {-1}, 0.09), Gaussian.isotropic(new double[] {1.5}, 0.16)))),
            new LabelledClass("other", 0.7, full(new double[] {0.2}, new double[][] {{0.25}}))));

    static Stream<Law> laws() {
        Gaussian isotropic = Gaussian.isotropic(new double[] {1, -2.5}, 0.1);
        Gaussian diagonal = new Gaussian(new double[] {0, 1e-300}, new Covariance.Diagonal(0, 2));
        Gaussian correlated = full(new double[] {1 / 3.0, -1e300}, new double[][] {{2, 0.3}, {0.3, 0.1}});
        Mixture inner = new Mixture(new double[] {0.25, 0.75}, List.of(isotropic, new Atom(3, 4)));
        return Stream.of(
                isotropic,
                Gaussian.isotropic(new double[] {0}, 0),
                diagonal,
                correlated,
                full(new double[] {0, 0}, new double[][] {{1, 1}, {1, 1}}),
                full(new double[] {0, 0}, new double[][] {{0, 0}, {0, 0}}),
                full(new double[] {5}, new double[][] {{1e-12}}),
                // Symmetric within rounding: written as given.
                full(new double[] {0, 0}, new double[][] {{1, 0.1}, {0.1 + 1e-12, 1}}),
                new Atom(-0.0, Double.MIN_VALUE, Double.MAX_VALUE, Math.PI),
                new Atom(2e-3, Math.scalb(1.0, -44), 1e22, Math.scalb(1.0, 53), 123456789012.0, -1e15,
                        999999999999999.0),
                new Empirical(new double[][] {{1, 2}, {1, 2}, {0.1, -3e-7}}),
                new Box(new double[] {0, -1}, new double[] {0.1, 1e-3}),
                new Laplace(new double[] {1, 2}, new double[] {0.3, 0.3}),
                new Laplace(new double[] {1, 2}, new double[] {0.3, 7}),
                new Exponential(new double[] {0, 0}, new double[] {3, 1 / 3.0}),
                new Sphere(new double[] {1, 1, 1}, 0.7),
                new Student(new double[] {0, 5}, 0.1, 2.5),
                new Product(List.of(new Atom(1), new Sphere(new double[] {0, 0}, 1), inner)),
                new Affine(new double[][] {{0.6, -0.8}, {0.8, 0.6}}, new double[] {1, 0},
                        new Box(new double[] {0, 0}, new double[] {1, 2})),
                new Affine(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[] {1, 0, 0}, inner),
                new Affine(new double[][] {{1}, {1}}, new double[] {0, 0}, new Mixture(new double[] {0.5, 0.5}, List.of(
                        new Product(List.of(new Laplace(new double[] {0}, new double[] {1}))),
                        new Affine(new double[][] {{2}}, new double[] {1}, new Sphere(new double[] {0}, 1))))),
                inner,
                new Mixture(new double[] {1 / 3.0, 2 / 3.0, 0}, List.of(inner, new Mixture(new double[] {1},
                        List.of(new Mixture(new double[] {1}, List.of(diagonal)))), correlated)));
    }

    private static Gaussian full(double[] mean, double[][] covariance) {
        return new Gaussian(mean, new Covariance.Full(covariance));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void aLawReadsBackEqual(Law law) {
        String text = LawJson.toString(law);
        assertThat(LawJson.parseLaw(text)).isEqualTo(law).extracting(LawJson::toString).isEqualTo(text);
        assertThat(LawJson.lawFromJson(LawJson.toJson(law))).isEqualTo(law);
        assertThat(text).doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("laws")
    void aLabelledLawReadsBackEqual(Law law) {
        LabelledLaw labelled = new LabelledLaw(List.of(
                new LabelledClass("\"quoted\"\n{é 🎲}", 0.1, law), new LabelledClass("1", 0.9, law)));
        assertThat(LawJson.parse(LawJson.toString(labelled))).isEqualTo(labelled);
        assertThat(LawJson.fromJson(LawJson.toJson(labelled))).isEqualTo(labelled);
        assertThat(LawJson.toString(labelled)).doesNotContain("\n");
    }

    @Test
    void everyFamilyIsTriedAndNamesItsParametersInOrder() {
        assertThat(LawFamily.values()).allMatch(family -> laws().anyMatch(law -> law.family() == family));
        assertThat(laws()).allSatisfy(law -> {
            List<String> names = new ArrayList<>(List.of("type"));
            names.addAll(law.family().parameters());
            assertThat(LawJson.toJson(law).fieldNames()).toIterable().containsExactlyElementsOf(names);
        });
    }

    @Test
    void aLawSaysInShortWhatItIs() {
        assertThat(new Atom(1, 2)).hasToString("atom in 2 dimensions");
        assertThat(EXAMPLE_LAW).hasToString("c: mixture in 1 dimension; other: gaussian in 1 dimension");
    }

    @Test
    void theDocumentedExampleIsRead() {
        assertThat(LawJson.parse(EXAMPLE)).isEqualTo(EXAMPLE_LAW);
    }

    @Test
    void theTextIsShortAndOnOneLine() {
        assertThat(LawJson.toString(EXAMPLE_LAW)).isEqualTo("{\"dimension\": 1, \"classes\": ["
                + "{\"label\": \"c\", \"prior\": 0.3, \"law\": {\"type\": \"mixture\", \"weights\": [0.5, 0.5], "
                + "\"components\": [{\"type\": \"gaussian\", \"mean\": [-1], \"covariance\": 0.09}, "
                + "{\"type\": \"gaussian\", \"mean\": [1.5], \"covariance\": 0.16}]}}, "
                + "{\"label\": \"other\", \"prior\": 0.7, \"law\": {\"type\": \"gaussian\", \"mean\": [0.2], "
                + "\"covariance\": [[0.25]]}}]}");
        assertThat(LawJson.toString(new Atom(1, -0.0, 0, 1e22, 1e-5, 0.002, 1234567890, -7)))
                .isEqualTo("{\"type\": \"atom\", \"at\": [1, -0.0, 0, 1e22, 1e-5, 0.002, 1234567890, -7]}");
    }

    @Test
    void numbersReadBackBitForBit() {
        Random random = new Random(20);
        double[] numbers = random.longs().mapToDouble(Double::longBitsToDouble).filter(Double::isFinite)
                .limit(20_000).toArray();
        Atom atom = new Atom(numbers);
        assertThat(LawJson.parseLaw(LawJson.toString(atom))).isEqualTo(atom);
        for (double number : numbers) {
            assertThat(JsonText.write(JsonText.number(number))).hasSizeLessThanOrEqualTo(24);
        }
    }

    @Test
    void aLawIsPartOfAnotherDocument() {
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        outer.set("law", LawJson.toJson(EXAMPLE_LAW));
        String text = JsonText.write(outer.put("empty", "").putNull("nothing").put("yes", true));
        assertThat(text).endsWith(", \"empty\": \"\", \"nothing\": null, \"yes\": true}");
        assertThat(LawJson.fromJson(JsonText.parse(text).get("law"))).isEqualTo(EXAMPLE_LAW);
    }

    @Test
    void wholeNumbersMayBeWrittenEitherWay() {
        assertThat(LawJson.parse(EXAMPLE.replace("\"dimension\": 1", "\"dimension\": 1.0"))).isEqualTo(EXAMPLE_LAW);
        assertThat(LawJson.parseLaw("{\"at\": [1e0, 10e-1, 1], \"type\": \"atom\"}")).isEqualTo(new Atom(1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void aFileIsReadWithAndWithoutByteOrderMark(String mark, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("law.json"), mark + EXAMPLE.replace("\n", "\r\n"));
        assertThat(LawJson.read(file)).isEqualTo(EXAMPLE_LAW);
    }

    @Test
    void aReplacementCharacterIsText(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("law.json"), EXAMPLE.replace("other", "\uFFFD"));
        assertThat(LawJson.read(file).classes().get(1).label()).isEqualTo("\uFFFD");
    }
}
