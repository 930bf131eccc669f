package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.guidecheck.audit.Reading.Convention;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.pipe.PredictionType;
import org.guidecheck.text.InvalidInputException;

/** All ways that are tried in which a model's answers may differ from what it says of them. */
final class Readings {
    private static final int MOST_CLASSES = 20;
    private static final int DRAWS = 20_000;

    private final ModelUnderTest subject;
    private final ExactScores exact;
    private final Convention declared;
    private final boolean isConditional;
    private final List<Reading> all = new ArrayList<>();

    private Readings(ModelUnderTest subject, ExactScores exact) {
        this.subject = subject;
        this.exact = exact;
        this.declared = Convention.of(subject.model());
        this.isConditional = subject.model().isConditional();
    }

    /** The readings of a model, each of which an exact model may have. */
    static List<Reading> of(ModelUnderTest subject, ExactScores exact) {
        Readings readings = new Readings(subject, exact);
        readings.addPredictions();
        readings.addLevels();
        readings.addPoints();
        readings.addData();
        readings.addLabels();
        return readings.all;
    }

    private void add(String name, ScoreField field) {
        all.add(new Reading(name, isConditional, field, exact));
    }

    private void addPredictions() {
        for (PredictionType type : PredictionType.values()) {
            if (type != declared.type()) {
                add("what it calls " + declared.type().label() + " is " + type.label(),
                        declared.of(exact, new Convention(type, declared.scale()), level -> level));
            }
        }
        add("its predictions have the opposite sign", declared.sized(exact, -1));
    }

    private void addLevel(String name, UnaryOperator<NoiseLevel> levels) {
        add(name, declared.of(exact, declared, levels));
    }

    private void addLevels() {
        all.addAll(FittedReadings.of(subject, exact));
        List<NoiseLevel> trained = subject.model().levels();
        if (trained.size() > 1) {
            addLevel("its list of noise levels is in the reverse order",
                    level -> trained.get(trained.size() - 1 - trained.indexOf(level)));
        }
        addLevel("its noise levels run the other way", level -> NoiseLevel.ofLogSnr(-level.logSnr()));
        addLevel("it takes sigma for its square", level -> NoiseLevel.ofLogSnr(level.logSnr() / 2));
        addLevel("it takes the square of sigma for sigma", level -> NoiseLevel.ofLogSnr(2 * level.logSnr()));
        if (declared.scale() == LevelScale.ALPHA_BAR) {
            addLevel("it takes alpha_bar for its square root",
                    level -> NoiseLevel.ofLogSignal(2 * level.logSignal()));
            addLevel("it takes the square root of alpha_bar for alpha_bar",
                    level -> NoiseLevel.ofLogSignal(level.logSignal() / 2));
        }
    }

    private void addPoints() {
        for (LevelScale scale : List.of(LevelScale.ALPHA_BAR, LevelScale.SIGMA, LevelScale.FLOW_TIME)) {
            boolean isSame = scale == declared.scale()
                    || (scale == LevelScale.ALPHA_BAR && declared.scale() == LevelScale.LOG_SNR);
            if (!isSame) {
                add("it takes its points in the scale of " + scale.label(),
                        declared.of(exact, new Convention(declared.type(), scale), level -> level));
            }
        }
    }

    /** Models of the same data, scaled once more. */
    private void addData() {
        int d = subject.law().dimension();
        LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("moments"));
        PlainMean[] of = new PlainMean[d];
        Arrays.setAll(of, i -> new PlainMean());
        for (int p = 0; p < DRAWS; p++) {
            double[] x = draws.at(p).x();
            for (int i = 0; i < d; i++) {
                of[i].add(x[i]);
            }
        }
        double[] factors = new double[d];
        double[] shift = new double[d];
        for (int i = 0; i < d; i++) {
            double deviation = of[i].deviation();
            if (!(deviation > 0)) {
                return;
            }
            factors[i] = 1 / deviation;
            shift[i] = -of[i].mean() / deviation;
        }
        try {
            LabelledLaw scaled = new LabelledLaw(subject.law().classes().stream()
                    .map(each -> new LabelledClass(each.label(), each.prior(),
                            each.law().scaled(factors).moved(1, shift)))
                    .toList());
            add("its data were standardised, which the law is not", new ExactScores(scaled));
        } catch (InvalidInputException e) {
            // Scaled in this way the law has no closed form, so that this reading cannot be tried.
        }
    }

    private void addLabels() {
        int classes = subject.law().classes().size();
        if (isConditional) {
            all.add(new Reading("it ignores the class", true,
                    (level, points, c) -> exact.scores(level, points, OptionalInt.empty()), exact));
            all.add(new Reading("its classes are numbered from the next one on", true, (level, points, c) -> exact
                    .scores(level, points, OptionalInt.of((c.orElseThrow() + 1) % classes)), exact));
        }
        if (subject.model().isUnconditional()) {
            for (int c = 0; c < Math.min(classes, MOST_CLASSES); c++) {
                OptionalInt label = OptionalInt.of(c);
                all.add(new Reading("its prediction without a label is that of class "
                        + subject.law().classes().get(c).label(), false,
                        (level, points, none) -> exact.scores(level, points, label), exact));
            }
        }
    }
}
