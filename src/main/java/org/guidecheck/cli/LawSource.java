package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LabelledCsv;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Option;

/** Options that give the labelled law, the class that guidance aims at, and the noise to stop at. */
final class LawSource {
    @Option(names = "--law", paramLabel = "F.json", description = "Labelled law, as a JSON file.")
    private Path law;

    @Option(names = "--data", paramLabel = "F.csv",
            description = "Labelled points, as a CSV file with a header line; iris and digits are built in.")
    private String data;

    @Option(names = "--label", paramLabel = "COLUMN", defaultValue = "label",
            description = "Column of the CSV file that holds the labels. Default: ${DEFAULT-VALUE}.")
    private String label;

    @Option(names = "--standardise", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Scale each feature of the CSV file to mean 0 and variance 1. Default: yes.")
    private boolean standardise;

    @Option(names = "--class", paramLabel = "LABEL",
            description = "Class that guidance aims at. Default: the first.")
    private String className;

    @Option(names = "--stop", paramLabel = "TAU",
            description = "Noise variance in [0, 0.5) at which the process stops. Default: 0, or "
                    + TimeGrid.DEGENERATE_STOP + " for a law without a density.")
    private Double stop;

    /** Whether a law was given. */
    boolean given() {
        return law != null || data != null;
    }

    /** The name of the law: the file or data that it is read from; empty if none was given. */
    Optional<String> name() {
        return Optional.ofNullable(law).map(Path::toString).or(() -> Optional.ofNullable(data));
    }

    LabelledLaw read() {
        if (law != null && data != null) {
            throw new InvalidInputException("--law and --data", "give only one of the two");
        }
        if (law != null) {
            return LawJson.read(law);
        }
        if (data == null) {
            throw new InvalidInputException("--law or --data", "give one of the two");
        }
        boolean bundled = data.equals("iris") || data.equals("digits");
        LabelledCsv.Data read = bundled ? LabelledCsv.bundled(data, standardise)
                : LabelledCsv.read(Path.of(data), label, standardise);
        System.err.println("guidecheck: " + data + ": " + read.points() + " points, "
                + read.law().classes().size() + " classes, features "
                + (read.standardised() ? "scaled to mean 0 and variance 1" : "not scaled"));
        return read.law();
    }

    int classOf(LabelledLaw read) {
        return className == null ? 0 : read.indexOf(className);
    }

    double stopOf(LabelledLaw read) {
        if (stop == null) {
            return read.isDegenerate() ? TimeGrid.DEGENERATE_STOP : 0;
        }
        if (!(stop >= 0 && stop < 0.5)) {
            throw BadInput.option("--stop", stop, "must be in [0, 0.5)");
        }
        if (stop == 0 && read.isDegenerate()) {
            throw BadInput.option("--stop", stop, "must be above 0 for a law that has parts without a density");
        }
        return stop;
    }
}
