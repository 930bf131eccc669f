package org.guidecheck.sampler.scheme;

import java.util.ArrayList;
import java.util.List;

/**
 * Linear combination of points and predictions, in units of clean data: y = x/√t = x_0 + σ z. It is start·y + Σ parts +
 * deviation·z with y the point at the start of the step and z fresh standard normals.
 *
 * @param start     factor of the point at the start of the step
 * @param parts     multiples of what evaluations give; an evaluation may occur more than once
 * @param deviation standard deviation of fresh noise, at least 0
 */
public record Sum(double start, List<Part> parts, double deviation) {
    /** The point at the start of the step. */
    public static final Sum START = new Sum(1, List.of(), 0);

    /**
     * Multiple of an evaluation, clean·x̂_0 + noise·ε + point·y with y its point.
     *
     * @param evaluation the evaluation
     * @param clean      factor of the predicted clean point
     * @param noise      factor of the predicted noise
     * @param point      factor of the point
     */
    public record Part(Evaluation evaluation, double clean, double noise, double point) {
        private Part times(double factor) {
            return new Part(evaluation, factor * clean, factor * noise, factor * point);
        }
    }

    /** Copies the parts. */
    public Sum {
        parts = List.copyOf(parts);
    }

    /** A multiple of the point at the start of the step. */
    static Sum start(double factor) {
        return new Sum(factor, List.of(), 0);
    }

    /** A point that was evaluated. */
    static Sum point(Evaluation evaluation) {
        return new Sum(0, List.of(new Part(evaluation, 0, 0, 1)), 0);
    }

    private Sum plus(Part part) {
        List<Part> all = new ArrayList<>(parts);
        all.add(part);
        return new Sum(start, all, deviation);
    }

    /** This and a multiple of a predicted clean point. */
    Sum clean(Evaluation evaluation, double factor) {
        return plus(new Part(evaluation, factor, 0, 0));
    }

    /** This and a multiple of a predicted noise. */
    Sum noise(Evaluation evaluation, double factor) {
        return plus(new Part(evaluation, 0, factor, 0));
    }

    /** This and a multiple of another sum without fresh noise. */
    Sum plus(double factor, Sum other) {
        List<Part> all = new ArrayList<>(parts);
        other.parts.forEach(part -> all.add(part.times(factor)));
        return new Sum(start + factor * other.start, all, deviation);
    }

    /** This and fresh noise, where there is none yet. */
    Sum fresh(double ofDeviation) {
        return new Sum(start, parts, ofDeviation);
    }
}
