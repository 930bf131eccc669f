package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.law.Affine;
import org.guidecheck.law.Law;

/**
 * Plan of an affine image of another part: sheared, stretched, embedded into the first coordinates of a space (or
 * projected onto them), rotated and shifted. The matrix is R·E·D·S; its columns are orthogonal if S is the identity.
 * The simplest is the identity on the standard Gaussian on the line; the source part alone is simpler still.
 *
 * @param source    the part, of dimension k; k may exceed the number of shifts only if it is made of Gaussians
 * @param shift     m means
 * @param stretches k scales, or one for all directions, which some families require
 * @param turns     m − 1 turns
 * @param shears    shear of each direction along the one before, in thousandths: k − 1, or none unless made of
 *                  Gaussians
 */
record AffinePlan(PartPlan source, List<Integer> shift, List<Integer> stretches, List<Integer> turns,
        List<Integer> shears) implements PartPlan {
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
        return new Affine(matrix(), Numbers.means(shift), source.law());
    }

    private double[][] matrix() {
        int m = dimension();
        int k = source.dimension();
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

    /** Whether the source part allows this map. */
    private boolean isPossible() {
        return (source.isMadeOfGaussians() || (shears.isEmpty() && source.dimension() <= dimension()))
                && (stretches.size() == 1 || source.stretchesFreely());
    }

    @Override
    public PartSize size() {
        return source.size().plus(new PartSize(0, KIND + Math.abs(source.dimension() - dimension()), 0,
                Numbers.total(shift, Numbers::meanDistance), Numbers.total(stretches, Numbers::scaleDistance),
                Numbers.total(turns, Numbers::turnDistance) + Numbers.total(shears, Numbers::meanDistance)));
    }

    @Override
    public List<Integer> centre() {
        return shift;
    }

    @Override
    public boolean isSmooth() {
        return source.isSmooth() && source.dimension() >= dimension();
    }

    @Override
    public boolean isMadeOfGaussians() {
        return source.isMadeOfGaussians();
    }

    /** Only for Gaussians, because different factors would make rotated columns non-orthogonal. */
    @Override
    public boolean stretchesFreely() {
        return source.isMadeOfGaussians();
    }

    @Override
    public List<PartPlan> inner() {
        return List.of(source);
    }

    @Override
    public PartPlan restrictedTo(List<Integer> coordinates) {
        int m = coordinates.size();
        int k = source.dimension();
        // A projection from k dimensions stays a projection from k dimensions.
        List<Integer> kept = k > dimension() ? first(k) : k == dimension() ? coordinates : first(Math.min(k, m));
        return cutTo(source.restrictedTo(kept), coordinates.stream().map(shift::get).toList(), m, kept);
    }

    /** The map from the kept directions of a new source to the first m coordinates. */
    private AffinePlan cutTo(PartPlan newSource, List<Integer> newShift, int m, List<Integer> kept) {
        return new AffinePlan(newSource, newShift,
                stretches.size() == 1 ? stretches : kept.stream().map(stretches::get).toList(),
                turns.subList(0, m - 1), shears.subList(0, Math.min(shears.size(), kept.size() - 1)));
    }

    private static List<Integer> first(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Override
    public PartPlan moved(List<Integer> by) {
        return with(source, Numbers.sum(shift, by), stretches);
    }

    @Override
    public PartPlan centred() {
        return with(source.centred(), PartPlan.repeat(shift.size(), 0), stretches);
    }

    @Override
    public PartPlan withUnitScales() {
        return with(source.withUnitScales(), shift, PartPlan.repeat(stretches.size(), Numbers.UNIT_SCALE));
    }

    @Override
    public AffinePlan changed(NumberKind.Change change) {
        return new AffinePlan(source.changed(change), change.all(NumberKind.MEAN, shift),
                change.all(NumberKind.SCALE, stretches), change.all(NumberKind.TURN, turns), shears);
    }

    private AffinePlan with(PartPlan newSource, List<Integer> newShift, List<Integer> newStretches) {
        return new AffinePlan(newSource, newShift, newStretches, turns, shears);
    }

    @Override
    public List<Integer> typicalScales() {
        return source.typicalScales().stream().flatMap(scale -> stretches.stream()
                .map(stretch -> Numbers.scaleCode(Numbers.scale(stretch) * Numbers.scale(scale))))
                .distinct().limit(MOST_SCALES).toList();
    }

    @Override
    public List<PartPlan> neighbours() {
        int m = dimension();
        List<PartPlan> result = new ArrayList<>();
        if (source.dimension() == m) {
            result.add(source);
        } else if (source.dimension() > m) {
            result.add(source.restrictedTo(first(m)));
            result.add(cutTo(source.restrictedTo(first(m)), shift, m, first(m)));
        }
        result.add(new AffinePlan(source, PartPlan.repeat(m, 0), List.of(Numbers.UNIT_SCALE), PartPlan.repeat(m - 1, 0),
                List.of()));
        result.add(new AffinePlan(source, shift, stretches, PartPlan.repeat(m - 1, 0), List.of()));
        for (int stretch : stretches.stream().distinct().toList()) {
            result.add(with(source, shift, List.of(stretch)));
        }
        source.simpler().forEach(option -> result.add(with(option, shift, stretches)));
        Numbers.oneReplaced(shift, Numbers::simplerMeans)
                .forEach(simpler -> result.add(with(source, simpler, stretches)));
        Numbers.oneReplaced(stretches, Numbers::simplerScales)
                .forEach(simpler -> result.add(with(source, shift, simpler)));
        Numbers.oneReplaced(turns, Numbers::simplerTurns)
                .forEach(simpler -> result.add(new AffinePlan(source, shift, stretches, simpler, shears)));
        Numbers.oneReplaced(shears, Numbers::simplerMeans)
                .forEach(simpler -> result.add(new AffinePlan(source, shift, stretches, turns, simpler)));
        result.removeIf(option -> option instanceof AffinePlan affine && !affine.isPossible());
        return result;
    }
}
