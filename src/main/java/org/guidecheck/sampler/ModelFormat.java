package org.guidecheck.sampler;

/**
 * Format of files that hold trained models. Formats are found on the class path by {@link java.util.ServiceLoader}, as
 * what runs their files is large and few need it.
 */
public interface ModelFormat {

    /** {@return the name of the format in lower case, such as onnx} */
    String name();

    /**
     * Opens a file.
     *
     * @param file the file, and what it does not say of itself
     * @return the model; whoever opens it must close it
     * @throws org.guidecheck.text.InvalidInputException if the file holds no model that can be asked
     */
    Model open(ModelFile file);
}
