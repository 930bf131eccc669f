package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Box;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;

/**
 * Plan of a Cantor law of finite level on the line: equal parts on the intervals left after repeatedly removing middle
 * thirds from [0, 1]. Each part is an atom at the lower end of its interval or a box on the interval. The simplest has
 * level 1: atoms at 0 and 2/3.
 *
 * @param level number of removals, at least 1
 * @param boxes whether parts are boxes
 */
record CantorPlan(int level, boolean boxes) implements PartPlan {
    private static final int KIND = 10;

    @Override
    public Family family() {
        return Family.MIXTURE;
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public Law law() {
        int parts = 1 << level;
        double[] weights = new double[parts];
        Arrays.fill(weights, 1.0 / parts);
        return new Mixture(weights, IntStream.range(0, parts).mapToObj(this::part).toList());
    }

    private Law part(int index) {
        long width = Math.round(Math.pow(3, level));
        long low = 0;
        long digit = 1;
        for (int bit = 0; bit < level; bit++) {
            low += (index >> bit & 1) * 2L * digit;
            digit *= 3;
        }
        double from = (double) low / width;
        return boxes ? new Box(new double[] {from}, new double[] {(low + 1.0) / width}) : new Atom(from);
    }

    @Override
    public PartSize size() {
        return new PartSize(1L << level, KIND + (boxes ? 1 : 0), 0, 0, 0, 0);
    }

    @Override
    public List<Integer> centre() {
        return List.of(0);
    }

    @Override
    public boolean isSmooth() {
        return false;
    }

    @Override
    public boolean isMadeOfGaussians() {
        return !boxes;
    }

    @Override
    public boolean stretchesFreely() {
        return true;
    }

    @Override
    public List<PartPlan> inner() {
        return List.of();
    }

    @Override
    public PartPlan restrictedTo(List<Integer> coordinates) {
        return this;
    }

    /** A Cantor law has a fixed position. */
    @Override
    public PartPlan moved(List<Integer> by) {
        return this;
    }

    @Override
    public PartPlan centred() {
        return this;
    }

    @Override
    public PartPlan withUnitScales() {
        return this;
    }

    /** A Cantor law has no tunable numbers. */
    @Override
    public PartPlan changed(NumberKind.Change change) {
        return this;
    }

    @Override
    public List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>();
        for (int lower = 1; lower < level; lower++) {
            result.add(new CantorPlan(lower, boxes));
        }
        result.add(new CantorPlan(level, false));
        return result;
    }
}
