package org.guidecheck.law.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.guidecheck.law.io.LabelledCsv.Data;
import org.guidecheck.law.io.LabelledCsv.Feature;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledCsvTest {
    private static final LabelledLaw SMALL = new LabelledLaw(List.of(
            new LabelledClass("a", 2 / 3.0, new Empirical(new double[][] {{1, 2}, {-0.5, 1e3}})),
            new LabelledClass("b", 1 / 3.0, new Empirical(new double[][] {{3, 4}}))));

    @ParameterizedTest
    @ValueSource(strings = {
        "x,y,kind\n1,2,a\n3,4,b\n-.5,1E3,a\n",
        "x,y,kind\n1,2,a\n3,4,b\n-.5,1E3,a",
        "x,kind,y\r\n1,a,2\r\n3,b,4\r\n-0.5,a,1000\r\n\r\n",
        "kind,x,y\na,+1,2\nb,3,4\na,-0.5,1e+3\n\n \n\n",
        "x , y, kind\n 1, 2 ,a\n3,\t4, b\n-0.5, 1000,a \n",
        "\"x\",\"y\",\"kind\"\n\"1\",2,\"a\"\n3,4,b\n\"-0.5\",1000,\"a\"\n",
    })
    void theFormOfTheFileDoesNotMatter(String text) {
        Data data = LabelledCsv.parse(text, CsvOptions.of("kind", false));
        assertThat(data.law()).isEqualTo(SMALL);
        assertThat(data.features()).extracting(Feature::name).containsExactly("x", "y");
        assertThat(data.points()).isEqualTo(3);
        assertThat(data.standardised()).isFalse();
    }

    @Test
    void aFileMayBeginWithAByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "\uFEFFx,y,kind\n1,2,a\n3,4,b\n-0.5,1e3,a\n");
        assertThat(LabelledCsv.read(file, CsvOptions.of("kind", false)).law()).isEqualTo(SMALL);
    }

    @Test
    void quotedLabelsKeepCommasQuotesAndLines() {
        Data data = LabelledCsv.parse("x,label\n1,\"a, \"\"b\"\"\"\n2,\"c\nd\"\n", CsvOptions.of("label", false));
        assertThat(data.law().classes()).extracting(LabelledClass::label).containsExactly("a, \"b\"", "c\nd");
    }

    @Test
    void standardisedFeaturesHaveMeanZeroAndDeviationOne() {
        Data data =
                LabelledCsv.parse("x,flat,label\n1,0.1,a\n3,0.1,b\n5,0.1,b\n7,0.1,a\n", CsvOptions.of("label", true));
        assertThat(data.standardised()).isTrue();
        assertThat(data.features()).containsExactly(
                new Feature("x", 4, Math.sqrt(5), false), new Feature("flat", 0.1, 1, true));
        double r = Math.sqrt(5);
        assertThat(data.law()).isEqualTo(new LabelledLaw(List.of(
                new LabelledClass("a", 0.5, new Empirical(new double[][] {{-3 / r, 0}, {3 / r, 0}})),
                new LabelledClass("b", 0.5, new Empirical(new double[][] {{-1 / r, 0}, {1 / r, 0}})))));
    }

    @Test
    void largeAndSmallColumnsAreStandardisedAlike() {
        Data data =
                LabelledCsv.parse("big,small,label\n1e300,1e-300,a\n-1e300,-1e-300,b\n", CsvOptions.of("label", true));
        assertThat(((Empirical) data.law().law(0)).point(0)).containsExactly(new double[] {1, 1}, within(1e-15));
        assertThat(((Empirical) data.law().law(1)).point(0)).containsExactly(new double[] {-1, -1}, within(1e-15));
    }

    @Test
    void irisIsBundled() {
        Data iris = LabelledCsv.bundled("iris", true);
        assertThat(iris.points()).isEqualTo(150);
        assertThat(iris.features()).extracting(Feature::name)
                .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
        assertThat(iris.law().classes()).extracting(LabelledClass::label)
                .containsExactly("setosa", "versicolor", "virginica");
        assertThat(iris.law().classes()).allSatisfy(each -> {
            assertThat(each.prior()).isEqualTo(1 / 3.0);
            assertThat(((Empirical) each.law()).size()).isEqualTo(50);
        });
        // The usual summary of this data set.
        assertThat(iris.features().get(0).mean()).isCloseTo(5.843333333333334, within(1e-12));
        assertThat(iris.features().get(0).scale()).isCloseTo(0.8253012917851409, within(1e-12));
        assertThat(((Empirical) iris.law().law(0)).point(0)[0]).isCloseTo(-0.90068117, within(1e-8));
        assertThat(((Empirical) LabelledCsv.bundled("iris", false).law().law(0)).point(0))
                .containsExactly(5.1, 3.5, 1.4, 0.2);
    }

    @Test
    void digitsAreBundled() {
        Data digits = LabelledCsv.bundled("digits", true);
        assertThat(digits.points()).isEqualTo(1797);
        assertThat(digits.law().dimension()).isEqualTo(64);
        assertThat(digits.law().classes()).hasSize(10);
        assertThat(digits.law().classes().get(0).label()).isEqualTo("0");
        // The corner pixel is 0 in every image.
        assertThat(digits.features().get(0)).isEqualTo(new Feature("p00", 0, 1, true));
        assertThat(LawJson.parse(LawJson.toString(digits.law()))).isEqualTo(digits.law());
    }

    @Test
    void otherNamesAreNotBundled() {
        assertThat(refusal(() -> LabelledCsv.bundled("../iris", true)))
                .hasMessage("data: must be one of iris, digits, but is \"../iris\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                            | is empty, must have a header line",
        "$$                            | is empty, must have a header line",
        "x,label$                      | has only a header line, must have points",
        "x,label$$$                    | has only a header line, must have points",
        "x,y,kind$1,2,a                | line 1: no column 'label'; the columns are x, y, kind; name the column of",
        "x,y,labl$1,2,a                | line 1: no column 'label'; did you mean labl?; the columns are x, y, labl",
        "1.5,2.5,a$1,2,b               | line 1: must be a header with the names of the columns, but has numbers",
        "label$a$b                     | line 1: must have a feature column beside 'label'",
        "x,x,label$1,2,a               | line 1: column name 'x' is given twice in the header",
        "label,x,label$a,1,b           | line 1: column name 'label' is given twice in the header",
        "x,,label$1,2,a$2,7,b          | column 2: has values but no name; name it in the header",
        "x,label$1,a$abc,b             | line 3, column x: 'abc' is not a number",
        "x,label$1,a$,b                | line 3, column x: the value is missing; fill it in, remove the row, or leave",
        "x,label$1,a$1.2.3,b           | line 3, column x: '1.2.3' is not a number",
        "x,label$1,a$0x1p3,b           | line 3, column x: '0x1p3' is not a number",
        "x,label$1,a$1f,b              | line 3, column x: '1f' is not a number",
        "x,label$NaN,a$1,b             | line 2, column x: the value is missing ('NaN'); fill it in",
        "x,label$?,a$1,b               | line 2, column x: the value is missing ('?')",
        "x,label$NA,a$1,b              | line 2, column x: the value is missing ('NA')",
        "x,label$null,a$1,b            | line 2, column x: the value is missing ('null')",
        "x;label$1,5;a$2;b             | line 2, column x: '1,5' is not a number; if this is a decimal comma, give",
        "x,label$~1,234.5~,a$2,b       | line 2, column x: '1,234.5' has thousands separators; write numbers without",
        "x;label$1.234,5;a$2;b         | line 2, column x: '1.234,5' has thousands separators",
        "x;label$1 234;a$2;b           | line 2, column x: '1 234' has thousands separators",
        "label,x;label$a,1;b$b,2;c     | the separator may be comma or semicolon; say which one it is with --separator",
        "x;kind$1;a                    | line 1: no column 'label'; the columns are x, kind;",
        "id,label$1,a$2,b              | has no features: column id is left out, for it counts the rows",
        "x,label$-inf,a$1,b            | line 2, column x: '-inf' is not a finite number",
        "x,label$Infinity,a$1,b        | line 2, column x: 'Infinity' is not a finite number",
        "x,label$1e999,a$1,b           | line 2, column x: '1e999' is not a finite number",
        "x,label$1,a$1,2,b             | line 3: has 3 fields, but the header has 2; quote fields that contain the",
        "x,label$1,a$1                 | line 3: has 1 field, but the header has 2",
        "x,label$1,a$1,                | line 3: the label is empty; fill it in or remove the row",
        "x,label$1,a$1,~~              | line 3: the label is empty; fill it in or remove the row",
        "x,label$1,a$$2,b              | line 3: is blank, with more after it",
        "x,label$1,a$2,a               | column label: must have at least two classes, but has only 'a'",
        "x,label$1,~a$2~$z,b           | line 4, column x: 'z' is not a number",
        "x,label$1,~a$2                | line 2: Missing closing quote for value",
        "x,label$1,~a~z$2              | line 2: Unexpected character ('z'",
        "x,label$1.7e308,a$-1.7e308,b  | column x: must have values whose mean and range are finite",
    })
    void aMistakeIsNamedByLineAndColumn(String text, String message) {
        String csv = text.replace('$', '\n').replace('~', '"');
        InvalidInputException e = refusal(() -> LabelledCsv.parse(csv, CsvOptions.of("label", true)));
        assertThat(e.getMessage()).startsWith(message);
    }

    private static InvalidInputException refusal(Supplier<?> reading) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, reading::get);
        assertThat(e).isNotNull();
        assertThat(e.getMessage()).doesNotContain("\n", "\r", "Source", "com.fasterxml").hasSizeLessThan(400);
        return e;
    }

    @Test
    void theFileIsNamed(@TempDir Path folder) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "x,label\n1,a\nabc,b\n");
        assertThat(refusal(() -> LabelledCsv.read(bad, CsvOptions.of("label", true))))
                .hasMessage(
                        bad + ": line 3, column x: 'abc' is not a number; leave a column that is no feature out with"
                                + " --drop, or write categories as numbers");
        Path missing = folder.resolve("missing.csv");
        assertThat(refusal(() -> LabelledCsv.read(missing, CsvOptions.of("label", true))))
                .hasMessage(missing + ": no such file");
        Path latin = Files.write(folder.resolve("latin.csv"), "x,label\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(() -> LabelledCsv.read(latin, CsvOptions.of("label", true))))
                .hasMessage(latin + ": byte 11: must be UTF-8 text (save the file as UTF-8), but is 0xe9");
        Path huge = folder.resolve("huge.csv");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        assertThat(refusal(() -> LabelledCsv.read(huge, CsvOptions.of("label", true))))
                .hasMessageContaining("at most 256 MiB");
    }
}
