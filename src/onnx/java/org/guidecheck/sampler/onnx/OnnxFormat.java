package org.guidecheck.sampler.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.ModelFile;
import org.guidecheck.sampler.ModelFormat;
import org.guidecheck.text.InvalidInputException;

/** Files of ONNX. */
public final class OnnxFormat implements ModelFormat {

    /** For {@link java.util.ServiceLoader}. */
    public OnnxFormat() {
    }

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public Model open(ModelFile file) {
        String path = file.path().toString();
        unreadable(file.path()).ifPresent(problem -> {
            throw new InvalidInputException("", problem).from(path);
        });
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        OrtSession session;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // It would take dropout away that was left on, which is a fault of the model.
            options.addConfigEntry("optimization.disable_specified_optimizers", "EliminateDropout");
            session = environment.createSession(path, options);
        } catch (OrtException e) {
            throw refused(e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF
                    ? "is no file of ONNX, or is cut short"
                    : "ONNX Runtime " + environment.getVersion() + " cannot load it: "
                            + InvalidInputException.shorten(OnnxModel.firstLine(e)),
                    e).from(path);
        }
        try {
            return new OnnxModel(environment, session, Signature.of(session, file), file);
        } catch (InvalidInputException e) {
            OnnxModel.close(session);
            throw e.from(path);
        } catch (OrtException e) {
            OnnxModel.close(session);
            throw refused("ONNX Runtime cannot tell its inputs: " + OnnxModel.firstLine(e), e).from(path);
        }
    }

    private static Optional<String> unreadable(Path path) {
        if (!Files.isRegularFile(path)) {
            return Optional.of(Files.exists(path) ? "is no file" : "no such file");
        }
        if (!Files.isReadable(path)) {
            return Optional.of("cannot be read: permission denied");
        }
        return path.toFile().length() == 0 ? Optional.of("is empty") : Optional.empty();
    }

    private static InvalidInputException refused(String problem, OrtException cause) {
        InvalidInputException refused = new InvalidInputException("", problem);
        refused.initCause(cause);
        return refused;
    }
}
