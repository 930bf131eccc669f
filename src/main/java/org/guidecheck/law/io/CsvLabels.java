package org.guidecheck.law.io;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.guidecheck.text.InvalidInputException;

/** Checks whether the values of a label column are classes. */
final class CsvLabels {
    /** Number of classes up to which any labels are accepted. */
    private static final int FEW = 10;
    /** Number of classes up to which labels may be numbers with a fraction. */
    private static final int FEW_FRACTIONS = 20;
    private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9]*[.,][0-9]*[1-9][0-9]*([eE][+-]?[0-9]+)?");
    private static final int MOST_NAMED = 5;

    private CsvLabels() {
    }

    /**
     * Refuses a column whose values are no classes.
     *
     * @param column  its name
     * @param classes number of points of each class
     * @param points  number of all points
     * @throws InvalidInputException if there is one class only, if there are many and most of them have one point, or
     *                               if many are numbers with a fraction
     */
    static void check(String column, Map<String, Integer> classes, int points) {
        String place = "column " + column;
        if (classes.size() < 2) {
            throw new InvalidInputException(place, "must have at least two classes, but has only '"
                    + InvalidInputException.shorten(String.join(", ", classes.keySet())) + "'");
        }
        String count = classes.size() + " classes in " + points + " rows";
        long single = classes.values().stream().filter(each -> each == 1).count();
        if (classes.size() > FEW && 2 * single > classes.size()) {
            throw new InvalidInputException(place, "has " + count + ", of which " + single
                    + " have one row; name a column of classes with --label, or put values into groups first");
        }
        long fractions = classes.keySet().stream().filter(each -> FRACTION.matcher(each).matches()).count();
        if (classes.size() > FEW_FRACTIONS && 2 * fractions > classes.size()) {
            throw new InvalidInputException(place,
                    "has " + count + ", mostly numbers with a fraction, so it seems to be "
                            + "a measurement; name a column of classes with --label, or put values into groups first");
        }
    }

    /** A line that names the classes of one point; empty if there is none. */
    static Optional<String> single(Map<String, Integer> classes, int points) {
        List<String> single = classes.entrySet().stream().filter(each -> each.getValue() == 1)
                .map(each -> "'" + InvalidInputException.shorten(each.getKey()) + "'").toList();
        if (single.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", single.subList(0, Math.min(MOST_NAMED, single.size())))
                + (single.size() > MOST_NAMED ? " and " + (single.size() - MOST_NAMED) + " more" : "");
        return Optional.of((single.size() == 1 ? "class " + names + " has" : "classes " + names + " have")
                + " one point of " + points + " each".substring(0, single.size() == 1 ? 0 : 5)
                + ": guidance towards one point is an exact but extreme case, whose verdicts take longest");
    }

    /** A line that names a class whose label looks like a missing value; empty if there is none. */
    static Optional<String> missing(Map<String, Integer> classes) {
        return classes.entrySet().stream().filter(each -> CsvNumbers.isMissing(each.getKey())).findFirst()
                .map(each -> "label '" + each.getKey() + "' of " + each.getValue()
                        + (each.getValue() == 1 ? " row" : " rows")
                        + " is taken as a class; if it means a missing label, remove the rows");
    }
}
