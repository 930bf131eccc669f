package org.guidecheck.picture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;

/**
 * What there is to draw: a law, a class of it, and how guidance aims at that.
 *
 * @param law      the law
 * @param c        index of the class
 * @param guidance weights, at least 0
 * @param stop     noise at which the process is left; 0 for clean data
 * @param seed     of the draws
 */
public record Picture(LabelledDistribution law, int c, GuidanceSchedule guidance, double stop, long seed) {
    /** Guards against what is missing. */
    public Picture {
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(guidance, "guidance");
        Objects.checkIndex(c, law.classes().size());
    }

    /**
     * Its numbers.
     *
     * @return an object of {@code density}, curves of the classes and of the output, on the line; or of {@code cloud}, points of
     *     the classes and of the output and paths to it, in two coordinates; and of {@code weights}, the mean reciprocal
     *     against the weight
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
