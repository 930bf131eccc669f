package org.guidecheck.law.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.io.LabelledCsv.Data;
import org.guidecheck.law.io.LabelledCsv.Feature;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files as pandas, R and spreadsheets write them, and columns that are not features. */
class CsvFormsTest {
    private static final CsvOptions PLAIN = CsvOptions.of("kind", false);
    private static final CsvOptions COMMA =
            new CsvOptions("kind", false, Optional.empty(), true, List.of(), List.of());

    private static CsvOptions columns(String... names) {
        return new CsvOptions("kind", false, Optional.empty(), false, List.of(names), List.of());
    }

    private static CsvOptions drop(String... names) {
        return new CsvOptions("kind", false, Optional.empty(), false, List.of(), List.of(names));
    }

    /** The three points that every file here has. */
    private static void hasThePoints(Data data) {
        assertThat(data.features()).extracting(Feature::name).containsExactly("x", "y");
        assertThat(data.law().classes()).extracting(LabelledClass::label).containsExactly("a", "b");
        assertThat(data.law().law(0)).isEqualTo(new Empirical(new double[][] {{1.5, 2}, {-0.5, 1000}}));
        assertThat(data.law().law(1)).isEqualTo(new Empirical(new double[][] {{3, 4.25}}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', value = {
        "pandas               ! ,x,y,kind$0,1.5,2.0,a$1,3.0,4.25,b$2,-0.5,1000.0,a$ ! column 1 is left out, for it has no",
        "pandas, read again   ! Unnamed: 0,x,y,kind$0,1.5,2,a$1,3,4.25,b$2,-0.5,1e3,a$ ! column Unnamed: 0 is left out",
        "R write.csv          ! ~~,~x~,~y~,~kind~$~1~,1.5,2,~a~$~2~,3,4.25,~b~$~3~,-0.5,1000,~a~$ ! column 1 is left",
        "R, names of rows     ! ~~,~x~,~y~,~kind~$~u~,1.5,2,~a~$~v~,3,4.25,~b~$~w~,-0.5,1000,~a~$ ! seems to name the",
        "R write.table        ! ~x~ ~y~ ~kind~$~1~ 1.5 2 ~a~$~2~ 3 4.25 ~b~$~3~ -0.5 1000 ~a~$ ! separated by spaces",
        "spreadsheet          ! sep=;^$x;y;kind;;^$1.5;2;a;;^$3;4.25;b;;^$-0.5;1000;a;;^$;;;;^$ ! separated by semicolons",
        "tabs                 ! x%y%kind$1.5%2%a$3%4.25%b$-0.5%1000%a$ ! fields are separated by tabs",
        "pipes                ! x|y|kind$1.5|2|a$3|4.25|b$-0.5|1000|a$ ! fields are separated by pipes",
        "columns aligned      ! x       y  kind$ 1.5     2  a$ 3    4.25  b$-0.5  1000  a$ ! separated by spaces",
        "separator at the end ! x,y,kind$1.5,2,a,$3,4.25,b,$-0.5,1000,a,$ ! ",
        "texts as names       ! Id,x,y,kind$s1,1.5,2,a$s2,3,4.25,b$s9,-0.5,1000,a$ ! column Id is left out, for it seems",
        "numbers as names     ! x,y,ID,kind$1.5,2,17,a$3,4.25,4,b$-0.5,1000,9,a$ ! column ID is left out, for it seems"})
    void filesOfManyProgramsAreRead(String program, String text, String says, @TempDir Path folder)
            throws IOException {
        String csv = text.strip().replace('$', '\n').replace('^', '\r').replace('~', '"').replace('%', '\t');
        Path file = Files.writeString(folder.resolve("data.csv"), "\uFEFF" + csv);
        Data data = LabelledCsv.read(file, PLAIN);
        hasThePoints(data);
        if (says == null) {
            assertThat(data.notes()).as(program).noneMatch(each -> each.contains("separated"));
        } else {
            assertThat(String.join("; ", data.notes())).as(program).contains(says.strip());
        }
    }

    @Test
    void decimalCommasAreReadOnRequest() {
        String csv2 = "\"\";\"x\";\"y\";\"kind\"\n\"1\";1,5;2;\"a\"\n\"2\";3;4,25;\"b\"\n\"3\";-0,5;1e3;\"a\"\n";
        hasThePoints(LabelledCsv.parse(csv2, COMMA));
        hasThePoints(LabelledCsv.parse("x,y,kind\n\"1,5\",2,a\n3,\"4,25\",b\n\"-0,5\",1000,a\n", COMMA));
        assertThat(refusal(csv2, PLAIN))
                .isEqualTo("line 2, column x: '1,5' is not a number; if this is a decimal comma, give --decimal-comma");
        assertThat(refusal("x;kind\n1.5;a\n2;b\n", COMMA)).isEqualTo(
                "line 2, column x: '1.5' has a decimal point; with --decimal-comma numbers are written as 1,5");
        assertThat(refusal("x;kind\n1.234,5;a\n2;b\n", COMMA)).contains("has thousands separators");
    }

    @Test
    void aGivenSeparatorIsUsed() {
        String text = "kind,x;kind\na,1;b\nb,2;c\n";
        assertThat(refusal(text, PLAIN)).contains("comma or semicolon").contains("--separator");
        CsvOptions semicolon = new CsvOptions("kind", false, Optional.of(';'), false, List.of(), List.of("kind,x"));
        assertThat(refusal(text, semicolon)).contains("must have a feature column").contains("not dropped");
    }

    @Test
    void columnsAreTakenInTheOrderGiven() {
        String text = "id,x,y,kind\n1,1.5,2,a\n2,3,4.25,b\n";
        assertThat(LabelledCsv.parse(text, columns("y", "x")).law().law(0))
                .isEqualTo(new Empirical(new double[][] {{2, 1.5}}));
        assertThat(LabelledCsv.parse(text, columns("id")).law().law(1)).isEqualTo(new Empirical(new double[][] {{2}}));
        Data dropped = LabelledCsv.parse(text, drop("id", "x"));
        assertThat(dropped.law().law(1)).isEqualTo(new Empirical(new double[][] {{4.25}}));
        assertThat(dropped.notes()).noneMatch(each -> each.contains("left out"));
        assertThat(LabelledCsv.parse("note,x,kind\nlong,1,a\nshort,2,b\n", drop("note")).features()).hasSize(1);
    }

    @Test
    void wrongNamesOfColumnsAreRefusedWithTheColumnsThereAre() {
        String text = "length,width,kind\n1,2,a\n2,3,b\n";
        assertThat(refusal(text, columns("lenght"))).isEqualTo(
                "--columns: no column 'lenght'; did you mean length?; the columns are length, width, kind");
        assertThat(refusal(text, drop("deepness")))
                .isEqualTo("--drop: no column 'deepness'; the columns are length, width, kind");
        assertThat(refusal(text, columns("kind"))).contains("'kind' is the label column");
        assertThat(refusal(text, columns("width", "width"))).contains("'width' is given twice in --columns");
        assertThat(refusal(text, drop("length", "width"))).contains("must have a feature column");
        assertThat(refusal(text, new CsvOptions("kind", false, Optional.empty(), false, List.of("width"),
                List.of("length")))).contains("--columns and --drop: give only one");
    }

    @Test
    void aColumnThatCountsTheRowsIsNoFeatureButAnyOtherIs() {
        assertThat(names(counting(12, i -> Integer.toString(i)))).containsExactly("x");
        assertThat(names(counting(12, i -> Integer.toString(i + 1)))).containsExactly("x");
        assertThat(names(counting(9, i -> Integer.toString(i)))).as("too few rows to tell").containsExactly("t", "x");
        assertThat(names(counting(12, i -> i + ".0"))).containsExactly("t", "x");
        assertThat(names(counting(12, i -> Integer.toString(i + 2)))).containsExactly("t", "x");
        assertThat(names(counting(12, i -> Integer.toString(Math.min(i, 10))))).containsExactly("t", "x");
    }

    @Test
    void columnsMayHaveNumbersAsNames() {
        assertThat(names("400.5,401.0,kind\n0.5,1,a\n0.25,2,b\n")).containsExactly("400.5", "401.0");
    }

    @Test
    void aMeasurementCalledIndexIsAFeatureAndSaidToBe() {
        Data data = LabelledCsv.parse("index,x,kind\n1.52,1,a\n1.49,2,b\n", PLAIN);
        assertThat(data.features()).extracting(Feature::name).containsExactly("index", "x");
        assertThat(data.notes()).anyMatch(each -> each.startsWith("column index is taken as a feature"));
        assertThat(refusal("id,x,kind\nu,1,a\nu,2,b\n", PLAIN)).startsWith("line 2, column id: 'u' is not a number");
    }

    private static String counting(int rows, java.util.function.IntFunction<String> value) {
        return "t,x,kind\n" + IntStream.range(0, rows)
                .mapToObj(i -> value.apply(i) + "," + i * i + "," + "ab".charAt(i % 2))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> names(String text) {
        return LabelledCsv.parse(text, PLAIN).features().stream().map(Feature::name).toList();
    }

    private static String labels(String... labels) {
        return "x,kind\n" + Arrays.stream(labels).map(each -> "1," + each).collect(Collectors.joining("\n"));
    }

    @Test
    void aMeasurementIsNoLabel() {
        String[] prices = IntStream.range(0, 178).mapToObj(i -> i + ".25").toArray(String[]::new);
        assertThat(refusal(labels(prices), PLAIN)).isEqualTo("column kind: has 178 classes in 178 rows, of which 178 "
                + "have one row; name a column of classes with --label, or put values into groups first");
        String[] twice = IntStream.range(0, 60).mapToObj(i -> i % 30 + ".5").toArray(String[]::new);
        assertThat(refusal(labels(twice), PLAIN)).contains("30 classes in 60 rows, mostly numbers with a fraction");
        String[] groups = IntStream.range(0, 60).mapToObj(i -> i % 30 + ".0").toArray(String[]::new);
        assertThat(LabelledCsv.parse(labels(groups), PLAIN).law().classes()).hasSize(30);
    }

    @Test
    void oddClassesAreNamed() {
        assertThat(LabelledCsv.parse(labels("a", "a", "b"), PLAIN).notes())
                .anyMatch(each -> each.startsWith("class 'b' has one point of 3: "));
        assertThat(LabelledCsv.parse(labels("a", "c", "b"), PLAIN).notes())
                .anyMatch(each -> each.startsWith("classes 'a', 'c', 'b' have one point of 3 each: "));
        assertThat(LabelledCsv.parse(labels("a", "a", "NA", "NA"), PLAIN).notes())
                .anyMatch(each -> each.startsWith("label 'NA' of 2 rows is taken as a class"));
    }

    @Test
    void constantColumnsAreNamed() {
        String text = "flat,x,kind\n7,1,a\n7,2,b\n7,4,a\n7,3,b\n";
        Data scaled = LabelledCsv.parse(text, CsvOptions.of("kind", true));
        assertThat(scaled.notes()).containsExactly("column flat is constant and moved to 0, not scaled");
        assertThat(((Empirical) scaled.law().law(0)).point(0)[0]).isZero();
        assertThat(LabelledCsv.parse(text, PLAIN).notes()).containsExactly("column flat is constant");
    }

    @Test
    void whatMemoryDoesNotAllowIsRefusedWithTheFigures() {
        CsvMemory million = new CsvMemory(1_000_000, 10, 2);
        assertThat(million.bytes()).isBetween(1e9, 3e9);
        million.requireFits(4_000_000_000L);
        InvalidInputException e =
                catchThrowableOfType(InvalidInputException.class, () -> million.requireFits(1_000_000_000));
        assertThat(e).hasMessageStartingWith("1000000 rows of 10 features need about 1.7 GB of memory with 2 threads, "
                + "but Java has 1.0 GB; take fewer rows or --columns, or set JAVA_TOOL_OPTIONS=-Xmx2g");
    }

    @Test
    void aWideFileIsRead() {
        int wide = 10_000;
        String header = IntStream.range(0, wide).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
        String row = ",1".repeat(wide).substring(1);
        Data data = LabelledCsv.parse(header + ",kind\n" + row + ",a\n" + row.replace("1", "2.5") + ",b\n", PLAIN);
        assertThat(data.law().dimension()).isEqualTo(wide);
    }

    private static String refusal(String text, CsvOptions options) {
        InvalidInputException e =
                catchThrowableOfType(InvalidInputException.class, () -> LabelledCsv.parse(text, options));
        assertThat(e).isNotNull();
        return e.getMessage();
    }
}
