package org.guidecheck.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Spelling suggestions: the known name that is nearest to an unknown one. */
public final class Suggestions {
    /** One spelling mistake is forgiven for each so many letters. */
    private static final int LETTERS_PER_MISTAKE = 4;
    private static final int SHORTEST_NAME = 3;

    private Suggestions() {
    }

    /**
     * The known name that was probably meant, ignoring case: one that ends in a dot and the given name, or else the one
     * with the fewest spelling mistakes, if they are few.
     *
     * @param name  an unknown name
     * @param known all known names
     * @return the suggestion; empty if no known name is near
     */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String given = name.toLowerCase(Locale.ROOT);
        Optional<String> suffix = known.stream()
                .filter(each -> each.toLowerCase(Locale.ROOT).endsWith("." + given)).findFirst();
        return suffix.isPresent() ? suffix
                : known.stream().filter(each -> Math.min(given.length(), each.length()) >= SHORTEST_NAME)
                        .filter(each -> distance(given, each.toLowerCase(Locale.ROOT)) <= Math.max(1,
                                Math.min(given.length(), each.length()) / LETTERS_PER_MISTAKE))
                        .min(Comparator.comparingInt(each -> distance(given, each.toLowerCase(Locale.ROOT))));
    }

    /**
     * The suggestion as the end of a message.
     *
     * @param name  an unknown name
     * @param known all known names
     * @return such as {@code ; did you mean ddpm?}; empty if no known name is near
     */
    public static String hint(String name, Collection<String> known) {
        return nearest(name, known).map(each -> "; did you mean " + each + "?").orElse("");
    }

    /**
     * Edit distance: insertions, deletions, replacements and exchanges of neighbouring letters (V. I. Levenshtein 1966;
     * F. J. Damerau 1964).
     */
    private static int distance(String a, String b) {
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
