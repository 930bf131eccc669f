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
 * Labelled law and guidance schedule as editable whole numbers, for searches that change their numbers or structure or
 * make them simpler. Results keep to the rules that the law was drawn by. Immutable; equal if all numbers are equal.
 */
public final class EditableLaw {
    /** Constant weights of one digit, in tenths, tried as simpler ones. */
    private static final List<Integer> ROUND_WEIGHTS = List.of(10, 5, 2, 1);
    /** Probability that a structural change is one of the guidance. */
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
     * Draws a law and guidance weights above 0.
     *
     * @param rules  limits that the law and all changes of it keep to
     * @param pieces largest number of pieces of the schedule; if above 1, half of the schedules are constant
     * @param most   largest weight, from 0.1 to 20
     * @param random source of all numbers
     * @return law and weights
     */
    public static EditableLaw draw(LawRules rules, int pieces, double most, Random random) {
        return new EditableLaw(LawDraw.draw(random, rules).law(),
                GuidancePlan.draw(random, pieces, WeightRange.of(0.1, most)), pieces, rules);
    }

    /** {@return the law; guidance aims at its first class} */
    public LabelledLaw law() {
        return law.build();
    }

    /** {@return the guidance schedule, with weights above 0} */
    public GuidanceSchedule guidance() {
        return guidance.build();
    }

    /** {@return number of classes, at least 2} */
    public int classes() {
        return law.classes().size();
    }

    /** {@return number of components of all classes together} */
    public long components() {
        return law.classes().stream().mapToLong(each -> each.size().leaves()).sum();
    }

    /**
     * {@return distance of the components' families from isotropic Gaussians; 0 if all components are such and no class
     * is a mixture}
     */
    public long families() {
        return law.classes().stream().mapToLong(each -> each.size().kinds()).sum();
    }

    /**
     * {@return narrowest scale of a component, above 0; 10 for laws of atoms alone. The cost of meshes and steps grows
     * like its inverse square}
     */
    public double narrowest() {
        return Numbers.scale(law.numbers().stream().filter(number -> number.kind() == NumberKind.SCALE)
                .mapToInt(LawPlan.PlanNumber::value).min().orElse(Numbers.LARGEST_SCALE));
    }

    /** {@return number of pieces of the schedule; 1 if it is constant} */
    public int pieces() {
        return guidance.weights().size();
    }

    /**
     * The numbers of law and guidance in coordinates for which steps of about 1 are sensible: means, and the logarithms
     * of scales, shares and weights.
     *
     * @return as many numbers as {@link #with} takes
     */
    public double[] numbers() {
        return DoubleStream.concat(law.numbers().stream().mapToDouble(LawPlan.PlanNumber::coordinate),
                guidance.weights().stream().mapToDouble(tenths -> Math.log(Math.max(1, tenths)))).toArray();
    }

    /**
     * The same structure with other numbers, each rounded to the nearest admissible one.
     *
     * @param numbers coordinates as returned by {@link #numbers}
     * @return the changed law
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public EditableLaw with(double[] numbers) {
        int ofLaw = law.numbers().size();
        int all = ofLaw + guidance.weights().size();
        if (numbers.length != all) {
            throw new IllegalArgumentException("numbers.length=" + numbers.length
                    + ": must be the length of numbers(), " + all);
        }
        Iterator<Double> next = Arrays.stream(numbers).iterator();
        LawPlan moved = law.changed((kind, number) -> kind.nearest(next.next()));
        List<Integer> weights = Arrays.stream(numbers, ofLaw, all)
                .mapToObj(number -> NumberKind.ofLogarithm(number, guidance.range().most())).toList();
        return new EditableLaw(moved, guidance.withWeights(weights), mostPieces, rules);
    }

    /**
     * A random change of structure: adds, drops, splits, merges or moves components, changes a component's family,
     * adds, drops or swaps classes, or draws another schedule.
     *
     * @param seed seed of the choice
     * @return a law by the same rules; this one if the rules allow no change
     */
    public EditableLaw changed(long seed) {
        Random random = new Random(seed);
        if (random.nextDouble() < GUIDANCE_CHANGES) {
            return new EditableLaw(law, GuidancePlan.draw(random, mostPieces, guidance.range()), mostPieces, rules);
        }
        return new EditableLaw(new LawMoves(random, rules).changed(law), guidance, mostPieces, rules);
    }

    /**
     * Moves a random component of one class onto one of another, where a classifier cannot separate them.
     *
     * @param seed seed of the choice
     * @return a law by the same rules
     */
    public EditableLaw overlapping(long seed) {
        LawPlan moved = new LawMoves(new Random(seed), rules).overlapping(law);
        return rules.allows(moved) ? new EditableLaw(moved, guidance, mostPieces, rules) : this;
    }

    /**
     * Laws one change simpler: fewer classes, components or dimensions, a simpler family, rounder or smaller numbers,
     * priors and weights of fewer digits, a constant weight.
     *
     * @return laws by the same rules, without this one
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
                result.add(new EditableLaw(law, guidance.withWeights(List.of(tenths)), mostPieces, rules));
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
