package org.guidecheck.generator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.guidecheck.distribution.LabelledDistribution;

/**
 * Random labelled laws: two to four classes of one to five components in one to eight dimensions.
 *
 * <p>A component is isotropic, diagonal or full, with scales of two digits from 0.01 to 10; its mean is within 3 in
 * every coordinate, but for some that are up to 10 away. Some components share their mean, or everything, with
 * another. Priors come from whole shares from 1 to 20, and so do weights, of which a few are 0. About one law in five
 * has parts without a density: atoms, and Gaussians flat in one direction.
 *
 * <p>A law shrinks to fewer classes, components and coordinates, then to simpler covariances, then to rounder numbers.
 * The simplest is N(0, 1) against N(0, 1), priors equal. There are no edge cases apart from what is drawn.
 */
public final class LawArbitraries {
    /** The most coordinates that a law has. */
    public static final int LARGEST_DIMENSION = 8;

    private LawArbitraries() {
    }

    /**
     * All laws.
     *
     * @return laws of one to eight dimensions
     */
    public static Arbitrary<LabelledDistribution> laws() {
        return withDimension(LARGEST_DIMENSION);
    }

    /**
     * Laws of few dimensions.
     *
     * @param max the most coordinates, from 1 to {@link #LARGEST_DIMENSION}
     * @return laws of 1 to max dimensions
     */
    public static Arbitrary<LabelledDistribution> withDimension(int max) {
        return laws(max, false);
    }

    /**
     * Laws with a density, without atoms and flat Gaussians.
     *
     * @return laws of one to eight dimensions
     */
    public static Arbitrary<LabelledDistribution> smoothLaws() {
        return smoothLaws(LARGEST_DIMENSION);
    }

    /**
     * Laws with a density, of few dimensions.
     *
     * @param max the most coordinates, from 1 to {@link #LARGEST_DIMENSION}
     * @return laws of 1 to max dimensions
     */
    public static Arbitrary<LabelledDistribution> smoothLaws(int max) {
        return laws(max, true);
    }

    /**
     * Laws on the line, with a density.
     *
     * @return laws of one dimension
     */
    public static Arbitrary<LabelledDistribution> oneDimensional() {
        return smoothLaws(1);
    }

    private static Arbitrary<LabelledDistribution> laws(int max, boolean smooth) {
        if (max < 1 || max > LARGEST_DIMENSION) {
            throw new IllegalArgumentException("max=" + max + ": must be from 1 to " + LARGEST_DIMENSION);
        }
        return Arbitraries.fromGenerator(random -> LawDraw.draw(random, max, smooth).shrinkable());
    }
}
