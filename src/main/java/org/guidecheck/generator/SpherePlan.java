package org.guidecheck.generator;

import java.util.List;
import org.guidecheck.distribution.Sphere;
import org.guidecheck.distribution.Distribution;

/**
 * A sphere, stretched alike in all directions only. The simplest has centre 0 and radius 1.
 *
 * @param means  the centre
 * @param scales the radius
 */
record SpherePlan(List<Integer> means, List<Integer> scales) implements LeafPlan {
    @Override
    public Family family() {
        return Family.SPHERE;
    }

    @Override
    public int kind() {
        return 9;
    }

    @Override
    public boolean stretchesFreely() {
        return dimension() == 1;
    }

    @Override
    public SpherePlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new SpherePlan(newMeans, newScales);
    }

    @Override
    public Distribution law() {
        return new Sphere(Numbers.means(means), Numbers.scales(scales)[0]);
    }
}
