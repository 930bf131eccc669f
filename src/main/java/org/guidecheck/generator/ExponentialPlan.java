package org.guidecheck.generator;

import java.util.List;
import org.guidecheck.distribution.Exponential;
import org.guidecheck.distribution.Distribution;

/**
 * Independent exponential coordinates. The simplest has origin 0 and rate 1.
 *
 * @param means  the origin
 * @param scales the rate of each coordinate
 */
record ExponentialPlan(List<Integer> means, List<Integer> scales) implements LeafPlan {
    @Override
    public Family family() {
        return Family.EXPONENTIAL;
    }

    @Override
    public int kind() {
        return 8;
    }

    @Override
    public ExponentialPlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new ExponentialPlan(newMeans, newScales);
    }

    @Override
    public Distribution law() {
        return new Exponential(Numbers.means(means), Numbers.scales(scales));
    }
}
