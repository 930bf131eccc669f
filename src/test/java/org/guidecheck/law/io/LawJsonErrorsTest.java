package org.guidecheck.law.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LawJsonErrorsTest {
    private static final String CLASSES = "{\"label\": \"a\", \"prior\": 0.25, \"law\": %s}, "
            + "{\"label\": \"b\", \"prior\": 0.75, \"law\": {\"type\": \"atom\", \"at\": [0, 0]}}";
    private static final String VALID = document(CLASSES.formatted("{\"type\": \"atom\", \"at\": [1, 1]}"));
    private static final String LAW = "classes[0].law";

    private static String document(String classes) {
        return "{\"dimension\": 2, \"classes\": [" + classes + "]}";
    }

    /** The valid document with one part replaced. */
    private static Arguments change(String what, String with, String path, String... said) {
        assertThat(VALID).contains(what);
        int at = VALID.indexOf(what);
        return arguments(VALID.substring(0, at) + with + VALID.substring(at + what.length()), path, said);
    }

    /** A document with this first law, in which single quotes stand for double ones. */
    private static Arguments law(String law, String path, String... said) {
        return arguments(document(CLASSES.formatted(law.replace('\'', '"'))), path, said);
    }

    private static Arguments gaussian(String mean, String covariance, String path, String... said) {
        return law("{'type': 'gaussian', 'mean': " + mean + ", 'covariance': " + covariance + "}", path, said);
    }

    /** An affine image of a box, for which the columns must be orthogonal. */
    private static Arguments affine(String matrix, String shift, String path, String... said) {
        return law("{'type': 'affine', 'matrix': " + matrix + ", 'shift': " + shift
                + ", 'of': {'type': 'box', 'low': [0, 0], 'high': [1, 1]}}", path, said);
    }

    private static Arguments mixture(String weights, String components, String path, String... said) {
        return law("{'type': 'mixture', 'weights': " + weights + ", 'components': [" + components + "]}", path, said);
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                // Text.
                arguments("", "", new String[] {"is empty"}),
                arguments(" \n ", "", new String[] {"is empty"}),
                arguments("{\n  \"dimension\": 2,\n}", "line 3, column 1", new String[] {"'}'"}),
                arguments("{\"dimension\": two}", "line 1, column 15", new String[] {"'two'"}),
                arguments("{\"dimension\": 2", "line 1, column 16", new String[] {"end-of-input"}),
                arguments("{'dimension': 2}", "line 1, column 2", new String[] {"'''"}),
                arguments("{\"dimension\": \"2\n\"}", "line 1, column 17", new String[] {"code 10"}),
                change("}]}", "}]} x", "line 1, column " + (VALID.length() + 2), "'x'"),
                change("}]}", "}]} {}", "line 1, column " + (VALID.length() + 2), "\"{\""),
                arguments("[" + VALID + "]", "", new String[] {"object", "an array of 1 values"}),
                arguments("null", "", new String[] {"null"}),
                change("0.25", "1" + "0".repeat(2000), "line 1, column 2055", "2001", "1000"),
                // Fields.
                change("\"dimension\": 2, ", "", "dimension", "is missing"),
                change("\"dimension\"", "\"dimensions\"", "dimensions", "unknown", "dimension, classes"),
                change("\"prior\": 0.25, ", "", "classes[0].prior", "is missing"),
                change("\"prior\": 0.25", "\"prior\": 0.25, \"odd \\n name\": 1", "classes[0][\"odd \\n name\"]",
                        "unknown", "label, prior, law"),
                change("\"prior\": 0.25", "\"prior\": 0.25, \"prior\": 0.5", "classes[0].prior", "given twice",
                        "line 1, column "),
                change("\"at\": [1, 1]", "\"at\": [1, 1], \"at\": [2, 2]", LAW + ".at", "given twice"),
                change("\"at\": [1, 1]", "\"at\": [1, 1], \"mean\": [2, 2]", LAW + ".mean", "unknown", "type, at"),
                change("{\"type\": \"atom\", \"at\": [1, 1]}", "null", LAW, "object", "null"),
                change("{\"type\": \"atom\", \"at\": [1, 1]}", "{}", LAW + ".type", "is missing"),
                // Dimensions.
                change("2", "\"2\"", "dimension", "number", "\"2\""),
                change("2", "2.5", "dimension", "whole", "2.5"),
                change("2", "0", "dimension", "from 1", "is 0"),
                change("2", "100001", "dimension", "100000", "is 100001"),
                change("2", "3", LAW, "(3)", "is 2"),
                change("[1, 1]", "[1, 1, 1]", LAW, "(2)", "is 3"),
                change("[1, 1]", "[" + "0,".repeat(100_000) + "0]", LAW + ".at", "100000", "is 100001"),
                // Classes.
                arguments("{\"dimension\": 1, \"classes\": []}", "classes", new String[] {"at least two", "is 0"}),
                arguments("{\"dimension\": 1, \"classes\": {}}", "classes", new String[] {"array", "{}"}),
                arguments(document("3, 4"), "classes[0]", new String[] {"object", "3"}),
                change("\"a\"", "1", "classes[0].label", "string", "is 1"),
                change("\"a\"", "\" \"", "classes[0].label", "blank", "\" \""),
                change("\"a\"", "\"b\"", "classes[1].label", "distinct", "\"b\""),
                change("0.25", "\"0.25\"", "classes[0].prior", "number", "\"0.25\""),
                change("0.25", "true", "classes[0].prior", "number", "true"),
                change("0.25", "[0.25]", "classes[0].prior", "number", "[0.25]"),
                change("0.25", "[1, 2, 3, 4, 5]", "classes[0].prior", "number", "an array of 5 values"),
                change("0.25", "{\"is\": 1}", "classes[0].prior", "number", "an object with 1 fields"),
                change("0.25", "NaN", "classes[0].prior", "finite", "NaN"),
                change("0.25", "-Infinity", "classes[0].prior", "finite", "-Infinity"),
                change("0.25", "1e999", "classes[0].prior", "finite", "1e999"),
                change("0.25", "-0.25", "classes[0].prior", "(0, 1)", "-0.25"),
                change("0.25", "0", "classes[0].prior", "(0, 1)", "0"),
                change("0.25", "0.5", "classes[*].prior", "sum to 1", "1.25"),
                // Families.
                change("atom", "atoll", LAW + ".type", "gaussian, atom, box, laplace, exponential, sphere, student, "
                        + "empirical, mixture, product, affine", "\"atoll\""),
                change("\"atom\"", "7", LAW + ".type", "string", "7"),
                change("[1, 1]", "[]", LAW + ".at", "at least one"),
                change("[1, 1]", "[1, null]", LAW + ".at[1]", "number", "null"),
                change("[1, 1]", "[1, 1e400]", LAW + ".at[1]", "finite", "1e400"),
                change("[1, 1]", "[1, -1" + "0".repeat(400) + "]", LAW + ".at[1]", "finite", "-1000"),
                change("[1, 1]", "1", LAW + ".at", "array", "is 1"),
                law("{'type': 'empirical', 'points': []}", LAW + ".points", "at least one"),
                law("{'type': 'empirical', 'points': [[]]}", LAW + ".points[0]", "at least one"),
                law("{'type': 'empirical', 'points': [[1, 2], [3]]}", LAW + ".points[1]", "is 1", "(2)"),
                law("{'type': 'empirical', 'points': [[1, 2], 3]}", LAW + ".points[1]", "array", "is 3"),
                law("{'type': 'empirical', 'points': [[1, 2], [3, '4']]}", LAW + ".points[1][1]", "number", "\"4\""),
                law("{'type': 'box', 'low': [0, 0], 'high': [1]}", LAW + ".high", "dimension of low (2)", "is 1"),
                law("{'type': 'box', 'low': [0, 2], 'high': [1, 2]}", LAW + ".high[1]", "above low[1] = 2", "is 2"),
                law("{'type': 'box', 'low': [0, 0]}", LAW + ".high", "is missing"),
                law("{'type': 'laplace', 'center': [0, 0], 'scale': 0}", LAW + ".scale[0]", "above 0", "is 0"),
                law("{'type': 'laplace', 'center': [0, 0], 'scale': [1]}", LAW + ".scale", "2 coordinates", "is 1"),
                law("{'type': 'laplace', 'center': [0, 0], 'scale': 'wide'}", LAW + ".scale", "array", "\"wide\""),
                law("{'type': 'exponential', 'origin': [0, 0], 'rate': [1, -2]}", LAW + ".rate[1]", "above 0", "-2"),
                law("{'type': 'exponential', 'origin': [], 'rate': 1}", LAW + ".origin", "at least one"),
                law("{'type': 'sphere', 'center': [0, 0], 'radius': -1}", LAW + ".radius", "above 0", "-1"),
                law("{'type': 'sphere', 'center': [" + "0,".repeat(64) + "0], 'radius': 1}", LAW + ".center", "64",
                        "is 65"),
                law("{'type': 'student', 'center': [0, 0], 'scale': 0, 'degrees': 3}", LAW + ".scale", "above 0"),
                law("{'type': 'student', 'center': [0, 0], 'scale': 1, 'degrees': 0.5}", LAW + ".degrees", "from 1",
                        "0.5"),
                law("{'type': 'student', 'center': [" + "0,".repeat(99_999) + "0], 'scale': 1, 'degrees': 3}",
                        LAW + ".center", "50000000 numbers"),
                law("{'type': 'product', 'factors': []}", LAW + ".factors", "at least one factor"),
                law("{'type': 'product', 'factors': [{'type': 'atom', 'at': [0]}]}", LAW, "(2)", "is 1"),
                law("{'type': 'product', 'factors': [{'type': 'atom', 'at': [0]}, {'type': 'atom', 'at': ['x']}]}",
                        LAW + ".factors[1].at[0]", "number", "\"x\""),
                affine("[[1, 0]]", "[0, 0]", LAW + ".matrix", "2 coordinates of shift", "is 1"),
                affine("[[1, 0], [0]]", "[0, 0]", LAW + ".matrix[1]", "2 dimensions of the law", "is 1"),
                affine("[[1, 1], [0, 1]]", "[0, 0]", LAW + ".matrix", "orthogonal", "columns 0 and 1"),
                affine("[[1, 0], [0, 0]]", "[0, 0]", LAW + ".matrix", "column 1 is 0"),
                affine("[[1, 0], [0, 1e999]]", "[0, 0]", LAW + ".matrix[1][1]", "finite", "1e999"),
                affine("[[1, 0], [0, 1]]", "[0, NaN]", LAW + ".shift[1]", "finite", "NaN"),
                law("{'type': 'affine', 'matrix': [[1, 0], [0, 2]], 'shift': [0, 0], "
                        + "'of': {'type': 'sphere', 'center': [0, 0], 'radius': 1}}", LAW + ".matrix", "sphere",
                        "equal"),
                // Covariances.
                gaussian("[0, 0]", "-1", LAW + ".covariance", "at least 0", "-1"),
                gaussian("[0, 0]", "'1'", LAW + ".covariance", "number, a list", "\"1\""),
                gaussian("[0, 0]", "[]", LAW + ".covariance", "at least one"),
                gaussian("[]", "1", LAW + ".mean", "at least one"),
                gaussian("[0, 0]", "[1, -2]", LAW + ".covariance[1]", "at least 0", "-2"),
                gaussian("[0, 0]", "[1]", LAW + ".covariance", "dimension of the mean (2)", "is 1"),
                gaussian("[0, 0]", "[1, [2]]", LAW + ".covariance[1]", "number", "[2]"),
                gaussian("[0, 0]", "[[1, 0], 2]", LAW + ".covariance[1]", "array", "is 2"),
                gaussian("[0, 0]", "[[1, 0]]", LAW + ".covariance[0]", "columns", "is 2"),
                gaussian("[0, 0]", "[[]]", LAW + ".covariance[0]", "columns", "is 0"),
                gaussian("[0, 0]", "[[1, 0.5], [0.4, 1]]", LAW + ".covariance[1][0]", "0.5", "0.4"),
                gaussian("[0, 0]", "[[1, 2], [2, 1]]", LAW + ".covariance", "positive semi-definite", "is -"),
                gaussian("[0, 0]", "[[1, 0], [0, NaN]]", LAW + ".covariance[1][1]", "finite", "NaN"),
                gaussian("[0, 0]", "[" + "[],".repeat(1000) + "[]]", LAW + ".covariance", "1000", "is 1001 rows"),
                // Mixtures.
                mixture("[0.5, 0.6]", "{'type': 'atom', 'at': [0, 0]}, {'type': 'atom', 'at': [1, 1]}",
                        LAW + ".weights", "sum to 1", "1.1"),
                mixture("[-0.5, 1.5]", "{'type': 'atom', 'at': [0, 0]}, {'type': 'atom', 'at': [1, 1]}",
                        LAW + ".weights[0]", "[0, 1]", "-0.5"),
                mixture("[1]", "{'type': 'atom', 'at': [0, 0]}, {'type': 'atom', 'at': [1, 1]}",
                        LAW + ".weights", "2 components", "is 1"),
                mixture("[]", "", LAW + ".components", "at least one"),
                mixture("[1]", "{'type': 'mixture', 'weights': [1], 'components': [{'type': 'atom', 'at': ['x']}]}",
                        LAW + ".components[0].components[0].at[0]", "number", "\"x\""),
                mixture("[0.5, 0.5]", "{'type': 'atom', 'at': [0, 0]}, {'type': 'atom', 'at': [1]}",
                        LAW + ".components[1]", "(2)", "is 1"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aMistakeIsNamedByPathAndValue(String document, String path, String[] said) {
        InvalidInputException e = refusal(() -> LawJson.parse(document));
        assertThat(e.path()).isEqualTo(path);
        assertThat(e.getMessage()).startsWith(path.isEmpty() ? "" : path.replace("\n", "\\n") + ": ").contains(said);
    }

    private static InvalidInputException refusal(Supplier<?> reading) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, reading::get);
        assertThat(e).isNotNull();
        assertThat(e.getMessage()).doesNotContain("\n", "\r", "Source", "com.fasterxml", "StreamReadConstraints")
                .hasSizeLessThan(400);
        return e;
    }

    @Test
    void theUnchangedDocumentIsRead() {
        assertThat(LawJson.parse(VALID).dimension()).isEqualTo(2);
    }

    @Test
    void aLawAloneIsCheckedAsWell() {
        assertThat(refusal(() -> LawJson.parseLaw("{\"type\": \"atom\", \"at\": [true]}")))
                .hasMessage("at[0]: must be a number, but is true");
        assertThat(refusal(() -> LawJson.parseLaw("[]"))).hasMessage("must be an object, but is []");
    }

    @Test
    void deepNestingEndsQuickly() {
        for (String open : new String[] {"[", "{\"law\":"}) {
            String bomb = open.repeat(1_000_000);
            InvalidInputException e = assertTimeoutPreemptively(Duration.ofSeconds(5),
                    () -> refusal(() -> LawJson.parse(bomb)));
            assertThat(e).hasMessage(
                    "line 1, column " + (open.length() * 64 + 2) + ": is nested deeper than 64 levels");
        }
    }

    @Test
    void numbersAreCounted() {
        JsonFields fields = JsonFields.parse(VALID);
        assertThat(LawJson.labelled(fields, 4)).isNotNull();
        InvalidInputException e = refusal(() -> LawJson.labelled(fields, 3));
        assertThat(e).hasMessage("classes[1].law.at: must keep the law within 3 numbers, components times dimension,"
                + " but is 4");
    }

    @Test
    void aMatrixWithoutAxesIsRefused() {
        String extreme = "{\"type\": \"gaussian\", \"mean\": [0, 0], \"covariance\": [[1e308, 1e308], [1e308, 1e308]]}";
        assertThat(refusal(() -> LawJson.parseLaw(extreme)).path()).isEqualTo("covariance");
    }

    @Test
    void longValuesAreCutShort() {
        String label = '"' + "x".repeat(100_000) + '"';
        String document = VALID.replace("\"a\"", label).replace("\"b\"", label);
        assertThat(refusal(() -> LawJson.parse(document))).hasMessageContaining("100002 characters");
    }

    @Test
    void unreadableFilesAreRefused(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.json");
        assertThat(refusal(() -> LawJson.read(missing))).hasMessage(missing + ": no such file");
        assertThat(refusal(() -> LawJson.read(folder))).hasMessage(folder + ": is a directory, must be a file");
        Path empty = Files.createFile(folder.resolve("empty.json"));
        assertThat(refusal(() -> LawJson.read(empty))).hasMessage(empty + ": is empty, must be a JSON document");
        Path latin = Files.write(folder.resolve("latin.json"), "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(() -> LawJson.read(latin)))
                .hasMessage(latin + ": byte 3: must be UTF-8 text (save the file as UTF-8), but is 0xe9");
        Path wide = Files.write(folder.resolve("wide.json"), VALID.getBytes(StandardCharsets.UTF_16LE));
        assertThat(refusal(() -> LawJson.read(wide)).path()).isEqualTo("line 1, column 3");
        Path wrong = Files.writeString(folder.resolve("wrong.json"), VALID.replace("0.25", "2"));
        assertThat(refusal(() -> LawJson.read(wrong)))
                .hasMessage(wrong + ": classes[0].prior: must be in (0, 1), but is 2.0");
    }

    @Test
    void aHugeFileIsRefusedByItsSize(@TempDir Path folder) throws IOException {
        Path huge = folder.resolve("huge.json");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        InvalidInputException e = assertTimeoutPreemptively(Duration.ofSeconds(2),
                () -> refusal(() -> LawJson.read(huge)));
        assertThat(e).hasMessage(huge + ": must have at most 64 MiB (67108864 bytes), but has 1073741824 bytes");
    }

    @Test
    void aLongArrayIsRefused() {
        String zeros = String.join(",", Collections.nCopies(3_000_000, "0"));
        assertThat(refusal(() -> LawJson.parseLaw("{\"type\": \"atom\", \"at\": [" + zeros + "]}")))
                .hasMessage("at: must have a dimension of at most 100000, but is 3000000");
    }
}
