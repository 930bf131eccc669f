package org.guidecheck.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Outcome;

/**
 * Plan of a verification: which claim is decided on which setting, and what theory expects.
 *
 * @param tasks in the order in which they are to be done
 */
public record VerificationPlan(List<Task> tasks) {
    /** Examples asked of a claim about laws of its own kind. */
    private static final int EXAMPLES = 4;

    /** Copies. */
    public VerificationPlan {
        tasks = List.copyOf(tasks);
    }

    /**
     * A claim to decide on a setting.
     *
     * @param claim    the claim
     * @param subject  what it is decided on, in a few words; tasks of one claim and subject share a row of the table
     * @param setting  process, sampler and seed
     * @param expected what theory says; empty where it says nothing
     */
    public record Task(Claim claim, String subject, Setting setting, Optional<Outcome> expected) {
        /** What theory says: a claim that is known to fail does so on its own law, and need not on another. */
        private static Task of(Claim claim, String subject, Setting setting) {
            return new Task(claim, subject, setting,
                    claim.status() == Claim.Status.HOLDS ? Optional.of(Outcome.HOLDS) : Optional.empty());
        }
    }

    /**
     * The plan for a law of one's own: every claim that says something of it, on it and on random laws.
     *
     * @param claims    to decide
     * @param processes on that law, towards one class, at least one weight
     * @param tries     number of random laws, at least 0
     * @param seed      of all randomness
     * @return the plan; empty if the claims say nothing of the law
     */
    public static VerificationPlan onLaw(List<Claim> claims, List<GuidedProcess> processes, int tries, long seed) {
        List<Setting> random = random(tries, seed);
        List<Task> tasks = new ArrayList<>();
        claims.forEach(claim -> tasks.addAll(onLaws(claim, "", processes, random, seed)));
        return new VerificationPlan(tasks);
    }

    /**
     * The plan for built-in data: claims that are known to fail on the law on which they do, claims about laws of one
     * kind on examples of it, and all others on the data and on random laws.
     *
     * @param claims    to decide
     * @param name      of the data
     * @param processes on the data, towards one class, at least one weight
     * @param tries     number of random laws, at least 0
     * @param seed      of all randomness
     * @return the plan
     */
    public static VerificationPlan builtIn(List<Claim> claims, String name, List<GuidedProcess> processes, int tries,
            long seed) {
        List<Setting> random = random(tries, seed);
        List<Task> tasks = new ArrayList<>();
        for (Claim claim : claims) {
            Optional<Setting> known = claim.counterexample();
            List<Setting> examples = claim.examples(EXAMPLES, seed);
            if (known.isPresent()) {
                tasks.add(new Task(claim, named(known.get()).orElse("a law of its own"), known.get(),
                        Optional.of(Outcome.REFUTED)));
            } else if (!examples.isEmpty()) {
                examples.forEach(each -> tasks.add(
                        Task.of(claim, named(each).orElse(examples.size() + " laws of its kind"), each)));
            } else {
                tasks.addAll(onLaws(claim, name + ", ", processes, random, seed));
            }
        }
        return new VerificationPlan(tasks);
    }

    private static List<Task> onLaws(Claim claim, String name, List<GuidedProcess> processes, List<Setting> random,
            long seed) {
        List<Task> tasks = new ArrayList<>();
        for (GuidedProcess each : claim.usesGuidance() ? processes : processes.subList(0, 1)) {
            Setting setting = Setting.of(each, seed);
            if (claim.appliesTo(setting)) {
                tasks.add(Task.of(claim, name + "class " + each.label()
                        + (claim.usesGuidance() ? ", w = " + each.guidance() : ""), setting));
            }
        }
        List<Setting> drawn = random.stream().filter(claim::appliesTo).toList();
        drawn.forEach(setting -> tasks.add(Task.of(claim, drawn.size() + " random laws", setting)));
        return tasks;
    }

    private static List<Setting> random(int tries, long seed) {
        if (tries == 0) {
            return List.of();
        }
        List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.laws(), tries, seed);
        List<GuidanceSchedule> schedules = RandomLaws.draw(GuidanceArbitraries.schedules(), tries, seed + 1);
        return IntStream.range(0, tries)
                .mapToObj(i -> Setting.of(laws.get(i), 0, schedules.get(i), seed + i)).toList();
    }

    private static Optional<String> named(Setting setting) {
        return NamedLaws.nameOf(setting.law()).map(name -> name + ", w = " + setting.guidance());
    }
}
