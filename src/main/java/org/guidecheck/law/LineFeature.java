package org.guidecheck.law;

import java.util.List;

/**
 * Feature of a law on the line that a mesh must resolve: a component, an edge, a peak or a tail.
 *
 * @param position where it lies in clean data
 * @param variance its squared width; 0 for an edge or an atom
 */
public record LineFeature(double position, double variance) {
    /** Length of an exponential tail in scales; the rest carries less than 1e-13 of the mass. */
    private static final double TAIL = 30;

    /**
     * {@return where the feature lies at a noise level, √t·position}
     *
     * @param level noise level
     */
    public double position(NoiseLevel level) {
        return Math.sqrt(level.signal()) * position;
    }

    /**
     * {@return the feature's width at a noise level, √(t·variance + τ)}
     *
     * @param level noise level
     */
    public double deviation(NoiseLevel level) {
        return Math.sqrt(level.signal() * variance + level.noise());
    }

    /** The same feature of factor·X + shift. */
    LineFeature mapped(double factor, double shift) {
        return new LineFeature(factor * position + shift, factor * factor * variance);
    }

    /** Features of the components of positive weight, in their first coordinate. */
    static List<LineFeature> ofComponents(List<Law.Component> components) {
        return components.stream().filter(part -> part.weight() > 0)
                .map(Law.Component::gaussian)
                .map(part -> new LineFeature(part.mean(0), part.covariance().variance(0))).toList();
    }

    /**
     * Features at one scale from the start of an exponential tail and at its end; a negative scale stands for a tail
     * downwards.
     */
    static List<LineFeature> ofTail(double from, double scale) {
        return List.of(new LineFeature(from + scale, scale * scale),
                new LineFeature(from + TAIL * scale, scale * scale));
    }
}
