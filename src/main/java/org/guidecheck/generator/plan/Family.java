package org.guidecheck.generator.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.generator.plan.LocationScalePlan.Form;
import org.guidecheck.generator.plan.LocationScalePlan.Scaling;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Box;
import org.guidecheck.law.Exponential;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Law;
import org.guidecheck.law.Sphere;

/** The families of components to which random laws can be narrowed. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Family {
    /** Gaussians: isotropic, diagonal, full, and flat in one direction where the law need not be smooth. */
    GAUSSIAN(true, 6, (draw, dimension, levels, near) -> draw.leaves().gaussian(dimension, near)),
    /** Points. */
    ATOM(false, 1, new Form(4, Scaling.NONE, (at, scales) -> new Atom(Numbers.means(at)))),
    /** Independent Laplace coordinates. */
    LAPLACE(true, 2, new Form(5, Scaling.EACH, (at, scales) -> new Laplace(Numbers.means(at), Numbers.scales(scales)))),
    /** Student t. */
    STUDENT(true, 1, (draw, dimension, levels, near) -> draw.student(dimension, near)),
    /** Uniform on a box: the lower corner and the sides. */
    BOX(false, 2, new Form(7, Scaling.EACH, Family::box)),
    /** Independent exponential coordinates. */
    EXPONENTIAL(false, 2,
            new Form(8, Scaling.RATE, (at, rates) -> new Exponential(Numbers.means(at), Numbers.scales(rates)))),
    /** Uniform on the surface of a sphere; two atoms on the line. */
    SPHERE(false, 2,
            new Form(9, Scaling.ONE, (at, radius) -> new Sphere(Numbers.means(at), Numbers.scale(radius.get(0))))),
    /** Mixtures as components, beside the one that every class of several components is. */
    MIXTURE(true, 1, PartDraw::mixture),
    /** Independent groups of coordinates; needs two dimensions. */
    PRODUCT(true, 3, PartDraw::product),
    /** Laws turned, stretched, sheared, moved, or laid into more dimensions. */
    AFFINE(true, 3, (draw, dimension, levels, near) -> draw.affine(dimension, levels));

    /** Draws a part: levels that it may be built deep, near whether its numbers are moderate. */
    private interface Drawing {
        PartPlan draw(PartDraw draw, int dimension, int levels, boolean near);
    }

    private final boolean smooth;
    private final int odds;
    private final Drawing drawing;
    private final Optional<Form> form;

    Family(boolean smooth, int odds, Drawing drawing) {
        this.smooth = smooth;
        this.odds = odds;
        this.drawing = drawing;
        this.form = Optional.empty();
    }

    Family(boolean smooth, int odds, Form form) {
        this.smooth = smooth;
        this.odds = odds;
        this.drawing = (draw, dimension, levels, near) ->
                LocationScalePlan.draw(this, draw.leaves(), dimension, near);
        this.form = Optional.of(form);
    }

    private static Law box(List<Integer> corner, List<Integer> sides) {
        double[] high = new double[corner.size()];
        Arrays.setAll(high, i -> (corner.get(i) + Numbers.thousandths(sides.get(i))) / 1000.0);
        return new Box(Numbers.means(corner), high);
    }

    /** Whether a smooth law may have one. */
    boolean canBeSmooth() {
        return smooth;
    }

    /** Whether it is built of other laws. */
    boolean isBuilt() {
        return this == MIXTURE || this == PRODUCT || this == AFFINE;
    }

    /** How often it is drawn, against the others' odds. */
    int odds() {
        return odds;
    }

    PartPlan draw(PartDraw draw, int dimension, int levels, boolean near) {
        return drawing.draw(draw, dimension, levels, near);
    }

    /** The form of a family that a location and scales determine. */
    Form form() {
        return form.orElseThrow();
    }
}
