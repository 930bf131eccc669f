package org.guidecheck.generator;

/** Looks at the scales of a plan, and may replace one. */
final class Scales implements Tuning {
    private final int index;
    private final int code;
    private int scales;
    private int narrowest = Numbers.LARGEST_SCALE;

    /**
     * A replacement.
     *
     * @param index of the scale, from 0
     * @param code  what it becomes
     */
    Scales(int index, int code) {
        this.index = index;
        this.code = code;
    }

    /** Replaces none. */
    static Scales seen() {
        return new Scales(-1, 0);
    }

    /** How many scales came by. */
    int scales() {
        return scales;
    }

    /** The narrowest of them. */
    double narrowest() {
        return Numbers.scale(narrowest);
    }

    @Override
    public int mean(int thousandths) {
        return thousandths;
    }

    @Override
    public int scale(int old) {
        narrowest = Math.min(narrowest, old);
        return scales++ == index ? code : old;
    }

    @Override
    public int share(int share) {
        return share;
    }

    @Override
    public int turn(int turn) {
        return turn;
    }
}
