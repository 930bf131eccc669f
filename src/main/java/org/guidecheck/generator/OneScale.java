package org.guidecheck.generator;

/** Replaces one of the scales of a plan, and counts them. */
final class OneScale implements Tuning {
    private final int index;
    private final int code;
    private int scales;

    /**
     * A replacement.
     *
     * @param index of the scale, from 0; a negative one replaces none
     * @param code  what it becomes
     */
    OneScale(int index, int code) {
        this.index = index;
        this.code = code;
    }

    /** How many scales came by. */
    int scales() {
        return scales;
    }

    @Override
    public int mean(int thousandths) {
        return thousandths;
    }

    @Override
    public int scale(int old) {
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
