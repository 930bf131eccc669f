package org.guidecheck.law;

import java.util.List;

/**
 * A structure of a law on the line that a mesh must resolve: a component, an edge, a peak, or the reach of a tail.
 *
 * @param at       its place in clean data
 * @param variance the square of its width; 0 for an edge or an atom
 */
public record LineFeature(double at, double variance) {
    /** Scales after which an exponential tail carries less than 1e-13. */
    private static final double TAIL = 30;

    /**
     * Its place once noised.
     *
     * @param level noise level
     * @return √t·at
     */
    public double at(NoiseLevel level) {
        return Math.sqrt(level.signal()) * at;
    }

    /**
     * Its width once noised.
     *
     * @param level noise level
     * @return √(t·variance + τ)
     */
    public double deviation(NoiseLevel level) {
        return Math.sqrt(level.signal() * variance + level.noise());
    }

    /** The same feature of factor·X + shift. */
    LineFeature mapped(double factor, double shift) {
        return new LineFeature(factor * at + shift, factor * factor * variance);
    }

    /** The components that have a weight. */
    static List<LineFeature> ofComponents(List<Law.Component> components) {
        return components.stream().filter(part -> part.weight() > 0)
                .map(Law.Component::gaussian)
                .map(part -> new LineFeature(part.mean(0), part.covariance().variance(0))).toList();
    }

    /** An exponential tail: its scale, and as far as it carries mass. A scale below 0 is a tail downwards. */
    static List<LineFeature> ofTail(double from, double scale) {
        return List.of(new LineFeature(from + scale, scale * scale),
                new LineFeature(from + TAIL * scale, scale * scale));
    }
}
