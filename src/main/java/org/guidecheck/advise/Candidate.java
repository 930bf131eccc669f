package org.guidecheck.advise;

import java.util.Objects;
import java.util.Optional;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Way to guide: a schedule of weights, or the best weight for each noise level and point.
 *
 * @param family   kind of schedule
 * @param name     what tells it from others of its kind, such as its weight
 * @param schedule weights of at least 0; empty for weights that depend on the point
 */
public record Candidate(Family family, String name, Optional<GuidanceSchedule> schedule) {
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

    /** Checks that nothing is null. */
    public Candidate {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schedule, "schedule");
    }

    static Candidate of(Family family, String name, GuidanceSchedule schedule) {
        return new Candidate(family, name, Optional.of(schedule));
    }

    /** {@return kind and name} */
    public String title() {
        return family.label() + " " + name;
    }
}
