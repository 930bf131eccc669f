package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Declaration of what a sampler means to do where it differs from what is usual: claims are decided for what it
 * declares.
 *
 * @param rule       guidance rule that the sampler applies; empty for classifier-free guidance
 * @param schedule   noise levels that it visits; empty if it takes those that are offered, or any
 * @param start      level of the points that it starts from and that it is given; empty if it starts from noise
 * @param end        level at which it stops; empty if that is the last one offered
 * @param leastSteps fewest steps that it promises, at least 1
 * @param mostSteps  most steps that it promises; empty if there is no limit
 * @param precision  of its numbers; empty for single in a program and double in a class
 */
public record Declaration(Optional<DeclaredRule> rule, Optional<DeclaredLevels> schedule, Optional<NoiseLevel> start,
        Optional<NoiseLevel> end, OptionalInt leastSteps, OptionalInt mostSteps, Optional<Precision> precision) {

    /** Nothing declared. */
    public static final Declaration NONE = new Declaration(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** Noise τ of an end that is nearer to data than to noise. */
    private static final double MOST_NOISE_AT_END = 0.5;

    /** Precision of a sampler's numbers. */
    public enum Precision {
        /** Float32. */
        SINGLE,
        /** Float64. */
        DOUBLE;

        /** {@return the name in lower case} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that the parts agree; throws {@link IllegalArgumentException}. */
    public Declaration {
        if (leastSteps.isPresent() && !(leastSteps.getAsInt() >= 1)) {
            throw new IllegalArgumentException("steps_at_least=" + leastSteps.getAsInt() + ": must be at least 1");
        }
        if (mostSteps.isPresent() && !(mostSteps.getAsInt() >= Math.max(2, leastSteps.orElse(1)))) {
            throw new IllegalArgumentException("most_steps=" + mostSteps.getAsInt() + ": must be at least 2"
                    + (leastSteps.isPresent() ? " and at least steps_at_least=" + leastSteps.getAsInt() : ""));
        }
        if (end.isPresent() && !(end.get().noise() < MOST_NOISE_AT_END)) {
            throw new IllegalArgumentException("ends_at: noise 1 - alpha_bar=" + end.get().noise() + ": must be below "
                    + MOST_NOISE_AT_END);
        }
        if (start.isPresent() && end.isPresent() && !(end.get().noise() < start.get().noise())) {
            throw new IllegalArgumentException("ends_at: noise " + end.get().noise()
                    + ": must be below that of starts_at, " + start.get().noise());
        }
    }

    /**
     * The declaration that a sampler takes one number of steps.
     *
     * @param steps at least 2
     * @return nothing else declared
     */
    public static Declaration ofSteps(int steps) {
        return new Declaration(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalInt.of(steps), OptionalInt.of(steps), Optional.empty());
    }

    /**
     * The declaration of noise levels.
     *
     * @param levels that the sampler visits
     * @return nothing else declared
     */
    public static Declaration ofSchedule(DeclaredLevels levels) {
        return new Declaration(Optional.empty(), Optional.of(levels), Optional.empty(), Optional.empty(),
                OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    /**
     * This declaration, completed by another.
     *
     * @param other gives the parts that are not declared here
     * @return the two together
     */
    public Declaration over(Declaration other) {
        return new Declaration(rule.or(other::rule), schedule.or(other::schedule), start.or(other::start),
                end.or(other::end), leastSteps.isPresent() ? leastSteps : other.leastSteps,
                mostSteps.isPresent() ? mostSteps : other.mostSteps, precision.or(other::precision));
    }

    /**
     * The parts of another declaration that this one contradicts.
     *
     * @param other declaration that this one is put over
     * @return for each such part a text, such as {@code rule=cfg, not rule=none}
     */
    public List<String> contradictions(Declaration other) {
        List<String> here = parts();
        List<String> there = other.parts();
        List<String> result = new ArrayList<>();
        for (String part : here) {
            String name = part.substring(0, part.indexOf('=') + 1);
            there.stream().filter(each -> each.startsWith(name) && !each.equals(part)).findFirst()
                    .ifPresent(each -> result.add(part + ", not " + each));
        }
        return result;
    }

    /** {@return the rule that guidance follows} */
    public DeclaredRule guidance() {
        return rule.orElse(DeclaredRule.CFG);
    }

    /**
     * Whether the sampler promises a number of steps.
     *
     * @param steps at least 1
     * @return whether it is within the declared limits
     */
    public boolean allows(int steps) {
        return steps >= leastSteps.orElse(1) && steps <= limit().orElse(Integer.MAX_VALUE);
    }

    /**
     * The most steps that the sampler promises, or that its schedule has.
     *
     * @return at least 1; empty if there is no limit
     */
    public OptionalInt limit() {
        int most = Math.min(mostSteps.orElse(Integer.MAX_VALUE),
                schedule.map(DeclaredLevels::mostSteps).orElse(Integer.MAX_VALUE));
        return most == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /**
     * The noise levels that the sampler is offered.
     *
     * @param problem law and its usual levels
     * @param steps   number of steps
     * @return the declared levels, else the usual ones, from the declared start to the declared end
     */
    public TimeGrid grid(TestProblem problem, int steps) {
        TimeGrid usual = schedule.isPresent() ? schedule.get().grid(steps, end) : problem.grids().apply(steps);
        if (start.isEmpty() && (end.isEmpty() || schedule.isPresent())) {
            return usual;
        }
        NoiseLevel from = start.orElse(usual.start());
        NoiseLevel to = end.orElse(usual.end());
        return schedule.isPresent() ? tail(usual, from) : between(from, to, usual, steps);
    }

    /** The start, and the levels that have less noise. */
    private static TimeGrid tail(TimeGrid grid, NoiseLevel from) {
        List<NoiseLevel> levels = new ArrayList<>(List.of(from));
        grid.levels().stream().filter(each -> each.noise() < from.noise() * (1 - 1e-9)).forEach(levels::add);
        return new TimeGrid(levels);
    }

    /** Uniform in λ, with a last step to clean data if that is the end. */
    private static TimeGrid between(NoiseLevel from, NoiseLevel to, TimeGrid usual, int steps) {
        if (!to.isClean()) {
            return TimeGrid.uniformInLogSnr(from.logSnr(), to.logSnr(), steps);
        }
        List<NoiseLevel> levels = new ArrayList<>();
        if (steps == 1) {
            levels.add(from);
        } else {
            double last = Math.max(usual.level(usual.steps() - 1).logSnr(), from.logSnr() + 1);
            levels.addAll(TimeGrid.uniformInLogSnr(from.logSnr(), last, steps - 1).levels());
        }
        levels.add(NoiseLevel.CLEAN);
        return new TimeGrid(levels);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        rule.ifPresent(each -> parts.add("rule=" + each.name()));
        schedule.ifPresent(each -> parts.add("schedule=" + each.name()));
        start.ifPresent(each -> parts.add("starts_at=" + sigma(each)));
        end.ifPresent(each -> parts.add("ends_at=" + sigma(each)));
        leastSteps.ifPresent(each -> parts.add("steps_at_least=" + each));
        mostSteps.ifPresent(each -> parts.add("most_steps=" + each));
        precision.ifPresent(each -> parts.add("precision=" + each.label()));
        return parts;
    }

    /** The options of the command line that declare this. */
    String options() {
        List<String> options = new ArrayList<>();
        rule.ifPresent(each -> options.add("--rule " + each.name()));
        schedule.ifPresent(each -> options.add("--schedule " + (each.steps().isEmpty() ? each.name() : "F.json")));
        start.ifPresent(each -> options.add("--starts-at log_snr=" + each.logSnr()));
        end.ifPresent(each -> options.add("--ends-at log_snr=" + each.logSnr()));
        leastSteps.ifPresent(each -> options.add("--steps-at-least " + each));
        mostSteps.ifPresent(each -> options.add("--most-steps " + each));
        precision.ifPresent(each -> options.add("--precision " + each.label()));
        return String.join(" ", options);
    }

    private static String sigma(NoiseLevel level) {
        return String.format(Locale.ROOT, "sigma %.6g", level.sigma());
    }

    /** What is declared, in words; empty if nothing is. */
    @Override
    public String toString() {
        return String.join(", ", parts());
    }
}
