package org.guidecheck.audit;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;

/**
 * Model under test, the law that it was trained on, and the limits that it must keep.
 *
 * @param model    the model
 * @param law      the law of its data
 * @param c        index of the class that guidance aims at
 * @param stop     noise at which processes of the law stop, 0 for clean data
 * @param maxError largest mean square error of the scores, relative to the mean square of the score itself, in (0, 1)
 * @param weight   guidance weight w of the runs with a sampler
 * @param sampler  sampler of these runs
 * @param steps    number of their steps
 * @param seed     seed of all random numbers
 * @param effort   how fine the departures are that claims look for
 */
public record ModelUnderTest(Model model, LabelledLaw law, int c, double stop, double maxError, double weight,
        GuidedSampler sampler, int steps, long seed, Effort effort) {
    private static final double LARGEST_WEIGHT = 1000;
    private static final int MOST_STEPS = 10_000;

    /** Checks the ranges; throws {@link IllegalArgumentException}. */
    public ModelUnderTest {
        if (!(maxError > 0 && maxError < 1)) {
            throw new IllegalArgumentException("maxError=" + maxError + ": must be in (0, 1)");
        }
        if (!(weight >= 0 && weight <= LARGEST_WEIGHT)) {
            throw new IllegalArgumentException("weight=" + weight + ": must be in [0, " + LARGEST_WEIGHT + "]");
        }
        if (!(steps >= 2 && steps <= MOST_STEPS)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be from 2 to " + MOST_STEPS);
        }
    }

    /** The noise levels at which the model is asked, noisiest first. */
    List<NoiseLevel> levels() {
        return AuditLevels.of(model.levels(), law, stop);
    }

    /** What the model predicts for: each class if it takes labels, then no label if it takes none. */
    List<OptionalInt> labels() {
        Stream<OptionalInt> classes = IntStream.range(0, model.isConditional() ? law.classes().size() : 0)
                .mapToObj(OptionalInt::of);
        return Stream.concat(classes, model.isUnconditional() ? Stream.of(OptionalInt.empty()) : Stream.empty())
                .toList();
    }

    /** The predictions that guidance combines: for its class, and without a label. */
    List<OptionalInt> guidedLabels() {
        return labels().stream().filter(each -> each.isEmpty() || each.getAsInt() == c).toList();
    }

    /** What a prediction is for, in the words of all evidence. */
    String named(OptionalInt label) {
        return label.isPresent() ? "for class " + law.classes().get(label.getAsInt()).label() : "without a label";
    }

    /** Random numbers for one purpose. */
    Streams streams(String purpose) {
        return new Streams(seed).derived("audit").derived(purpose);
    }

    /** The guided process that the runs with a sampler discretise. */
    GuidedProcess process() {
        return new GuidedProcess(law, c, GuidanceSchedule.constant(weight), stop);
    }

    /** The scores that belong to the model's answers. */
    ScoreField field() {
        return (level, points, label) -> model.scores(level, points, law.dimension(), label);
    }

    /** The model's name and what it says of itself. */
    @Override
    public String toString() {
        return model.name() + ", " + model.prediction() + " at " + model.scale().label()
                + (!model.isConditional() ? ", without a label only: it takes no class"
                        : !model.isUnconditional() ? ", for classes only" : "");
    }
}
