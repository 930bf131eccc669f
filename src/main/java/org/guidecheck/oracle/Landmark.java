package org.guidecheck.oracle;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.distribution.Affine;
import org.guidecheck.distribution.Box;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Exponential;
import org.guidecheck.distribution.Laplace;
import org.guidecheck.distribution.Mixture;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.Product;
import org.guidecheck.distribution.Sphere;
import org.guidecheck.distribution.Student;

/**
 * Somewhere that a law on the line has structure: a component, an edge, a peak, or how far a tail reaches.
 *
 * @param at       where, in clean data
 * @param variance the square of how fine it is; 0 for an edge or an atom
 */
record Landmark(double at, double variance) {
    /** Scales after which an exponential tail carries less than 1e-13. */
    private static final double TAIL = 30;
    /** The share of a heavy tail that no mesh need hold. */
    private static final double OVERLOOKED = 1e-8;
    /** How sharp a kink is at the last noise before clean data, over the scale. */
    private static final double PEAK = 0.2;

    /**
     * Where it is once noised.
     *
     * @param level noise level
     * @return √t·at
     */
    double at(NoiseLevel level) {
        return Math.sqrt(level.signal()) * at;
    }

    /**
     * How fine it is once noised.
     *
     * @param level noise level
     * @return √(t·variance + τ)
     */
    double deviation(NoiseLevel level) {
        return Math.sqrt(level.signal() * variance + level.noise());
    }

    /** The landmarks of a law of one dimension. */
    static List<Landmark> of(Distribution law) {
        List<Landmark> result = new ArrayList<>();
        add(law, 1, 0, result);
        return result;
    }

    /** Adds those of factor·X + shift. */
    private static void add(Distribution law, double factor, double shift, List<Landmark> result) {
        if (law instanceof Student student) {
            double square = factor * factor * student.scale() * student.scale();
            double wide = Math.max(1, Math.pow(OVERLOOKED, -1 / student.degrees()) / 8);
            result.add(new Landmark(shift + factor * student.center(0), square));
            result.add(new Landmark(shift + factor * student.center(0), square * wide * wide));
        } else if (law instanceof Box box) {
            result.add(new Landmark(shift + factor * box.low(0), 0));
            result.add(new Landmark(shift + factor * box.high(0), 0));
        } else if (law instanceof Exponential decay) {
            result.add(new Landmark(shift + factor * decay.origin(0), 0));
            addTail(decay.origin(0), 1 / decay.rate(0), factor, shift, result);
        } else if (law instanceof Laplace laplace) {
            double peak = PEAK * factor * laplace.scale(0);
            result.add(new Landmark(shift + factor * laplace.center(0), peak * peak));
            addTail(laplace.center(0), laplace.scale(0), factor, shift, result);
            addTail(laplace.center(0), -laplace.scale(0), factor, shift, result);
        } else if (law instanceof Sphere sphere) {
            result.add(new Landmark(shift + factor * (sphere.center(0) - sphere.radius()), 0));
            result.add(new Landmark(shift + factor * (sphere.center(0) + sphere.radius()), 0));
        } else if (law instanceof Mixture mixture) {
            for (int k = 0; k < mixture.parts().size(); k++) {
                if (mixture.weight(k) > 0) {
                    add(mixture.parts().get(k), factor, shift, result);
                }
            }
        } else if (law instanceof Product product) {
            add(product.factors().get(0), factor, shift, result);
        } else if (law instanceof Affine affine) {
            addMapped(affine, factor, shift, result);
        } else {
            addGaussians(law, factor, shift, result);
        }
    }

    private static void addMapped(Affine affine, double factor, double shift, List<Landmark> result) {
        if (affine.of().dimension() == 1) {
            add(affine.of(), factor * affine.entry(0, 0), factor * affine.shift(0) + shift, result);
        } else {
            // A projection, which Gaussian components alone allow.
            addGaussians(affine, factor, shift, result);
        }
    }

    private static void addGaussians(Distribution law, double factor, double shift, List<Landmark> result) {
        for (Distribution.Component part : law.gaussianComponents().orElseThrow()) {
            if (part.weight() > 0) {
                result.add(new Landmark(shift + factor * part.gaussian().mean(0),
                        factor * factor * part.gaussian().covariance().variance(0)));
            }
        }
    }

    private static void addTail(double from, double scale, double factor, double shift, List<Landmark> result) {
        double square = factor * factor * scale * scale;
        result.add(new Landmark(shift + factor * (from + scale), square));
        result.add(new Landmark(shift + factor * (from + TAIL * scale), square));
    }
}
