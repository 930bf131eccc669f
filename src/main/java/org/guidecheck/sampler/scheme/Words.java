package org.guidecheck.sampler.scheme;

import java.util.Iterator;
import java.util.List;
import java.util.function.DoublePredicate;

/** Parameters in the name of a scheme, {@code NAME:WORD:WORD…}, read one after another. Each may be left out. */
final class Words {
    /** Word for an order that falls towards the last step. */
    static final String LOWER_FINAL = "lower-final";

    private final String name;
    private final String base;
    private final Iterator<String> rest;
    private String next;

    /** The words of a name. */
    Words(String name) {
        List<String> words = List.of(name.split(":", -1));
        this.name = name;
        this.base = words.get(0);
        this.rest = words.subList(1, words.size()).iterator();
        advance();
    }

    private void advance() {
        next = rest.hasNext() ? rest.next() : null;
    }

    /** The name without parameters. */
    String base() {
        return base;
    }

    /** A number; the usual one if it is left out. */
    double number(String label, double usual, DoublePredicate isAllowed, String rule) {
        if (next == null || next.equals(LOWER_FINAL)) {
            return usual;
        }
        double value;
        try {
            // Adding 0 turns −0 into 0, as the sign would appear in the name.
            value = Double.parseDouble(next) + 0.0;
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!isAllowed.test(value)) {
            throw new IllegalArgumentException("sampler=" + name + ": " + label + " must be a number " + rule);
        }
        advance();
        return value;
    }

    /** A whole number in a range; the usual one if it is left out. */
    int integer(String label, int usual, int least, int most) {
        return (int) number(label, usual, value -> value == Math.rint(value) && value >= least && value <= most,
                "from " + least + " to " + most);
    }

    /** One of two words; the usual one if it is left out. */
    String choice(String usual, String other) {
        if (next == null || (!next.equals(usual) && !next.equals(other))) {
            return usual;
        }
        String chosen = next;
        advance();
        return chosen;
    }

    /** Whether a word is there. */
    boolean flag(String word) {
        boolean isThere = word.equals(next);
        if (isThere) {
            advance();
        }
        return isThere;
    }

    /** Throws {@link IllegalArgumentException} if there are more words than were read. */
    void requireEnd() {
        if (next != null) {
            throw new IllegalArgumentException(
                    "sampler=" + name + ": '" + next + "' is not a parameter of " + base + "; see schemes.md");
        }
    }

    /** A number as short as it can be read back. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value)
                : Double.toString(value);
    }
}
