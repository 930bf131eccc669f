package org.guidecheck.process.rule;

import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Rule whose formula is applied to predictions of clean points in place of scores.
 *
 * @param formula a rule that combines its two predictions without use of the point, such as {@link Rescaled}
 */
public record OfCleanPoints(GuidanceRule formula) implements GuidanceRule {
    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        if (level.isClean()) {
            // Both predictions are the point itself, and no score follows from them.
            return conditional.clone();
        }
        double root = Math.sqrt(level.signal());
        double[] result = formula.guided(level, weight, x, level.cleanPoints(x, conditional),
                level.cleanPoints(x, unconditional));
        for (int i = 0; i < x.length; i++) {
            result[i] = (root * result[i] - x[i]) / level.noise();
        }
        return result;
    }

    @Override
    public boolean hasProcess(int dimension) {
        return formula.hasProcess(dimension);
    }

    @Override
    public List<NoiseLevel> jumps() {
        return formula.jumps();
    }
}
