package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LawJson;

/**
 * A labelled law and its guidance as the whole numbers that they are built from, for searches that change them: by their
 * numbers, by their structure, or towards simpler ones. Whatever is asked of a blueprint keeps to the kind of laws that it was
 * drawn from. Immutable; two of the same numbers are equal.
 */
public final class Blueprint {
    /** Constant weights of one digit, in tenths: where a small one shows as much, it says more. */
    private static final List<Integer> ROUND_WEIGHTS = List.of(10, 5, 2, 1);
    /** How often a change of structure is one of the guidance. */
    private static final double GUIDANCE_CHANGES = 0.15;

    private final LawPlan law;
    private final GuidancePlan guidance;
    private final int mostPieces;
    private final LawRules rules;

    private Blueprint(LawPlan law, GuidancePlan guidance, int mostPieces, LawRules rules) {
        this.law = law;
        this.guidance = guidance;
        this.mostPieces = mostPieces;
        this.rules = rules;
    }

    /**
     * Draws a law, and weights above 0.
     *
     * @param laws   the kind of laws
     * @param pieces of a schedule at most; with more than one, half of the schedules are constant
     * @param most   the largest weight, from 0.1 to 20
     * @param seed   of all that are drawn
     * @param index  from 0
     * @return what follows from these alone
     */
    public static Blueprint draw(LawArbitrary laws, int pieces, double most, long seed, int index) {
        Random random = RandomLaws.random(seed, index);
        return new Blueprint(LawDraw.draw(random, laws.rules()).law(),
                GuidancePlan.draw(random, pieces, WeightRange.of(0.1, most)), pieces, laws.rules());
    }

    /**
     * The law.
     *
     * @return the first of its classes is the one that guidance aims at
     */
    public LabelledDistribution law() {
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
        Scales scales = new Scales();
        tuned(scales);
        return scales.narrowest();
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
        NumberScale.Reading reading = new NumberScale.Reading();
        tuned(reading);
        List<Double> numbers = new ArrayList<>(reading.numbers());
        guidance.weights().forEach(tenths -> numbers.add(Math.log(Math.max(1, tenths))));
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * The same structure with other numbers, each moved to the nearest that a law or a schedule of its kind has.
     *
     * @param numbers as {@link #numbers} gives them
     * @return the blueprint
     */
    public Blueprint with(double[] numbers) {
        int own = numbers.length - guidance.weights().size();
        NumberScale.Writing writing = new NumberScale.Writing(numbers);
        LawPlan moved = tuned(writing);
        if (writing.used() != own) {
            throw new IllegalArgumentException("numbers=" + numbers.length + ": must be as many as numbers() gives, "
                    + (writing.used() + guidance.weights().size()));
        }
        List<Integer> weights = new ArrayList<>();
        for (int i = own; i < numbers.length; i++) {
            weights.add(NumberScale.logarithmic(numbers[i], guidance.range().most()));
        }
        return new Blueprint(moved, guidance.ofWeights(weights), mostPieces, rules);
    }

    private LawPlan tuned(Tuning tuning) {
        return new LawPlan(law.classes().stream()
                .map(each -> new ClassPlan(tuning.share(each.share()), each.law().tuned(tuning))).toList());
    }

    /**
     * A change of structure: a component is added, dropped, split, laid on another, or becomes one of another family; two are
     * merged; classes come, go or change places; or the guidance is another.
     *
     * @param seed of the choice
     * @return a blueprint of the same kind of laws; this one, if the kind leaves no choice
     */
    public Blueprint changed(long seed) {
        Random random = new Random(seed);
        if (random.nextDouble() < GUIDANCE_CHANGES) {
            return new Blueprint(law, GuidancePlan.draw(random, mostPieces, guidance.range()), mostPieces, rules);
        }
        return new Blueprint(new LawMoves(random, rules).changed(law), guidance, mostPieces, rules);
    }

    /**
     * The same with a component of one class laid on one of another, at its place: where guidance meets what it cannot tell apart.
     *
     * @param seed of the choice
     * @return a blueprint of the same kind of laws
     */
    public Blueprint overlapping(long seed) {
        LawPlan laid = new LawMoves(new Random(seed), rules).overlapping(law);
        return rules.allows(laid) ? new Blueprint(laid, guidance, mostPieces, rules) : this;
    }

    /**
     * What is one change nearer to the simplest: fewer classes, components or dimensions, a simpler family, rounder or smaller
     * numbers, priors and weights of fewer digits, a constant weight.
     *
     * @return blueprints of the same kind of laws, none of them this one
     */
    public List<Blueprint> simpler() {
        List<Blueprint> result = new ArrayList<>();
        for (LawPlan plan : law.simpler()) {
            result.add(new Blueprint(plan, guidance, mostPieces, rules));
        }
        for (LawPlan plan : RoundShares.of(law)) {
            result.add(new Blueprint(plan, guidance, mostPieces, rules));
        }
        for (GuidancePlan plan : guidance.simpler()) {
            result.add(new Blueprint(law, plan, mostPieces, rules));
        }
        for (int tenths : pieces() == 1 ? ROUND_WEIGHTS : List.<Integer>of()) {
            if (tenths < guidance.weights().get(0)) {
                result.add(new Blueprint(law, guidance.ofWeights(List.of(tenths)), mostPieces, rules));
            }
        }
        result.removeIf(each -> !rules.allows(each.law) || each.equals(this));
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blueprint that && law.equals(that.law) && guidance.equals(that.guidance);
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
