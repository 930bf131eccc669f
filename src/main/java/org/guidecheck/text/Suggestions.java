package org.guidecheck.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What was meant by a name that is not known. */
public final class Suggestions {
    /** Letters for each wrong one that is forgiven. */
    private static final int LETTERS_PER_SLIP = 4;

    private Suggestions() {
    }

    /**
     * A known name that may have been meant: one of few letters' difference, whatever the case, or one that ends in a dot and
     * what was said.
     *
     * @param name  not known
     * @param known all that are
     * @return the nearest, if one is near
     */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String said = name.toLowerCase(Locale.ROOT);
        Optional<String> whole = known.stream().filter(each -> each.toLowerCase(Locale.ROOT).endsWith("." + said)).findFirst();
        return whole.isPresent() ? whole
                : known.stream().filter(each -> slips(said, each.toLowerCase(Locale.ROOT))
                        <= Math.max(1, Math.min(said.length(), each.length()) / LETTERS_PER_SLIP))
                .filter(each -> Math.min(said.length(), each.length()) > 2)
                .min(Comparator.comparingInt(each -> slips(said, each.toLowerCase(Locale.ROOT))));
    }

    /**
     * The same as the end of a message.
     *
     * @param name  not known
     * @param known all that are
     * @return such as {@code ; did you mean ddpm?}, or nothing
     */
    public static String hint(String name, Collection<String> known) {
        return nearest(name, known).map(each -> "; did you mean " + each + "?").orElse("");
    }

    /** Letters to add, drop, replace, or let change places with their neighbour (V. I. Levenshtein 1966; F. J. Damerau 1964). */
    private static int slips(String a, String b) {
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                least[i][j] = Math.min(least[i - 1][j - 1] + same, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[a.length()][b.length()];
    }
}
