package org.guidecheck.statistics;

import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Error count over simulated runs, and the largest count that a correct implementation may have. */
record Calibration(int runs, double rate) {

    /** How often a correct implementation may fail a calibration test. */
    static final double FALSE_ALARM = 1e-9;

    /** The largest count that a true rate of at most {@link #rate} exceeds with probability below 1e-9. */
    int mostErrors() {
        double tail = 1;
        double log = runs * Math.log1p(-rate);
        int k = 0;
        // The tail P(errors > k) by subtraction loses its digits near 1e-16, far below 1e-9.
        while (true) {
            tail -= Math.exp(log);
            if (tail < FALSE_ALARM) {
                return k;
            }
            log += Math.log((runs - k) * rate / ((k + 1) * (1 - rate)));
            k++;
        }
    }

    int errors(long stream, Predicate<UniformRandomProvider> run) {
        int errors = 0;
        UniformRandomProvider seeds = Seeds.stream(stream);
        for (int i = 0; i < runs; i++) {
            if (run.test(RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {seeds.nextLong(), seeds.nextLong()}))) {
                errors++;
            }
        }
        return errors;
    }
}
