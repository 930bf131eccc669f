package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.law.Affine;
import org.guidecheck.law.Law;

/**
 * Another part, sheared, stretched, laid into the first coordinates of a space (or cut down to them), turned and moved:
 * the matrix is R·E·D·S, and its columns are orthogonal where S is the identity. The simplest is the identity on the
 * standard Gaussian on the line; simpler still is the part without the map.
 *
 * @param of        k dimensions; more than there are shifts only if made of Gaussians
 * @param shift     m numbers
 * @param stretches k, or one for all directions, which not every law can do without
 * @param turns     m − 1
 * @param shears    of each direction along the one before, in thousandths: k − 1, or none unless made of Gaussians
 */
record AffinePlan(PartPlan of, List<Integer> shift, List<Integer> stretches, List<Integer> turns, List<Integer> shears)
        implements PartPlan {
    private static final int KIND = 10;

    @Override
    public Family family() {
        return Family.AFFINE;
    }

    @Override
    public int dimension() {
        return shift.size();
    }

    @Override
    public Law law() {
        return new Affine(matrix(), Numbers.means(shift), of.law());
    }

    private double[][] matrix() {
        int m = dimension();
        int k = of.dimension();
        double[] lengths = Numbers.scales(stretches);
        double[][] axes = new Rotation(turns).axes();
        double[][] matrix = new double[m][k];
        for (int a = 0; a < Math.min(m, k); a++) {
            double length = lengths.length == 1 ? lengths[0] : lengths[a];
            double shear = a < shears.size() ? shears.get(a) / 1000.0 : 0;
            for (int i = 0; i < m; i++) {
                matrix[i][a] += length * axes[a][i];
                if (a + 1 < k && shear != 0) {
                    matrix[i][a + 1] += length * shear * axes[a][i];
                }
            }
        }
        return matrix;
    }

    /** Whether the law can be mapped so; every plan that is handed out is. */
    private boolean isPossible() {
        return (of.isMadeOfGaussians() || (shears.isEmpty() && of.dimension() <= dimension()))
                && (stretches.size() == 1 || of.stretchesFreely());
    }

    @Override
    public PartSize size() {
        return of.size().plus(new PartSize(0, KIND + Math.abs(of.dimension() - dimension()), 0,
                Numbers.total(shift, Numbers::meanDistance), Numbers.total(stretches, Numbers::scaleDistance),
                Numbers.total(turns, Numbers::turnDistance) + Numbers.total(shears, Numbers::meanDistance)));
    }

    @Override
    public List<Integer> centre() {
        return shift;
    }

    @Override
    public boolean isSmooth() {
        return of.isSmooth() && of.dimension() >= dimension();
    }

    @Override
    public boolean isMadeOfGaussians() {
        return of.isMadeOfGaussians();
    }

    /** Stretched unevenly, columns that are turned would no longer be orthogonal. */
    @Override
    public boolean stretchesFreely() {
        return of.isMadeOfGaussians();
    }

    @Override
    public List<PartPlan> inner() {
        return List.of(of);
    }

    @Override
    public PartPlan in(List<Integer> coordinates) {
        int m = coordinates.size();
        int k = of.dimension();
        // A law cut down stays cut down: from k dimensions to fewer.
        List<Integer> kept = k > dimension() ? first(k) : k == dimension() ? coordinates : first(Math.min(k, m));
        return of(of.in(kept), coordinates.stream().map(shift::get).toList(), m, kept);
    }

    private AffinePlan of(PartPlan newOf, List<Integer> newShift, int m, List<Integer> kept) {
        return new AffinePlan(newOf, newShift,
                stretches.size() == 1 ? stretches : kept.stream().map(stretches::get).toList(),
                turns.subList(0, m - 1), shears.subList(0, Math.min(shears.size(), kept.size() - 1)));
    }

    private static List<Integer> first(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Override
    public PartPlan moved(List<Integer> by) {
        return with(of, Numbers.sum(shift, by), stretches);
    }

    @Override
    public PartPlan centred() {
        return with(of.centred(), PartPlan.repeat(shift.size(), 0), stretches);
    }

    @Override
    public PartPlan ofUnitScales() {
        return with(of.ofUnitScales(), shift, PartPlan.repeat(stretches.size(), Numbers.UNIT_SCALE));
    }

    @Override
    public AffinePlan changed(NumberKind.Change change) {
        return new AffinePlan(of.changed(change), change.all(NumberKind.MEAN, shift),
                change.all(NumberKind.SCALE, stretches), change.all(NumberKind.TURN, turns), shears);
    }

    private AffinePlan with(PartPlan newOf, List<Integer> newShift, List<Integer> newStretches) {
        return new AffinePlan(newOf, newShift, newStretches, turns, shears);
    }

    @Override
    public List<Integer> typicalScales() {
        return of.typicalScales().stream().flatMap(scale -> stretches.stream()
                .map(stretch -> Numbers.scaleNear(Numbers.scale(stretch) * Numbers.scale(scale))))
                .distinct().limit(MOST_SCALES).toList();
    }

    @Override
    public List<PartPlan> neighbours() {
        int m = dimension();
        List<PartPlan> result = new ArrayList<>();
        if (of.dimension() == m) {
            result.add(of);
        } else if (of.dimension() > m) {
            result.add(of.in(first(m)));
            result.add(of(of.in(first(m)), shift, m, first(m)));
        }
        result.add(new AffinePlan(of, PartPlan.repeat(m, 0), List.of(Numbers.UNIT_SCALE), PartPlan.repeat(m - 1, 0),
                List.of()));
        result.add(new AffinePlan(of, shift, stretches, PartPlan.repeat(m - 1, 0), List.of()));
        for (int stretch : stretches.stream().distinct().toList()) {
            result.add(with(of, shift, List.of(stretch)));
        }
        of.simpler().forEach(option -> result.add(with(option, shift, stretches)));
        Numbers.oneReplaced(shift, Numbers::simplerMeans).forEach(simpler -> result.add(with(of, simpler, stretches)));
        Numbers.oneReplaced(stretches, Numbers::simplerScales).forEach(simpler -> result.add(with(of, shift, simpler)));
        Numbers.oneReplaced(turns, Numbers::simplerTurns)
                .forEach(simpler -> result.add(new AffinePlan(of, shift, stretches, simpler, shears)));
        Numbers.oneReplaced(shears, Numbers::simplerMeans)
                .forEach(simpler -> result.add(new AffinePlan(of, shift, stretches, turns, simpler)));
        result.removeIf(option -> option instanceof AffinePlan affine && !affine.isPossible());
        return result;
    }
}
