package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that give the labelled law, the class that guidance aims at, and the noise to stop at. */
final class LawSource {
    @Option(names = "--law", paramLabel = "F.json", description = "Labelled law, as a JSON file.")
    private Path law;

    @Mixin
    private DataOptions data;

    @Option(names = "--class", paramLabel = "LABEL",
            description = "Class that guidance aims at. Default: the first.")
    private String className;

    @Option(names = "--stop", paramLabel = "TAU",
            description = "Noise variance in [0, 0.5) at which the process stops. Default: 0, or "
                    + TimeGrid.DEGENERATE_STOP + " for a law without a density.")
    private Double stop;

    /** Whether a law was given. */
    boolean given() {
        return law != null || data.isGiven();
    }

    /** The name of the law: the file or data that it is read from; empty if none was given. */
    Optional<String> name() {
        return Optional.ofNullable(law).map(Path::toString).or(data::name);
    }

    /** The law that was given, or else another. */
    LabelledLaw readOr(Supplier<LabelledLaw> other) {
        if (given()) {
            return read();
        }
        data.requireUnused();
        return other.get();
    }

    LabelledLaw read() {
        if (law == null) {
            return data.read();
        }
        if (data.isGiven()) {
            throw new InvalidInputException("--law and --data", "give only one of the two");
        }
        data.requireUnused();
        return LawJson.read(law);
    }

    /** The law that was given, as a problem on which samplers run; empty if none was. */
    List<TestProblem> problems() {
        if (!given()) {
            data.requireUnused();
            requireUnused();
            return List.of();
        }
        LabelledLaw read = read();
        return List.of(TestProblem.of(name().orElseThrow(), read, classOf(read), stopOf(read)));
    }

    /** The law that was given, with the class that guidance aims at in the first place; empty if none was. */
    List<LabelledLaw> withClassFirst() {
        if (!given()) {
            data.requireUnused();
            requireUnused();
            return List.of();
        }
        LabelledLaw read = read();
        List<LabelledClass> classes = new ArrayList<>(read.classes());
        classes.add(0, classes.remove(classOf(read)));
        return List.of(new LabelledLaw(classes));
    }

    /** Refuses options that have no effect without a law. */
    private void requireUnused() {
        if (className != null || stop != null) {
            throw new InvalidInputException(className != null ? "--class" : "--stop", "needs --law or --data");
        }
    }

    /** Whether a class was named. */
    boolean namesClass() {
        return className != null;
    }

    /** Whether a noise to stop at was given. */
    boolean isStopped() {
        return stop != null;
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
