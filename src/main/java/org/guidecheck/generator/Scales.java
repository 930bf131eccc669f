package org.guidecheck.generator;

/** Looks at the scales of a plan. */
final class Scales implements Tuning {
    private int narrowest = Numbers.LARGEST_SCALE;

    /** The narrowest that came by. */
    double narrowest() {
        return Numbers.scale(narrowest);
    }

    @Override
    public int mean(int thousandths) {
        return thousandths;
    }

    @Override
    public int scale(int code) {
        narrowest = Math.min(narrowest, code);
        return code;
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
