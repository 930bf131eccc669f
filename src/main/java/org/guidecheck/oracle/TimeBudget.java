package org.guidecheck.oracle;

/**
 * Time budget of a computation: the moment at which it must have stopped.
 *
 * @param deadline in the nanoseconds of {@link System#nanoTime()}; ignored without a limit
 * @param limited  whether there is a limit
 */
public record TimeBudget(long deadline, boolean limited) {
    /** No limit. */
    public static final TimeBudget NONE = new TimeBudget(0, false);
    private static final double NANOS = 1e9;

    /**
     * A budget from now on.
     *
     * @param seconds at least 0
     * @return the budget; without a limit if the number of seconds is infinite
     */
    public static TimeBudget ofSeconds(double seconds) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("seconds=" + seconds + ": must be at least 0");
        }
        return seconds > Long.MAX_VALUE / NANOS / 4 ? NONE
                : new TimeBudget(System.nanoTime() + (long) (seconds * NANOS), true);
    }

    /** {@return the time left, in seconds, at least 0; infinite without a limit} */
    public double secondsLeft() {
        return limited ? Math.max(0, (deadline - System.nanoTime()) / NANOS) : Double.POSITIVE_INFINITY;
    }

    /** {@return whether no time is left} */
    public boolean isOver() {
        return secondsLeft() == 0;
    }

    /**
     * Whether a piece of work fits into the time left.
     *
     * @param seconds its predicted time
     * @return whether it fits
     */
    public boolean allows(double seconds) {
        return seconds <= secondsLeft();
    }
}
