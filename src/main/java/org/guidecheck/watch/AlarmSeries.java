package org.guidecheck.watch;

/**
 * Alarms of one detector, counted from one fall to the next. While a mean stays risen the detector, which starts anew
 * after each alarm, gives one alarm after another; the first is news, the others say that nothing has changed. Not
 * thread-safe.
 *
 * <p>A fall is a block of variables since the last alarm whose average is nearer to the usual mean than to a rise of it: a
 * block is as long as the detector needs to find a rise to three times the usual mean, and the bound is one and a half
 * times that mean. It decides what is printed; alarms themselves do not depend on it.
 */
final class AlarmSeries {
    /** Share of the way from the usual mean to the rise below which a block counts as a fall. */
    private static final double NEAR = 0.25;

    private final long block;
    private final double bound;
    private int alarms;
    private long count;
    private double sum;

    /**
     * A series without alarms.
     *
     * @param detector gives the alarms
     */
    AlarmSeries(RiseDetector detector) {
        double risen = detector.rise();
        this.block = detector.samplesToFind(risen, WatchText.PROMISED);
        this.bound = detector.usual() + NEAR * (risen - detector.usual());
    }

    /** Adds a variable in [0, 1] that is no alarm. */
    void accept(double x) {
        if (alarms == 0) {
            return;
        }
        count++;
        sum += x;
        if (count >= block) {
            if (sum <= bound * count) {
                alarms = 0;
            }
            count = 0;
            sum = 0;
        }
    }

    /** {@return the number of an alarm that is given now, from 1 after a fall} */
    int alarm() {
        count = 0;
        sum = 0;
        return ++alarms;
    }
}
