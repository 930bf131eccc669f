package org.guidecheck.advise;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.guidecheck.oracle.mesh.LineWeights;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Way to guide: a schedule of weights, or the best weight for each noise level and point.
 *
 * @param family   kind of schedule
 * @param name     what tells it from others of its kind, such as its weight
 * @param schedule weights of at least 0; empty for weights that depend on the point
 * @param weights  weights that depend on the point, at some noise levels; none for a schedule
 */
public record Candidate(Family family, String name, Optional<GuidanceSchedule> schedule,
        List<LineWeights> weights) {
    /** Kinds of schedules. */
    public enum Family {
        /** One weight at all noise levels. */
        CONSTANT("constant"),
        /** A weight between two noise levels, and 0 elsewhere. */
        INTERVAL("interval"),
        /** Weights that rise with the signal, in equal steps. */
        RISING("rising"),
        /** Weights that fall with the signal, in equal steps. */
        FALLING("falling"),
        /** Weights that rise and fall as one period of a cosine. */
        COSINE("cosine"),
        /** Weights of the pieces that this program found. */
        OPTIMISED("optimised"),
        /** The best weight for each noise level and point. */
        ADAPTIVE("adaptive");

        private final String label;

        Family(String label) {
            this.label = label;
        }

        /** {@return the name in output} */
        public String label() {
            return label;
        }
    }

    /** Checks that nothing is null, and copies the list. */
    public Candidate {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schedule, "schedule");
        weights = List.copyOf(weights);
    }

    static Candidate of(Family family, String name, GuidanceSchedule schedule) {
        return new Candidate(family, name, Optional.of(schedule), List.of());
    }

    /** {@return kind and name} */
    public String title() {
        return family.label() + " " + name;
    }
}
