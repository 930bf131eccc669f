package org.guidecheck.guard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.TextFile;

/**
 * Recorded output of a sampler, with which later versions are compared: means of bounded functionals with intervals,
 * and the number of denoiser calls.
 *
 * <p>Two versions differ in a functional if their intervals do not meet. If the law has not changed, this happens to
 * any functional with probability at most twice {@value #ALPHA}.
 *
 * @param sampler     name of the sampler
 * @param steps       number of steps
 * @param declared    what the sampler declared, in words; empty if it declared nothing
 * @param seed        seed of all randomness
 * @param calls       number of denoiser calls of a run
 * @param functionals mean and interval of each functional, by name
 */
public record Baseline(String sampler, int steps, String declared, long seed, int calls,
        Map<String, Estimate> functionals) {
    /** False-alarm rate of all intervals of one baseline. */
    static final double ALPHA = 5e-7;
    private static final String METHOD = "betting confidence sequences of both runs";
    private static final String CALLS = "denoiser calls";
    private static final int POINTS = 16_384;
    private static final Statement STATEMENT = new Statement("sampler.as-before",
            "the output and the number of denoiser calls are those of the baseline",
            "the baseline file; this project, theory.md, Guarding a sampler",
            Claim.Status.HOLDS, new Resolution(0, "beyond the bounds of both runs"));
    private static final int MAX_BYTES = 1 << 20;

    /**
     * Mean of a bounded functional.
     *
     * @param mean   average of the draws
     * @param bounds interval that contains the mean, except with the false-alarm probability
     */
    public record Estimate(double mean, Interval bounds) {
    }

    /**
     * Change that chance does not explain.
     *
     * @param functional name of the functional, such as {@code p(c|Y), w = 1}
     * @param before     estimate of the baseline
     * @param now        estimate of the present version
     * @param by         interval of the change, now less before
     */
    public record Change(String functional, Estimate before, Estimate now, Interval by) {
        /** The change in one line. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %.4f before, %.4f now, a change in [%.4f, %.4f]", functional,
                    before.mean(), now.mean(), by.lower(), by.upper());
        }
    }

    /** Copies the functionals, ordered by name. */
    public Baseline {
        functionals = Collections.unmodifiableSortedMap(new TreeMap<>(functionals));
    }

    /**
     * Runs a sampler and records its output.
     *
     * @param candidate the sampler
     * @return its baseline
     */
    public static Baseline of(SamplerUnderTest candidate) {
        RunCache runs = new RunCache(candidate);
        Map<String, double[]> values = new TreeMap<>();
        int calls = 0;
        for (double w : candidate.weights()) {
            String atWeight = ", w = " + GuidanceSchedule.constant(w);
            RecordedRun line = runs.run(TestProblem.LINE, w, candidate.steps(), "baseline", POINTS);
            OutputOnCaseT.functionals(line, runs.grid(line).end())
                    .forEach((name, each) -> values.put(name + atWeight, each));
            RecordedRun pair = runs.run(TestProblem.PAIR, w, candidate.steps(), "baseline", POINTS);
            int d = TestProblem.PAIR.dimension();
            for (int i = 0; i < d; i++) {
                double[] waves = GaussianSample.ofCoordinate(pair.ends(), d, i).numbers().clone();
                for (int p = 0; p < waves.length; p++) {
                    double wave = 0.5 + 0.5 * Math.sin(waves[p] / Math.sqrt(ScorePair.STANDARD.variance(i)));
                    waves[p] = Double.isFinite(wave) ? wave : 0;
                }
                values.put("wave of coordinate " + (i + 1) + atWeight, waves);
            }
            calls = line.callCount();
        }
        Map<String, Estimate> functionals = new TreeMap<>();
        values.forEach((name, each) -> {
            BettingConfidenceSequence mean = new BettingConfidenceSequence(0, 1, ALPHA / values.size());
            mean.accept(each);
            functionals.put(name, new Estimate(mean.mean(), mean.bounds()));
        });
        return new Baseline(candidate.sampler().name(), candidate.steps(), candidate.declaration().toString(),
                candidate.seed(), calls, functionals);
    }

    /**
     * The changes since this baseline.
     *
     * @param now baseline of the present version
     * @return the functionals whose intervals do not meet, and the number of calls if it differs
     * @throws InvalidInputException if the numbers of steps, the declarations or the functionals differ
     */
    public List<Change> changesTo(Baseline now) {
        if (now.steps != steps || !now.functionals.keySet().equals(functionals.keySet())) {
            throw new InvalidInputException("baseline of " + sampler, "has " + steps + " steps and the functionals "
                    + functionals.keySet() + "; use the same steps and weights, or write it anew");
        }
        if (!now.declared.equals(declared)) {
            throw new InvalidInputException("baseline of " + sampler, "is of a sampler that declares "
                    + orNothing(declared) + ", but this one declares " + orNothing(now.declared)
                    + "; declare the same, or write it anew");
        }
        List<Change> changes = new ArrayList<>();
        functionals.forEach((name, before) -> {
            Estimate after = now.functionals.get(name);
            if (before.bounds().intersect(after.bounds()).isEmpty()) {
                changes.add(new Change(name, before, after, after.bounds().minus(before.bounds())));
            }
        });
        if (now.calls != calls) {
            Estimate before = new Estimate(calls, new Interval(calls, calls));
            Estimate after = new Estimate(now.calls, new Interval(now.calls, now.calls));
            changes.add(new Change(CALLS, before, after, after.bounds().minus(before.bounds())));
        }
        return changes;
    }

    private static String orNothing(String declared) {
        return declared.isEmpty() ? "nothing" : declared;
    }

    /** {@return the statement that {@link #verdictOn} decides} */
    public static Statement statement() {
        return STATEMENT;
    }

    /**
     * Decides whether a sampler still has the output of this baseline.
     *
     * @param candidate the present version, with the baseline's number of steps and weights
     * @return a verdict with evidence on each change, and on the unchanged functional that is nearest to a change
     * @throws InvalidInputException if the number of steps, the weights or what is declared differ
     */
    public Verdict verdictOn(SamplerUnderTest candidate) {
        long begin = System.nanoTime();
        Baseline now = of(candidate);
        List<Change> changes = changesTo(now);
        double share = 2 * ALPHA / functionals.size();
        List<Evidence> evidence = new ArrayList<>();
        for (Change change : changes) {
            boolean counted = change.functional().equals(CALLS);
            String rule = String.format(Locale.ROOT, "must be 0: was %s, a change %s", text(change.before().bounds()),
                    (change.by().width() == 0 ? "by " : "") + text(change.by()));
            evidence.add(counted ? evidence(Evidence.Kind.EXACT, CALLS, change.by(), rule).by("counted")
                    : evidence(Evidence.Kind.PLAIN_SAMPLING, change.functional(), change.by(), rule)
                            .by(METHOD, POINTS, share));
        }
        Set<String> changed = changes.stream().map(Change::functional).collect(Collectors.toSet());
        now.functionals.keySet().stream().filter(name -> !changed.contains(name))
                .max(Comparator.comparingDouble(name -> gap(functionals.get(name), now.functionals.get(name))))
                .ifPresent(name -> evidence.add(evidence(Evidence.Kind.PLAIN_SAMPLING, name,
                        now.functionals.get(name).bounds().minus(functionals.get(name).bounds()),
                        String.format(Locale.ROOT,
                                "must be 0: was %s; of the unchanged functionals this one is nearest to a change",
                                text(functionals.get(name).bounds())))
                        .by(METHOD, POINTS, share * (functionals.size() - changes.size()))));
        return Verdict.of(STATEMENT.id(), evidence, candidate.seed(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Evidence on a change, which two samples of this size can only show. */
    private static Evidence evidence(Evidence.Kind kind, String functional, Interval change, String rule) {
        return Evidence.of(kind, "change of " + functional, change.midpoint()).within(change)
                .decides(Requirement.exactly(rule, 0));
    }

    /** Distance of two means, in widths of their intervals. */
    private static double gap(Estimate before, Estimate now) {
        return Math.abs(now.mean() - before.mean())
                / (before.bounds().width() + now.bounds().width() + Double.MIN_NORMAL);
    }

    private static String text(Interval interval) {
        return interval.width() == 0 ? String.format(Locale.ROOT, "%.0f", interval.lower())
                : String.format(Locale.ROOT, "in [%.4f, %.4f]", interval.lower(), interval.upper());
    }

    /**
     * Reads a baseline.
     *
     * @param file as {@link #write} writes it
     * @return the baseline
     * @throws InvalidInputException naming the file, the field and what is wrong with it
     */
    public static Baseline read(Path file) {
        JsonFields fields = JsonFields.read(file, MAX_BYTES);
        try {
            return new Baseline(fields.text("sampler"), fields.whole("steps", 1, Integer.MAX_VALUE),
                    fields.has("declared") ? fields.text("declared") : "",
                    fields.seed("seed"),
                    fields.whole("calls", 0, Integer.MAX_VALUE),
                    new TreeMap<>(fields.objectsByName("functionals", Baseline::estimate)));
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    private static Estimate estimate(JsonFields fields) {
        double lower = fields.number("lower");
        double upper = fields.number("upper");
        if (!(lower <= upper)) {
            throw new InvalidInputException("lower", lower, "must be at most upper, " + upper);
        }
        return new Estimate(fields.number("mean"), new Interval(lower, upper));
    }

    /**
     * Writes the baseline whole or not at all.
     *
     * @param file its folder is made if missing
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("sampler", sampler).put("steps", steps);
        if (!declared.isEmpty()) {
            node.put("declared", declared);
        }
        node.put("seed", seed).put("calls", calls).put("alpha", ALPHA);
        ObjectNode all = node.putObject("functionals");
        functionals.forEach((name, each) -> all.putObject(name).put("mean", each.mean())
                .put("lower", each.bounds().lower()).put("upper", each.bounds().upper()));
        TextFile.write(file, node.toPrettyString() + "\n");
    }
}
