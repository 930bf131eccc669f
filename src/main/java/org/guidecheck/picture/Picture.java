package org.guidecheck.picture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.guidecheck.diffusion.GuidedProcess;

/**
 * Drawing of a guided process, as numbers.
 *
 * @param process law, class, weights of at least 0, and end
 * @param seed    of the draws
 */
public record Picture(GuidedProcess process, long seed) {
    /**
     * Its numbers.
     *
     * @return an object of {@code density}, curves of the classes and of the output, on the line; or of {@code cloud}, points of
     *     the classes and of the output and paths to it, in two coordinates; and of {@code weights}, the mean reciprocal
     *     against the weight
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (process.dimension() == 1) {
            json.set("density", LineCurves.of(this));
        } else {
            json.set("cloud", Cloud.of(this));
        }
        json.set("weights", WeightCurve.of(this));
        return json;
    }
}
