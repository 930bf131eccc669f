package org.guidecheck.generator;

import java.util.List;
import org.guidecheck.distribution.Atom;
import org.guidecheck.distribution.Distribution;

/**
 * A point. The simplest is the origin.
 *
 * @param means where
 */
record AtomPlan(List<Integer> means) implements LeafPlan {
    @Override
    public Family family() {
        return Family.ATOM;
    }

    @Override
    public int kind() {
        return 4;
    }

    @Override
    public List<Integer> scales() {
        return List.of();
    }

    @Override
    public boolean isMadeOfGaussians() {
        return true;
    }

    @Override
    public AtomPlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new AtomPlan(newMeans);
    }

    @Override
    public Distribution law() {
        return new Atom(Numbers.means(means));
    }
}
