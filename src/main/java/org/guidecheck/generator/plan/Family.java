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

/** Families of components to which random laws can be restricted. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Family {
    /** Gaussians: isotropic, diagonal, full, and flat in one direction if the law need not be smooth. */
    GAUSSIAN(true, 6, (draw, dimension, levels, moderate) -> draw.leaves().gaussian(dimension, moderate)),
    /** Single points. */
    ATOM(false, 1, new Form(4, Scaling.NONE, (at, scales) -> new Atom(Numbers.means(at)))),
    /** Independent Laplace coordinates. */
    LAPLACE(true, 2, new Form(5, Scaling.EACH, (at, scales) -> new Laplace(Numbers.means(at), Numbers.scales(scales)))),
    /** Student t laws. */
    STUDENT(true, 1, (draw, dimension, levels, moderate) -> draw.student(dimension, moderate)),
    /** Uniform laws on boxes, given by the lower corner and the sides. */
    BOX(false, 2, new Form(7, Scaling.EACH, Family::box)),
    /** Independent exponential coordinates. */
    EXPONENTIAL(false, 2,
            new Form(8, Scaling.RATE, (at, rates) -> new Exponential(Numbers.means(at), Numbers.scales(rates)))),
    /** Uniform laws on the surface of a sphere; two atoms on the line. */
    SPHERE(false, 2,
            new Form(9, Scaling.ONE, (at, radius) -> new Sphere(Numbers.means(at), Numbers.scale(radius.get(0))))),
    /** Mixtures nested in a class's mixture of components. */
    MIXTURE(true, 1, PartDraw::mixture),
    /** Products of laws of groups of coordinates, in at least two dimensions. */
    PRODUCT(true, 3, PartDraw::product),
    /** Laws rotated, stretched, sheared, shifted, or embedded into more dimensions. */
    AFFINE(true, 3, (draw, dimension, levels, moderate) -> draw.affine(dimension, levels));

    /** Draws a part, with {@code levels} of nesting allowed and, if {@code moderate}, numbers of moderate size. */
    private interface Drawing {
        PartPlan draw(PartDraw draw, int dimension, int levels, boolean moderate);
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
        this.drawing =
                (draw, dimension, levels, moderate) -> LocationScalePlan.draw(this, draw.leaves(), dimension, moderate);
        this.form = Optional.of(form);
    }

    private static Law box(List<Integer> corner, List<Integer> sides) {
        double[] high = new double[corner.size()];
        Arrays.setAll(high, i -> (corner.get(i) + Numbers.thousandths(sides.get(i))) / 1000.0);
        return new Box(Numbers.means(corner), high);
    }

    /** Whether components of a smooth law may be of this family. */
    boolean canBeSmooth() {
        return smooth;
    }

    /** Whether laws of this family are composed of other laws. */
    boolean isComposite() {
        return this == MIXTURE || this == PRODUCT || this == AFFINE;
    }

    /** Odds of drawing this family, relative to the others. */
    int odds() {
        return odds;
    }

    PartPlan draw(PartDraw draw, int dimension, int levels, boolean moderate) {
        return drawing.draw(draw, dimension, levels, moderate);
    }

    /** The form of a location-scale family. */
    Form form() {
        return form.orElseThrow();
    }
}
