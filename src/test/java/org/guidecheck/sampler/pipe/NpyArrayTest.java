package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyArrayTest {

    private static byte[] bytes(NpyArray array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        array.writeTo(out, NpyArray.chunk());
        return out.toByteArray();
    }

    /** 10 007 points: more than one chunk of the buffer, and a last one that is not full. */
    @ParameterizedTest
    @CsvSource({"FLOAT64, 1, 1", "FLOAT64, 10007, 3", "FLOAT32, 10007, 3", "FLOAT32, 1, 5"})
    void readsWhatItWrites(NpyArray.Type type, int rows, int columns) throws IOException {
        double[] values = IntStream.range(0, rows * columns).mapToDouble(i -> (float) Math.sin(i)).toArray();
        byte[] bytes = bytes(new NpyArray(type, rows, values));
        ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length + 1));
        NpyArray read = NpyArray.read(in, rows, columns, new double[0], NpyArray.chunk());
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.values()).isEqualTo(values);
        assertThat(read.columns()).isEqualTo(columns);
        assertThat(in.available()).isEqualTo(1);
    }

    @Test
    void hasAPointInEachRow() throws IOException {
        NpyArray array = new NpyArray(NpyArray.Type.FLOAT64, 3, new double[] {1, 4, 2, 5, 3, 6});
        assertThat(array.columns()).isEqualTo(2);
        assertThat(new String(bytes(array), 10, 118, StandardCharsets.ISO_8859_1))
                .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }   ").endsWith(" \n");
    }

    @Test
    void tellsAnArrayThatIsCutShort() throws IOException {
        byte[] bytes = bytes(new NpyArray(NpyArray.Type.FLOAT64, 3, new double[6]));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> NpyArray.read(
                new ByteArrayInputStream(bytes, 0, bytes.length - 1), 3, 2, new double[0], NpyArray.chunk()));
    }
}
