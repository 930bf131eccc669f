package org.guidecheck.picture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;

/**
 * Law, class and guidance to draw.
 *
 * @param law      the law
 * @param c        index of the class
 * @param guidance weights, at least 0
 * @param stop     noise at which the process is stopped; 0 for clean data
 * @param seed     seed of the draws
 */
public record Picture(LabelledDistribution law, int c, GuidanceSchedule guidance, double stop, long seed) {
    /** Checks the arguments. */
    public Picture {
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(guidance, "guidance");
        Objects.checkIndex(c, law.classes().size());
    }

    /**
     * The numbers to draw.
     *
     * @return an object with {@code density}, curves of the classes and of the output, in one dimension, or else
     *     {@code cloud}, points of the classes and of the output and paths to it, in two coordinates; and with
     *     {@code weights}, the mean reciprocal against the weight
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (law.dimension() == 1) {
            json.set("density", LineCurves.of(this));
        } else {
            json.set("cloud", Cloud.of(this));
        }
        json.set("weights", WeightCurve.of(this));
        return json;
    }
}
