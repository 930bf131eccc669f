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
 * Plan of a verification: which claims are decided on which settings, and the outcome that theory expects.
 *
 * @param tasks tasks in order
 */
public record VerificationPlan(List<Task> tasks) {
    /** Number of example settings for a claim about laws of one kind. */
    private static final int EXAMPLES = 4;

    /** Copies the list. */
    public VerificationPlan {
        tasks = List.copyOf(tasks);
    }

    /**
     * Task of deciding a claim on a setting.
     *
     * @param claim    the claim
     * @param subject  short name of the setting; tasks of one claim and subject share a row of the result table
     * @param setting  process, sampler and seed
     * @param expected the outcome that theory expects; empty if it makes no prediction
     */
    public record Task(Claim claim, String subject, Setting setting, Optional<Outcome> expected) {
        /** Theory predicts the outcome of theorems only: a false claim may hold on a law not chosen to refute it. */
        private static Task of(Claim claim, String subject, Setting setting) {
            return new Task(claim, subject, setting,
                    claim.status() == Claim.Status.HOLDS ? Optional.of(Outcome.HOLDS) : Optional.empty());
        }
    }

    /**
     * Plan for a user's law: each claim on that law and on random laws, where it applies.
     *
     * @param claims    claims to decide
     * @param processes processes on the law towards one class, one for each weight; at least one
     * @param tries     number of random laws, at least 0
     * @param seed      seed of all randomness
     * @return the plan; empty if no claim applies
     */
    public static VerificationPlan onLaw(List<Claim> claims, List<GuidedProcess> processes, int tries, long seed) {
        List<Setting> random = random(tries, seed);
        List<Task> tasks = new ArrayList<>();
        claims.forEach(claim -> tasks.addAll(onLaws(claim, "", processes, random, seed)));
        return new VerificationPlan(tasks);
    }

    /**
     * Plan for built-in data: false claims on their counterexamples, claims about laws of one kind on examples of it,
     * and all other claims on the data and on random laws.
     *
     * @param claims    claims to decide
     * @param name      name of the data
     * @param processes processes on the data towards one class, one for each weight; at least one
     * @param tries     number of random laws, at least 0
     * @param seed      seed of all randomness
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
