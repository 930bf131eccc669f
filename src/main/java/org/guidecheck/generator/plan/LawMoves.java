package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random changes of a law's structure. */
final class LawMoves {
    private static final int TRIES = 20;
    private static final int MOST_CLASSES = 4;
    private static final int MOST_COMPONENTS = 5;

    private final Random random;
    private final LawRules rules;
    private final LeafDraw leaves;

    LawMoves(Random random, LawRules rules) {
        this.random = random;
        this.rules = rules;
        this.leaves = new LeafDraw(random);
    }

    /** One random change; the law itself if the rules allow none that was tried. */
    LawPlan changed(LawPlan law) {
        for (int i = 0; i < TRIES; i++) {
            LawPlan changed = move(law);
            if (!changed.equals(law) && rules.allows(changed)) {
                return changed;
            }
        }
        return law;
    }

    /** Moves a component of one class onto a component of another. */
    LawPlan overlapping(LawPlan law) {
        int c = random.nextInt(law.classes().size());
        int other = (c + 1 + random.nextInt(law.classes().size() - 1)) % law.classes().size();
        Components own = Components.of(law.classes().get(c).law());
        Components others = Components.of(law.classes().get(other).law());
        int k = random.nextInt(own.parts.size());
        PartPlan target = others.parts.get(random.nextInt(others.parts.size()));
        return with(law, c, own.with(k, movedOnto(own.parts.get(k), target)));
    }

    private LawPlan move(LawPlan law) {
        int c = random.nextInt(law.classes().size());
        ClassPlan each = law.classes().get(c);
        Components own = Components.of(each.law());
        int k = random.nextInt(own.parts.size());
        return switch (random.nextInt(8)) {
            case 0 -> with(law, c, own.parts.size() < MOST_COMPONENTS ? own.plus(added(law)) : own);
            case 1 -> with(law, c, own.without(k));
            case 2 -> with(law, c, own.parts.size() < MOST_COMPONENTS ? own.split(k, step(law.dimension())) : own);
            case 3 -> with(law, c, own.merged(k, random.nextInt(own.parts.size())));
            case 4 -> with(law, c, own.with(k, ofOtherFamily(own.parts.get(k))));
            case 5 -> with(law, c, own.with(k, movedOnto(own.parts.get(k), part(law))));
            case 6 -> otherClasses(law, c);
            default -> swapped(law, c);
        };
    }

    private static LawPlan with(LawPlan law, int c, Components components) {
        return new LawPlan(Numbers.with(law.classes(), c, law.classes().get(c).withLaw(components.law())));
    }

    /** A random component of a random class. */
    private PartPlan part(LawPlan law) {
        Components of = Components.of(law.classes().get(random.nextInt(law.classes().size())).law());
        return of.parts.get(random.nextInt(of.parts.size()));
    }

    /** A component to add: an existing one, possibly moved. */
    private PartPlan added(LawPlan law) {
        PartPlan like = part(law);
        return random.nextBoolean() ? like : like.moved(step(law.dimension()));
    }

    private List<Integer> step(int dimension) {
        return LeafDraw.numbers(dimension, () -> 10 * Numbers.between(random, -200, 200));
    }

    /** The part, moved to the centre of the other. */
    private static PartPlan movedOnto(PartPlan part, PartPlan other) {
        List<Integer> by = IntStream.range(0, part.dimension())
                .mapToObj(i -> other.centre().get(i) - part.centre().get(i)).toList();
        return part.moved(by);
    }

    private PartPlan ofOtherFamily(PartPlan part) {
        List<Family> usable = rules.usable().stream().filter(family -> !family.isComposite()).toList();
        if (usable.isEmpty()) {
            return part;
        }
        List<Integer> centre = part.centre();
        int scale = part.typicalScales().get(0);
        Family family = usable.get(random.nextInt(usable.size()));
        return switch (family) {
            case GAUSSIAN -> GaussianPlan.isotropic(centre, scale);
            case STUDENT -> new StudentPlan(centre, List.of(Math.min(scale, Numbers.UNIT_SCALE)),
                    StudentPlan.DEGREES.get(0));
            default -> LocationScalePlan.like(family, centre, scale, leaves);
        };
    }

    /** Adds a class made of an existing component, or drops one. */
    private LawPlan otherClasses(LawPlan law, int c) {
        List<ClassPlan> classes = law.classes();
        if (random.nextBoolean()) {
            return classes.size() > 2 ? new LawPlan(Numbers.without(classes, c)) : law;
        }
        if (classes.size() >= MOST_CLASSES) {
            return law;
        }
        List<ClassPlan> more = new ArrayList<>(classes);
        more.add(new ClassPlan(classes.get(c).share(), added(law)));
        return new LawPlan(List.copyOf(more));
    }

    /**
     * Swaps a class with the next one, which changes the class that guidance aims at, or moves a component to that
     * class.
     */
    private LawPlan swapped(LawPlan law, int c) {
        int other = (c + 1) % law.classes().size();
        ClassPlan from = law.classes().get(c);
        ClassPlan to = law.classes().get(other);
        if (random.nextBoolean()) {
            return new LawPlan(Numbers.with(Numbers.with(law.classes(), c, to), other, from));
        }
        Components own = Components.of(from.law());
        Components others = Components.of(to.law());
        int k = random.nextInt(own.parts.size());
        if (own.parts.size() == 1 || others.parts.size() >= MOST_COMPONENTS) {
            return law;
        }
        return with(with(law, c, own.without(k)), other, others.plus(own.parts.get(k)));
    }

    /** Components of a class with their weights. */
    private record Components(List<Integer> weights, List<PartPlan> parts) {
        static Components of(PartPlan law) {
            return law instanceof MixturePlan mixture ? new Components(mixture.weights(), mixture.parts())
                    : new Components(List.of(1), List.of(law));
        }

        PartPlan law() {
            return parts.size() == 1 ? parts.get(0) : new MixturePlan(weights, parts);
        }

        Components plus(PartPlan part) {
            List<Integer> moreWeights = new ArrayList<>(weights);
            moreWeights.add(Math.max(1, weights.get(weights.size() - 1)));
            List<PartPlan> more = new ArrayList<>(parts);
            more.add(part);
            return new Components(List.copyOf(moreWeights), List.copyOf(more));
        }

        Components without(int k) {
            return parts.size() == 1 ? this : new Components(Numbers.without(weights, k), Numbers.without(parts, k));
        }

        Components with(int k, PartPlan part) {
            return new Components(weights, Numbers.with(parts, k, part));
        }

        /** Splits a component into two, a step apart. */
        Components split(int k, List<Integer> by) {
            Components more = plus(parts.get(k).moved(by));
            int last = more.weights.size() - 1;
            return new Components(Numbers.with(more.weights, last, Math.max(1, weights.get(k))), more.parts);
        }

        /** Merges two components into one between them, with the sum of their weights. */
        Components merged(int k, int other) {
            if (k == other) {
                return this;
            }
            PartPlan part = parts.get(k);
            List<Integer> by = IntStream.range(0, part.dimension())
                    .mapToObj(i -> 10 * ((parts.get(other).centre().get(i) - part.centre().get(i)) / 20)).toList();
            List<Integer> joined = Numbers.with(weights, k, weights.get(k) + weights.get(other));
            return new Components(joined, Numbers.with(parts, k, part.moved(by))).without(other);
        }
    }
}
