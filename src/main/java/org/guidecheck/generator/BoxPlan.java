package org.guidecheck.generator;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.distribution.Box;
import org.guidecheck.distribution.Distribution;

/**
 * A box. The simplest is [0, 1].
 *
 * @param means  the lower corner
 * @param scales the side along each coordinate
 */
record BoxPlan(List<Integer> means, List<Integer> scales) implements LeafPlan {
    @Override
    public Family family() {
        return Family.BOX;
    }

    @Override
    public int kind() {
        return 7;
    }

    private double[] high() {
        double[] result = new double[dimension()];
        Arrays.setAll(result, i -> (means.get(i) + Numbers.thousandths(scales.get(i))) / 1000.0);
        return result;
    }

    @Override
    public BoxPlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new BoxPlan(newMeans, newScales);
    }

    @Override
    public Distribution law() {
        return new Box(Numbers.means(means), high());
    }
}
