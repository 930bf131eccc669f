package org.guidecheck.sampler;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.guidecheck.law.NoiseLevel;

/**
 * File of a trained model, and what such files do not say of themselves.
 *
 * @param path         the file
 * @param names        names of its inputs and outputs that stand for others
 * @param levels       levels that the model was trained at, noisiest first; empty if it takes any
 * @param withoutLabel class number that stands for no label; empty if there is none
 * @param dimension    dimension of the data, at least 1
 * @param classes      number of classes
 * @param limit        longest wait for an answer
 */
public record ModelFile(Path path, Map<String, String> names, List<NoiseLevel> levels, OptionalLong withoutLabel,
        int dimension, int classes, Duration limit) {

    /** Copies the collections. */
    public ModelFile {
        names = Map.copyOf(names);
        levels = List.copyOf(levels);
    }
}
