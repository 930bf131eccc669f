package org.guidecheck.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.text.InvalidInputException;

/**
 * Noise levels that a sampler declares: a named grid for any number of steps, or a list for one number of steps, between
 * whose levels those for another number are interpolated in λ.
 *
 * @param name   name of the grid, or of the file with the list
 * @param listed the noisy levels of a list, noisiest first; empty for a named grid
 */
public record DeclaredLevels(String name, List<NoiseLevel> listed) {
    private static final int MOST_LISTED = 100_000;

    /** Copies the list. */
    public DeclaredLevels {
        listed = List.copyOf(listed);
    }

    /**
     * A named grid.
     *
     * @param name as {@link LevelGrids#byName(String)} takes it
     * @return the levels
     * @throws InvalidInputException if there is no such grid
     */
    public static DeclaredLevels named(String name) {
        return new DeclaredLevels(LevelGrids.byName(name).name(), List.of());
    }

    /**
     * A list.
     *
     * @param name name for messages
     * @param list an array of ᾱ, or an object with one field, {@code alpha_bars}, {@code sigmas}, {@code flow_times} or
     *             {@code log_snrs}, and such an array; noise must fall, or rise, from each level to the next. Clean data
     *             at the end may be left out
     * @return the levels
     * @throws InvalidInputException if the list is of another form
     */
    public static DeclaredLevels listed(String name, JsonNode list) {
        String field = list.isObject() && list.size() == 1 ? list.fieldNames().next() : "alpha_bars";
        JsonNode array = list.isArray() ? list : list.path(field);
        LevelScale scale = LevelScale.named(field.replaceFirst("s$", "")).orElse(null);
        if (scale == null || !array.isArray()) {
            throw new InvalidInputException("", list, "must be an array of alpha_bar, or an object with one field, "
                    + "alpha_bars, sigmas, flow_times or log_snrs, and an array of numbers");
        }
        if (array.size() > MOST_LISTED) {
            throw new InvalidInputException(field, "must have at most " + MOST_LISTED + " levels, but has "
                    + array.size());
        }
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            levels.add(level(field + "[" + i + "]", scale, array.get(i)));
        }
        boolean isRising = !levels.isEmpty() && levels.get(0).noise() < levels.get(levels.size() - 1).noise();
        for (int i = 1; i < levels.size(); i++) {
            double change = levels.get(i).logSnr() - levels.get(i - 1).logSnr();
            if (!(isRising ? change < 0 : change > 0)) {
                throw new InvalidInputException(field + "[" + i + "]", array.get(i).asText() + " after "
                        + array.get(i - 1).asText() + ": noise must fall, or rise, from each level to the next");
            }
        }
        if (isRising) {
            Collections.reverse(levels);
        }
        levels.removeIf(NoiseLevel::isClean);
        if (levels.size() < 2) {
            throw new InvalidInputException(field, "must have at least 2 levels with noise, but has " + levels.size());
        }
        return new DeclaredLevels(name, levels);
    }

    /** A level in one scale; numbers that JSON lacks are the texts inf and -inf. */
    static NoiseLevel level(String path, LevelScale scale, JsonNode value) {
        String text = value.asText();
        if (!value.isNumber() && !text.equals("inf") && !text.equals("-inf")) {
            throw new InvalidInputException(path, InvalidInputException.shorten(value.toString()), "must be a number");
        }
        double number = value.isNumber() ? value.doubleValue()
                : text.equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        try {
            return scale.level(number);
        } catch (IllegalArgumentException e) {
            InvalidInputException refused = new InvalidInputException(path, e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** {@return the most steps that the levels are defined for} */
    int mostSteps() {
        return listed.isEmpty() ? LevelGrids.byName(name).most() : Integer.MAX_VALUE;
    }

    /** {@return the number of steps of a list; empty for a named grid} */
    public Optional<Integer> steps() {
        return listed.isEmpty() ? Optional.empty() : Optional.of(listed.size());
    }

    /**
     * The levels of a run.
     *
     * @param steps number of steps, at least 1
     * @param end   level of the end; empty for clean data
     * @return the levels, and the end
     */
    TimeGrid grid(int steps, Optional<NoiseLevel> end) {
        List<NoiseLevel> noisy = new ArrayList<>(listed.isEmpty() ? LevelGrids.byName(name).grid(steps).levels()
                : interpolated(steps));
        NoiseLevel last = end.orElse(NoiseLevel.CLEAN);
        noisy.removeIf(each -> each.isClean() || each.logSnr() >= last.logSnr() - 1e-9);
        if (noisy.isEmpty()) {
            throw new InvalidInputException("ends_at", "must be less noisy than the first level of the schedule");
        }
        noisy.add(last);
        return new TimeGrid(noisy);
    }

    private List<NoiseLevel> interpolated(int steps) {
        if (steps == listed.size()) {
            return listed;
        }
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double place = steps == 1 ? 0 : (double) i * (listed.size() - 1) / (steps - 1);
            int before = Math.min((int) place, listed.size() - 1);
            double from = listed.get(before).logSnr();
            double to = listed.get(Math.min(before + 1, listed.size() - 1)).logSnr();
            levels.add(place == before ? listed.get(before)
                    : NoiseLevel.ofLogSnr(from + (place - before) * (to - from)));
        }
        return levels.stream().distinct().toList();
    }
}
