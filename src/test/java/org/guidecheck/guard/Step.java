package org.guidecheck.guard;

import java.util.List;
import org.guidecheck.law.NoiseLevel;

/**
 * A step between two of a sampler's levels.
 *
 * @param levels all of them
 * @param k      number of the step, from 0
 * @param from   the level it leaves
 * @param to     the level it goes to
 */
record Step(List<NoiseLevel> levels, int k, NoiseLevel from, NoiseLevel to) {
    static Step of(List<NoiseLevel> levels, int k) {
        return new Step(levels, k, levels.get(k), levels.get(k + 1));
    }

    /** The step before; for the first step itself. */
    Step before() {
        return of(levels, Math.max(0, k - 1));
    }

    /** The same step to another level. */
    Step to(NoiseLevel other) {
        return new Step(levels, k, from, other);
    }

    /** Level i, the first and the last repeated beyond the ends. */
    NoiseLevel level(int i) {
        return levels.get(Math.min(Math.max(i, 0), levels.size() - 1));
    }

    int steps() {
        return levels.size() - 1;
    }

    /** t/t′. */
    double alpha() {
        return Math.exp(-du());
    }

    /** 1 − t/t′. */
    double beta() {
        return -Math.expm1(-du());
    }

    /** log t′ − log t. */
    double du() {
        return to.logSignal() - from.logSignal();
    }

    /** The step in log(√t/√τ). */
    double h() {
        return 0.5 * (to.logSnr() - from.logSnr());
    }
}
