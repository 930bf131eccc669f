package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.guidecheck.audit.AuditFigures.Arrow;
import org.guidecheck.audit.AuditFigures.ErrorField;
import org.guidecheck.law.NoiseLevel;

/** Errors of a model's predicted noise on grids in the plane, for drawing. */
final class ErrorFields {
    private static final int SIDE = 15;
    private static final int SHOWN = 512;

    private ErrorFields() {
    }

    /** The fields at the cleanest, a middle and the noisiest level; none unless the law is in the plane. */
    static List<ErrorField> of(ModelUnderTest subject, ExactScores exact) {
        List<ErrorField> fields = new ArrayList<>();
        if (subject.law().dimension() != 2) {
            return fields;
        }
        List<NoiseLevel> levels = subject.levels();
        List<OptionalInt> labels = subject.guidedLabels();
        for (OptionalInt label : labels) {
            IntStream.of(levels.size() - 1, levels.size() / 2, 0).distinct()
                    .mapToObj(i -> field(subject, exact, levels.get(i), label)).forEach(fields::add);
        }
        return fields;
    }

    private static ErrorField field(ModelUnderTest subject, ExactScores exact, NoiseLevel level,
            OptionalInt c) {
        double[] seen = NoisedBatch.of(new LabelledDraws(subject.law(), c, subject.streams("error field")), 0, SHOWN,
                level).points();
        DoubleSummaryStatistics[] ranges = {new DoubleSummaryStatistics(), new DoubleSummaryStatistics()};
        for (int i = 0; i < seen.length; i++) {
            ranges[i % 2].accept(seen[i]);
        }
        double[] points = new double[2 * SIDE * SIDE];
        for (int p = 0; p < SIDE * SIDE; p++) {
            points[2 * p] = between(ranges[0], p % SIDE);
            points[2 * p + 1] = between(ranges[1], p / SIDE);
        }
        double[] model = subject.field().scores(level, points, c);
        double[] right = exact.scores(level, points, c);
        // ε = −√τ s has a size of 1 at every level.
        double unit = -Math.sqrt(level.noise());
        List<Arrow> arrows = IntStream.range(0, SIDE * SIDE)
                .mapToObj(p -> new Arrow(points[2 * p], points[2 * p + 1], unit * (model[2 * p] - right[2 * p]),
                        unit * (model[2 * p + 1] - right[2 * p + 1])))
                .toList();
        return new ErrorField(level, subject.named(c), arrows);
    }

    private static double between(DoubleSummaryStatistics range, int i) {
        return range.getMin() + (range.getMax() - range.getMin()) * i / (SIDE - 1);
    }
}
