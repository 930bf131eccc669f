package org.guidecheck.audit;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/** Noise levels at which a model is audited. */
public final class AuditLevels {
    /** Number of levels. */
    static final int COUNT = 8;

    private AuditLevels() {
    }

    /**
     * The noisiest and the cleanest noisy level of the processes of a law.
     *
     * @param law  the law
     * @param stop noise at which its processes stop, 0 for clean data
     * @return the two levels
     */
    public static DrawsFile.Levels range(LabelledLaw law, double stop) {
        List<NoiseLevel> levels = TimeGrid.forLaw(law, 2, stop).levels();
        return new DrawsFile.Levels(levels.get(0), levels.get(stop > 0 ? 2 : 1));
    }

    /**
     * Levels spread evenly over those that a model was trained at, or over the range of the law, noisiest first. Those
     * below the noise at which processes of the law stop are left out.
     *
     * @param trained levels of the model, noisiest first; empty if it takes any
     * @param law     the law
     * @param stop    noise at which its processes stop, 0 for clean data
     * @return at most {@value #COUNT} levels; empty if the model was trained at none that the law allows
     */
    static List<NoiseLevel> of(List<NoiseLevel> trained, LabelledLaw law, double stop) {
        if (trained.isEmpty()) {
            DrawsFile.Levels range = range(law, stop);
            return TimeGrid.uniformInLogSnr(range.from().logSnr(), range.to().logSnr(), COUNT - 1).levels();
        }
        List<NoiseLevel> allowed = trained.stream().filter(each -> each.noise() >= stop).toList();
        int count = Math.min(COUNT, allowed.size());
        return IntStream.range(0, count)
                .mapToObj(i -> allowed.get((int) ((i + 0.5) * allowed.size() / count))).toList();
    }
}
