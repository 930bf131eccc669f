package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.LabelledCsv;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LawJson;
import picocli.CommandLine.Option;

/** Where the labelled law comes from, and which of its classes is meant. */
final class LawSource {
    @Option(names = "--law", paramLabel = "F.json", description = "The labelled law, as JSON.")
    private Path law;

    @Option(names = "--data", paramLabel = "F.csv",
            description = "Labelled points, as CSV with a header; 'iris' and 'digits' are built in.")
    private String data;

    @Option(names = "--label", paramLabel = "COLUMN", defaultValue = "label",
            description = "The CSV's label column (default: ${DEFAULT-VALUE}).")
    private String label;

    @Option(names = "--standardise", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Scale each feature of the CSV to mean 0 and variance 1 (default: on).")
    private boolean standardise;

    @Option(names = "--class", paramLabel = "LABEL", description = "The class that guidance aims at (default: the first).")
    private String className;

    @Option(names = "--stop", paramLabel = "TAU",
            description = "Noise at which a law without a density is left (default: " + TimeGrid.DEGENERATE_STOP + ").")
    private Double stop;

    boolean given() {
        return law != null || data != null;
    }

    /** What the law is called: the file or data that it was read from; empty where none was given. */
    Optional<String> name() {
        return Optional.ofNullable(law).map(Path::toString).or(() -> Optional.ofNullable(data));
    }

    LabelledDistribution read() {
        if (law != null && data != null) {
            throw new IllegalArgumentException("--law and --data: give one of the two");
        }
        if (law != null) {
            return LawJson.read(law);
        }
        if (data == null) {
            throw new IllegalArgumentException("--law or --data: one of the two is needed");
        }
        boolean bundled = data.equals("iris") || data.equals("digits");
        LabelledCsv.Data read = bundled ? LabelledCsv.bundled(data, standardise)
                : LabelledCsv.read(Path.of(data), label, standardise);
        System.err.println("guidecheck: " + data + ": " + read.points() + " points, "
                + read.law().classes().size() + " classes, features "
                + (read.standardised() ? "scaled to mean 0 and variance 1" : "as they are"));
        return read.law();
    }

    int classOf(LabelledDistribution read) {
        return className == null ? 0 : read.indexOf(className);
    }

    double stopOf(LabelledDistribution read) {
        if (stop == null) {
            return read.isDegenerate() ? TimeGrid.DEGENERATE_STOP : 0;
        }
        if (!(stop >= 0 && stop < 0.5)) {
            throw new IllegalArgumentException("--stop=" + stop + ": must be a noise in [0, 0.5)");
        }
        if (stop == 0 && read.isDegenerate()) {
            throw new IllegalArgumentException("--stop=0: the law has parts without a density; leave it earlier");
        }
        return stop;
    }
}
