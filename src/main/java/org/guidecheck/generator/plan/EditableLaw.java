package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;

/**
 * A labelled law and its guidance as the whole numbers that they are built from, for searches that change them: by their
 * numbers, by their structure, or towards simpler ones. Whatever is asked of a blueprint keeps to the kind of laws that it was
 * drawn from. Immutable; two of the same numbers are equal.
 */
public final class EditableLaw {
    /** Constant weights of one digit, in tenths: where a small one shows as much, it says more. */
    private static final List<Integer> ROUND_WEIGHTS = List.of(10, 5, 2, 1);
    /** How often a change of structure is one of the guidance. */
    private static final double GUIDANCE_CHANGES = 0.15;

    private final LawPlan law;
    private final GuidancePlan guidance;
    private final int mostPieces;
    private final LawRules rules;

    private EditableLaw(LawPlan law, GuidancePlan guidance, int mostPieces, LawRules rules) {
        this.law = law;
        this.guidance = guidance;
        this.mostPieces = mostPieces;
        this.rules = rules;
    }

    /**
     * Draws a law, and weights above 0.
     *
     * @param rules  limits that the law and all that is made of it keep to
     * @param pieces of a schedule at most; with more than one, half of the schedules are constant
     * @param most   the largest weight, from 0.1 to 20
     * @param random source of all numbers
     * @return law and weights
     */
    public static EditableLaw draw(LawRules rules, int pieces, double most, Random random) {
        return new EditableLaw(LawDraw.draw(random, rules).law(),
                GuidancePlan.draw(random, pieces, WeightRange.of(0.1, most)), pieces, rules);
    }

    /**
     * The law.
     *
     * @return the first of its classes is the one that guidance aims at
     */
    public LabelledLaw law() {
        return law.build();
    }

    /**
     * The guidance.
     *
     * @return weights above 0
     */
    public GuidanceSchedule guidance() {
        return guidance.build();
    }

    /**
     * How many classes the law has.
     *
     * @return at least 2
     */
    public int classes() {
        return law.classes().size();
    }

    /**
     * How many components all classes have together.
     *
     * @return at least as many as classes
     */
    public long components() {
        return law.classes().stream().mapToLong(each -> each.size().leaves()).sum();
    }

    /**
     * How far the families of the components are from isotropic Gaussians.
     *
     * @return 0 for Gaussians, unless a class is a mixture
     */
    public long families() {
        return law.classes().stream().mapToLong(each -> each.size().kinds()).sum();
    }

    /**
     * The narrowest scale of a component. Meshes and steps follow it: a tenth of it takes a hundred times as long.
     *
     * @return above 0; 10 for laws of atoms alone
     */
    public double narrowest() {
        return Numbers.scale(law.numbers().stream().filter(number -> number.kind() == NumberKind.SCALE)
                .mapToInt(LawPlan.PlanNumber::value).min().orElse(Numbers.LARGEST_SCALE));
    }

    /**
     * In how many pieces of the noise the weight differs.
     *
     * @return 1 for a constant
     */
    public int pieces() {
        return guidance.weights().size();
    }

    /**
     * The law's and the guidance's numbers on scales that steps of about 1 suit: means as they are; logarithms of scales, of
     * shares and of weights.
     *
     * @return as many as {@link #with} takes
     */
    public double[] numbers() {
        return DoubleStream.concat(law.numbers().stream().mapToDouble(LawPlan.PlanNumber::coordinate),
                guidance.weights().stream().mapToDouble(tenths -> Math.log(Math.max(1, tenths)))).toArray();
    }

    /**
     * The same structure with other numbers, each moved to the nearest that a law or a schedule of its kind has.
     *
     * @param numbers as {@link #numbers} gives them
     * @return the blueprint
     */
    public EditableLaw with(double[] numbers) {
        int own = law.numbers().size();
        int all = own + guidance.weights().size();
        if (numbers.length != all) {
            throw new IllegalArgumentException("numbers=" + numbers.length + ": must be as many as numbers() gives, "
                    + all);
        }
        Iterator<Double> next = Arrays.stream(numbers).iterator();
        LawPlan moved = law.changed((kind, number) -> kind.nearest(next.next()));
        List<Integer> weights = Arrays.stream(numbers, own, all)
                .mapToObj(number -> NumberKind.ofLogarithm(number, guidance.range().most())).toList();
        return new EditableLaw(moved, guidance.ofWeights(weights), mostPieces, rules);
    }

    /**
     * A change of structure: a component is added, dropped, split, laid on another, or becomes one of another family; two are
     * merged; classes come, go or change places; or the guidance is another.
     *
     * @param seed of the choice
     * @return a blueprint of the same kind of laws; this one, if the kind leaves no choice
     */
    public EditableLaw changed(long seed) {
        Random random = new Random(seed);
        if (random.nextDouble() < GUIDANCE_CHANGES) {
            return new EditableLaw(law, GuidancePlan.draw(random, mostPieces, guidance.range()), mostPieces, rules);
        }
        return new EditableLaw(new LawMoves(random, rules).changed(law), guidance, mostPieces, rules);
    }

    /**
     * The same with a component of one class laid on one of another, at its place: where guidance meets what it cannot tell apart.
     *
     * @param seed of the choice
     * @return a blueprint of the same kind of laws
     */
    public EditableLaw overlapping(long seed) {
        LawPlan laid = new LawMoves(new Random(seed), rules).overlapping(law);
        return rules.allows(laid) ? new EditableLaw(laid, guidance, mostPieces, rules) : this;
    }

    /**
     * What is one change nearer to the simplest: fewer classes, components or dimensions, a simpler family, rounder or smaller
     * numbers, priors and weights of fewer digits, a constant weight.
     *
     * @return blueprints of the same kind of laws, none of them this one
     */
    public List<EditableLaw> simpler() {
        List<EditableLaw> result = new ArrayList<>();
        for (LawPlan plan : law.simpler()) {
            result.add(new EditableLaw(plan, guidance, mostPieces, rules));
        }
        for (LawPlan plan : RoundShares.of(law)) {
            result.add(new EditableLaw(plan, guidance, mostPieces, rules));
        }
        for (GuidancePlan plan : guidance.simpler()) {
            result.add(new EditableLaw(law, plan, mostPieces, rules));
        }
        for (int tenths : pieces() == 1 ? ROUND_WEIGHTS : List.<Integer>of()) {
            if (tenths < guidance.weights().get(0)) {
                result.add(new EditableLaw(law, guidance.ofWeights(List.of(tenths)), mostPieces, rules));
            }
        }
        result.removeIf(each -> !rules.allows(each.law) || each.equals(this));
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EditableLaw that && law.equals(that.law) && guidance.equals(that.guidance);
    }

    @Override
    public int hashCode() {
        return 31 * law.hashCode() + guidance.hashCode();
    }

    /** The weights, and the law as JSON. */
    @Override
    public String toString() {
        return "weight " + guidance() + ", law " + LawJson.toString(law());
    }
}
