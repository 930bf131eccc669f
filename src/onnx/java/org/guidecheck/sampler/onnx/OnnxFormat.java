package org.guidecheck.sampler.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
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
        if (!Files.isRegularFile(file.path())) {
            throw new InvalidInputException("", Files.exists(file.path()) ? "is no file" : "no such file").from(path);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        OrtSession session;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(path, options);
        } catch (OrtException e) {
            throw refused("ONNX Runtime " + environment.getVersion() + " cannot load it: "
                    + OnnxModel.firstLine(e), e).from(path);
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

    private static InvalidInputException refused(String problem, OrtException cause) {
        InvalidInputException refused = new InvalidInputException("", problem);
        refused.initCause(cause);
        return refused;
    }
}
