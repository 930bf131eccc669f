package org.guidecheck.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.audit.LabelledDraws.Draw;
import org.guidecheck.audit.LabelledDraws.Noised;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.CsvRows;
import org.guidecheck.text.TextFile;

/**
 * File of labelled draws, for training: a structured array of NumPy with one record for each draw, or CSV. Records have
 * the fields {@code x} (d doubles), {@code class} (index) and {@code label}; with noise also {@code alpha_bar}, {@code
 * log_snr}, {@code y} = √ᾱ x + √(1 − ᾱ) z and {@code z}.
 *
 * @param draws  the draws
 * @param count  number of draws, at least 1
 * @param levels noisiest and cleanest level of added noise; empty for none
 */
public record DrawsFile(LabelledDraws draws, int count, Optional<Levels> levels) {
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    /**
     * Range of noise levels, uniform in the log signal-to-noise ratio.
     *
     * @param from noisiest level
     * @param to   cleanest level, above clean data
     */
    public record Levels(NoiseLevel from, NoiseLevel to) {
    }

    /**
     * Writes the file whole or not at all: CSV if its name ends in {@code .csv}, else an array of NumPy.
     *
     * @param file its folder is made if missing
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        TextFile.write(file, file.toString().endsWith(".csv") ? this::writeCsv : this::writeNpy);
    }

    private LabelledLaw law() {
        return draws.law();
    }

    private String label(Draw draw) {
        return law().classes().get(draw.c()).label();
    }

    private void writeCsv(OutputStream out) throws IOException {
        List<String> head = new ArrayList<>(columns("x"));
        head.add("label");
        if (levels.isPresent()) {
            head.addAll(List.of("alpha_bar", "log_snr"));
            head.addAll(columns("y"));
            head.addAll(columns("z"));
        }
        line(out, head);
        for (int i = 0; i < count; i++) {
            List<String> cells = new ArrayList<>();
            if (levels.isPresent()) {
                Noised noised = noised(i);
                numbers(cells, noised.clean().x());
                cells.add(CsvRows.quoted(label(noised.clean())));
                numbers(cells, noised.level().signal(), noised.level().logSnr());
                numbers(cells, noised.y());
                numbers(cells, noised.z());
            } else {
                Draw draw = draws.at(i);
                numbers(cells, draw.x());
                cells.add(CsvRows.quoted(label(draw)));
            }
            line(out, cells);
        }
    }

    private Noised noised(int index) {
        return draws.between(index, levels.orElseThrow().from(), levels.orElseThrow().to());
    }

    private List<String> columns(String letter) {
        return IntStream.rangeClosed(1, law().dimension()).mapToObj(i -> letter + i).toList();
    }

    private static void numbers(List<String> cells, double... numbers) {
        for (double each : numbers) {
            cells.add(Double.toString(each));
        }
    }

    private static void line(OutputStream out, List<String> cells) throws IOException {
        out.write((String.join(",", cells) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void writeNpy(OutputStream out) throws IOException {
        int d = law().dimension();
        int longest = law().classes().stream().mapToInt(each -> points(each.label()).length).max().orElseThrow();
        // Even, so that numbers stand at multiples of their length: PyTorch takes no other fields.
        int letters = Math.max(2, longest + longest % 2);
        List<String> fields = new ArrayList<>(List.of(field("x", "<f8", d), field("class", "<i8", 0),
                field("label", "<U" + letters, 0)));
        int numbers = d;
        if (levels.isPresent()) {
            fields.addAll(List.of(field("alpha_bar", "<f8", 0), field("log_snr", "<f8", 0), field("y", "<f8", d),
                    field("z", "<f8", d)));
            numbers += 2 + 2 * d;
        }
        out.write(header(fields.stream().collect(Collectors.joining(", ", "[", "]"))));
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers + Long.BYTES + Integer.BYTES * letters)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.clear();
            if (levels.isPresent()) {
                Noised noised = noised(i);
                put(bytes, noised.clean(), letters);
                bytes.putDouble(noised.level().signal()).putDouble(noised.level().logSnr());
                put(bytes, noised.y());
                put(bytes, noised.z());
            } else {
                put(bytes, draws.at(i), letters);
            }
            out.write(bytes.array());
        }
    }

    private static String field(String name, String type, int length) {
        return "('" + name + "', '" + type + "'" + (length == 0 ? "" : ", (" + length + ",)") + ")";
    }

    private byte[] header(String descr) {
        String text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': (" + count + ",), }";
        int before = NPY.length + Short.BYTES;
        int length = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        return ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN).put(NPY).putShort((short) length)
                .put((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    private void put(ByteBuffer bytes, Draw draw, int letters) {
        put(bytes, draw.x());
        bytes.putLong(draw.c());
        int[] label = points(label(draw));
        for (int i = 0; i < letters; i++) {
            bytes.putInt(i < label.length ? label[i] : 0);
        }
    }

    private static void put(ByteBuffer bytes, double[] numbers) {
        for (double each : numbers) {
            bytes.putDouble(each);
        }
    }

    private static int[] points(String label) {
        return label.codePoints().toArray();
    }
}
