package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.guidecheck.process.GuidedProcess;

/**
 * Drawing of a guided process, as numbers.
 *
 * @param process law, class, weights of at least 0, and end
 * @param seed    seed of the draws
 */
public record Figure(GuidedProcess process, long seed) {
    /** Checks that there is a process. */
    public Figure {
        Objects.requireNonNull(process, "process");
    }

    /**
     * The numbers to draw.
     *
     * @return an object with {@code density}, curves of the classes and of the output, in one dimension, or else
     *     {@code cloud}, points of the classes and of the output and paths to it, in two coordinates; and with
     *     {@code weights}, the mean reciprocal against the weight, and {@code tail}, how often outputs are unlikely to be
     *     of the class
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (process.dimension() == 1) {
            json.set("density", LineCurves.of(this));
        } else {
            json.set("cloud", PointCloud.of(this));
        }
        PictureDraws draws = new PictureDraws(this);
        json.set("weights", WeightCurve.of(this, draws));
        json.set("tail", TailCurve.of(this, draws));
        return json;
    }
}
