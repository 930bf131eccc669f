package org.guidecheck.generator;

import java.util.List;
import org.guidecheck.distribution.Laplace;
import org.guidecheck.distribution.Distribution;

/**
 * Independent Laplace coordinates. The simplest has centre 0 and scale 1.
 *
 * @param means  the centre
 * @param scales one for each coordinate
 */
record LaplacePlan(List<Integer> means, List<Integer> scales) implements LeafPlan {
    @Override
    public Family family() {
        return Family.LAPLACE;
    }

    @Override
    public int kind() {
        return 5;
    }

    @Override
    public LaplacePlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new LaplacePlan(newMeans, newScales);
    }

    @Override
    public Distribution law() {
        return new Laplace(Numbers.means(means), Numbers.scales(scales));
    }
}
