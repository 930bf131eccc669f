package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.ModelFile;
import org.guidecheck.sampler.ModelFormat;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.pipe.PipedModel;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for a trained model: a program that answers for it, or a file. */
final class ModelOptions {
    private static final String NONE = "none";

    @Option(names = "--model-command", paramLabel = "\"PROGRAM ARGS\"",
            description = "Program that answers for the model, by src/main/python/PROTOCOL.md. Started without a shell.")
    private String command;

    @Option(names = "--onnx", paramLabel = "F.onnx",
            description = "File of ONNX that is the model, in a build with ONNX Runtime (mvn -Ponnx package). Its inputs "
                    + "are x, the noise level as alpha_bar, sigma, flow_time, log_snr or timestep, and class_index or "
                    + "one_hot; its output is epsilon, x0, v, score or flow, and perhaps logits.")
    private Path onnx;

    @Option(names = "--names", paramLabel = "THEIRS=OURS", split = ",",
            description = "What inputs and outputs of the file with other names are, such as sample=x,noise=epsilon.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--levels", paramLabel = "GRID",
            description = "Grid of the 1000 levels that the model in the file was trained at, such as linear-beta; its "
                    + "input timestep is 0 at the cleanest. Default: any level.")
    private String levels;

    @Option(names = "--null-class", paramLabel = "N",
            description = "class_index that stands for no label, or none if the model in the file always takes one. "
                    + "Default: the number of classes.")
    private String nullClass;

    @Mixin
    private TimeoutOption timeout;

    /** Throws unless one model is given, with options that belong to it. */
    void check() {
        if ((command == null) == (onnx == null)) {
            throw new InvalidInputException("--model-command or --onnx", "give one of the two");
        }
        if (onnx != null && onnx.toString().isBlank()) {
            throw BadInput.option("--onnx", onnx, "must be a file");
        }
        requireFile("--names", names.isEmpty() ? null : String.join(",", names));
        requireFile("--levels", levels);
        requireFile("--null-class", nullClass);
    }

    private void requireFile(String option, String value) {
        if (onnx == null && value != null) {
            throw BadInput.option(option, value, "is for --onnx; a program says this itself");
        }
    }

    /** Starts the program, or opens the file. */
    Model open(LabelledLaw law) {
        if (onnx == null) {
            return BadInput.translate("--model-command", () -> PipedModel.start(command, timeout.limit(),
                    law.classes().stream().map(LabelledClass::label).toList()));
        }
        ModelFile file = new ModelFile(onnx, meanings(), trainedLevels(), withoutLabel(law.classes().size()),
                law.dimension(), law.classes().size(), timeout.limit());
        for (ModelFormat format : ServiceLoader.load(ModelFormat.class)) {
            if (format.name().equals("onnx")) {
                Model model = format.open(file);
                if (nullClass != null && !model.isConditional()) {
                    model.close();
                    throw BadInput.option("--null-class", nullClass, "is of no use: the file takes no class");
                }
                return model;
            }
        }
        throw new SamplerFailure("--onnx needs ONNX Runtime, which this build leaves out; "
                + "mvn -q -Ponnx package -DskipTests makes target/onnx/guidecheck, which has it");
    }

    private Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (String each : names) {
            int at = each.indexOf('=');
            String theirs = each.substring(0, Math.max(0, at)).strip();
            String ours = each.substring(at + 1).strip();
            if (theirs.isEmpty() || ours.isEmpty()) {
                throw BadInput.option("--names", each, "must be THEIRS=OURS, such as sample=x");
            }
            if (meanings.put(theirs, ours) != null) {
                throw BadInput.option("--names", String.join(",", names), "gives " + theirs + " two meanings");
            }
        }
        return meanings;
    }

    private List<NoiseLevel> trainedLevels() {
        try {
            return levels == null ? List.of() : LevelGrids.trained(levels);
        } catch (InvalidInputException e) {
            throw e.from("--levels");
        }
    }

    private OptionalLong withoutLabel(int classes) {
        if (nullClass == null) {
            return OptionalLong.of(classes);
        }
        if (nullClass.equals(NONE)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(nullClass));
        } catch (NumberFormatException e) {
            throw BadInput.option("--null-class", nullClass, "must be a whole number, or none");
        }
    }
}
