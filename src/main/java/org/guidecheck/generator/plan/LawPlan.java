package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ShrinkingDistance;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.LabelledLaw;

/**
 * Plan of a labelled law.
 *
 * @param classes at least two, of equal dimension
 */
public record LawPlan(List<ClassPlan> classes) implements Plan<LabelledLaw> {
    private static final List<String> LABELS = List.of("c", "other", "third", "fourth");
    /** Beyond this number of classes, the share of a dropped class is only offered to one other class. */
    private static final int MANY_CLASSES = 8;

    /** {@return number of coordinates} */
    public int dimension() {
        return classes.get(0).law().dimension();
    }

    /** {@return every part and, recursively, the parts that it is composed of} */
    public Stream<PartPlan> all() {
        return classes.stream().flatMap(each -> each.law().all());
    }

    /**
     * A number of the plan.
     *
     * @param kind  kind of number
     * @param value its code
     */
    record PlanNumber(NumberKind kind, int value) {
        double coordinate() {
            return kind.coordinate(value);
        }
    }

    /** All numbers, in the order in which {@link #changed} replaces them. */
    List<PlanNumber> numbers() {
        List<PlanNumber> result = new ArrayList<>();
        changed((kind, number) -> {
            result.add(new PlanNumber(kind, number));
            return number;
        });
        return result;
    }

    /** The same structure with other numbers. */
    LawPlan changed(NumberKind.Change change) {
        return new LawPlan(classes.stream().map(each -> new ClassPlan(change.apply(NumberKind.SHARE, each.share()),
                each.law().changed(change))).toList());
    }

    private static String label(int c) {
        return c < LABELS.size() ? LABELS.get(c) : "class " + (c + 1);
    }

    @Override
    public LabelledLaw build() {
        double total = classes.stream().mapToInt(ClassPlan::share).sum();
        return new LabelledLaw(IntStream.range(0, classes.size())
                .mapToObj(c -> new LabelledClass(label(c), classes.get(c).share() / total, classes.get(c).law().law()))
                .toList());
    }

    @Override
    public ShrinkingDistance distance() {
        PartSize size = PartSize.sum(classes, ClassPlan::size);
        long shares = classes.stream().mapToLong(each -> Numbers.shareDistance(each.share())).sum();
        return ShrinkingDistance.of(classes.size(), size.leaves(), dimension(), size.kinds(),
                shares + size.weights(), size.means(), size.scales(), size.turns());
    }

    @Override
    public List<LawPlan> simpler() {
        List<LawPlan> result = new ArrayList<>();
        addFewerClasses(result);
        addFewerCoordinates(result);
        addChangesOfAll(result);
        for (int c = 0; c < classes.size(); c++) {
            ClassPlan each = classes.get(c);
            for (int share : Numbers.simplerShares(each.share())) {
                result.add(with(c, each.withShare(share)));
            }
            for (PartPlan option : each.law().simpler()) {
                result.add(with(c, each.withLaw(option)));
            }
        }
        return result;
    }

    private void addFewerClasses(List<LawPlan> result) {
        int size = classes.size();
        for (int half = (size + 1) / 2; half >= 2 && half < size; half = (half + 1) / 2) {
            result.add(new LawPlan(List.copyOf(classes.subList(0, half))));
            if (half == 2) {
                break;
            }
        }
        for (int c = 0; size > 2 && c < size; c++) {
            result.add(new LawPlan(Numbers.without(classes, c)));
            // If another class inherits the share, the priors of the remaining classes do not change.
            for (int heir = 0; heir < (size > MANY_CLASSES ? 1 : size); heir++) {
                if (heir != c) {
                    ClassPlan richer = classes.get(heir).withShare(classes.get(heir).share() + classes.get(c).share());
                    result.add(new LawPlan(Numbers.without(Numbers.with(classes, heir, richer), c)));
                }
            }
        }
    }

    private void addFewerCoordinates(List<LawPlan> result) {
        int dimension = dimension();
        List<Integer> all = IntStream.range(0, dimension).boxed().toList();
        for (int i = 0; dimension > 1 && i < dimension; i++) {
            result.add(restrictedTo(List.of(i)));
        }
        for (int i = 0; dimension > 2 && i < dimension; i++) {
            result.add(restrictedTo(Numbers.without(all, i)));
        }
    }

    private void addChangesOfAll(List<LawPlan> result) {
        List<LawPlan> changed = List.of(map(LawPlan::firstOf), map(PartPlan::centred), map(PartPlan::withUnitScales),
                new LawPlan(classes.stream().map(each -> each.withShare(1)).toList()), aroundClass(0), aroundClass(1));
        for (LawPlan plan : changed) {
            if (plan.distance().compareTo(distance()) < 0) {
                result.add(plan);
            }
        }
    }

    /** The law shifted so that the centre of this class is at the origin. */
    private LawPlan aroundClass(int c) {
        List<Integer> back = classes.get(c).law().centre().stream().map(mean -> -mean).toList();
        return map(part -> part.moved(back));
    }

    private static PartPlan firstOf(PartPlan law) {
        return law instanceof MixturePlan mixture ? mixture.parts().get(0) : law;
    }

    private LawPlan with(int c, ClassPlan each) {
        return new LawPlan(Numbers.with(classes, c, each));
    }

    private LawPlan map(UnaryOperator<PartPlan> change) {
        return new LawPlan(classes.stream().map(each -> each.withLaw(change.apply(each.law()))).toList());
    }

    private LawPlan restrictedTo(List<Integer> coordinates) {
        return map(part -> part.restrictedTo(coordinates));
    }
}
