package org.guidecheck.generator.plan;

/**
 * Range of guidance weights in tenths.
 *
 * @param least smallest weight, at least 0
 * @param most  largest weight, at most 200
 */
record WeightRange(int least, int most) {

    static WeightRange of(double min, double max) {
        if (!(min >= 0 && max <= 20 && min <= max)) {
            throw new IllegalArgumentException("weights from " + min + " to " + max
                    + ": must be a range within 0 to 20");
        }
        int least = (int) Math.ceil(10 * min - 1e-9);
        int most = (int) Math.floor(10 * max + 1e-9);
        if (least > most) {
            throw new IllegalArgumentException("weights from " + min + " to " + max
                    + ": must contain a multiple of 0.1");
        }
        return new WeightRange(least, most);
    }

    boolean contains(int tenths) {
        return tenths >= least && tenths <= most;
    }
}
