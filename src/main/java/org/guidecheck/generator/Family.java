package org.guidecheck.generator;

/** What a component is, when laws are narrowed to some kinds of components. */
public enum Family {
    /** Gaussians: isotropic, diagonal, full, and flat in one direction where the law need not be smooth. */
    GAUSSIAN(true),
    /** Points. */
    ATOM(false),
    /** Independent Laplace coordinates. */
    LAPLACE(true),
    /** Student t. */
    STUDENT(true),
    /** Uniform on a box. */
    BOX(false),
    /** Independent exponential coordinates. */
    EXPONENTIAL(false),
    /** Uniform on the surface of a sphere; two atoms on the line. */
    SPHERE(false),
    /** Mixtures as components, beside the one that every class of several components is. */
    MIXTURE(true),
    /** Independent groups of coordinates; needs two dimensions. */
    PRODUCT(true),
    /** Laws turned, stretched, sheared, moved, or laid into more dimensions. */
    AFFINE(true);

    private final boolean smooth;

    Family(boolean smooth) {
        this.smooth = smooth;
    }

    /** Whether a smooth law may have one. */
    boolean canBeSmooth() {
        return smooth;
    }

    /** Whether it is built of other laws. */
    boolean isBuilt() {
        return this == MIXTURE || this == PRODUCT || this == AFFINE;
    }
}
