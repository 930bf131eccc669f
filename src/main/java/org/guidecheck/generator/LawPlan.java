package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ShrinkingDistance;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LabelledDistribution.LabelledClass;

/**
 * A law.
 *
 * @param dimension d
 * @param classes   two to four
 */
record LawPlan(int dimension, List<ClassPlan> classes) implements Plan<LabelledDistribution> {
    private static final List<String> LABELS = List.of("c", "other", "third", "fourth");

    @Override
    public LabelledDistribution build() {
        double total = classes.stream().mapToInt(ClassPlan::share).sum();
        return new LabelledDistribution(IntStream.range(0, classes.size())
                .mapToObj(c -> new LabelledClass(LABELS.get(c), classes.get(c).share() / total, classes.get(c).law()))
                .toList());
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(classes.size(), classes.stream().mapToLong(each -> each.parts().size()).sum(),
                dimension, sum(part -> part.kind().distance()),
                classes.stream().mapToLong(ClassPlan::numbersInShares).sum(), sum(PartPlan::numbersInMeans),
                sum(PartPlan::numbersInScales), sum(PartPlan::numbersInTurns));
    }

    private long sum(ToLongFunction<PartPlan> size) {
        return classes.stream().flatMap(each -> each.parts().stream()).mapToLong(size).sum();
    }

    @Override
    public List<LawPlan> simpler() {
        List<LawPlan> result = new ArrayList<>();
        addFewerClasses(result);
        addFewerParts(result);
        addFewerCoordinates(result);
        addChangesOfAll(result);
        addSimplerShares(result);
        for (int c = 0; c < classes.size(); c++) {
            ClassPlan each = classes.get(c);
            for (int k = 0; k < each.parts().size(); k++) {
                PartPlan part = each.parts().get(k);
                List<PartPlan> options = new ArrayList<>(part.ofSimplerKind());
                options.addAll(part.ofSimplerNumbers());
                for (PartPlan option : options) {
                    result.add(with(c, each.with(k, option)));
                }
            }
        }
        return result;
    }

    private void addFewerClasses(List<LawPlan> result) {
        for (int c = 0; classes.size() > 2 && c < classes.size(); c++) {
            result.add(new LawPlan(dimension, Numbers.without(classes, c)));
            // With the share given to another class the priors of the rest stay what they were.
            for (int heir = 0; heir < classes.size(); heir++) {
                if (heir != c) {
                    ClassPlan richer = classes.get(heir).ofShare(classes.get(heir).share() + classes.get(c).share());
                    result.add(new LawPlan(dimension, Numbers.without(Numbers.with(classes, heir, richer), c)));
                }
            }
        }
    }

    private void addFewerParts(List<LawPlan> result) {
        if (classes.stream().anyMatch(each -> each.parts().size() > 1)) {
            result.add(new LawPlan(dimension, classes.stream().map(each -> each.ofOnly(each.parts().get(0))).toList()));
        }
        for (int c = 0; c < classes.size(); c++) {
            ClassPlan each = classes.get(c);
            int parts = each.parts().size();
            for (int k = 0; parts > 1 && k < parts; k++) {
                result.add(with(c, each.ofOnly(each.parts().get(k))));
            }
            for (int k = 0; parts > 2 && k < parts; k++) {
                result.add(with(c, each.without(k)));
            }
        }
    }

    private void addFewerCoordinates(List<LawPlan> result) {
        List<Integer> all = IntStream.range(0, dimension).boxed().toList();
        for (int i = 0; dimension > 1 && i < dimension; i++) {
            result.add(in(List.of(i)));
        }
        for (int i = 0; dimension > 2 && i < dimension; i++) {
            result.add(in(Numbers.without(all, i)));
        }
    }

    private void addChangesOfAll(List<LawPlan> result) {
        List<LawPlan> changed = List.of(map(PartPlan::centred), map(PartPlan::ofUnitScales),
                new LawPlan(dimension, classes.stream().map(each -> each.ofShare(1)).toList()));
        for (LawPlan plan : changed) {
            if (!plan.equals(this)) {
                result.add(plan);
            }
        }
    }

    private void addSimplerShares(List<LawPlan> result) {
        for (int c = 0; c < classes.size(); c++) {
            ClassPlan each = classes.get(c);
            for (int share : Numbers.simplerShares(each.share())) {
                result.add(with(c, each.ofShare(share)));
            }
            for (int k = 0; k < each.parts().size(); k++) {
                for (int weight : Numbers.simplerShares(each.parts().get(k).weight())) {
                    result.add(with(c, each.with(k, each.parts().get(k).withWeight(weight))));
                }
            }
        }
    }

    private LawPlan with(int c, ClassPlan each) {
        return new LawPlan(dimension, Numbers.with(classes, c, each));
    }

    private LawPlan map(UnaryOperator<PartPlan> change) {
        return new LawPlan(dimension, classes.stream().map(each -> each.map(change)).toList());
    }

    private LawPlan in(List<Integer> coordinates) {
        return new LawPlan(coordinates.size(), map(part -> part.in(coordinates)).classes());
    }
}
