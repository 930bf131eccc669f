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
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.TextFile;

/**
 * What a sampler's output was like, to be held against what it is after a change: means of bounded functionals with
 * intervals, and the number of denoiser calls.
 *
 * <p>Two versions of a sampler are said to differ in a functional only if their intervals do not meet. Where neither has
 * changed in law that happens with probability {@value #ALPHA} at most, over all functionals of the two together.
 *
 * @param sampler    its name
 * @param steps      number of steps
 * @param seed       seed of all randomness
 * @param calls      denoiser calls of a run
 * @param functionals mean and interval of each, by name
 */
public record Baseline(String sampler, int steps, long seed, int calls, Map<String, Known> functionals) {
    /** False-alarm rate of all that one baseline states. */
    static final double ALPHA = 5e-7;
    private static final String METHOD = "betting confidence sequences of both runs";
    private static final String CALLS = "denoiser calls";
    private static final int POINTS = 16_384;
    private static final Statement STATEMENT = new Statement("sampler.as-before",
            "the output and the number of denoiser calls are those of the baseline", "the baseline file",
            Claim.Status.HOLDS);
    private static final int MAX_BYTES = 1 << 20;

    /**
     * The mean of a bounded functional.
     *
     * @param mean   of the draws
     * @param bounds where it lies
     */
    public record Known(double mean, Interval bounds) {
    }

    /**
     * A change that is more than chance.
     *
     * @param functional what changed, such as {@code p(c|Y), w = 1}
     * @param before     as the baseline has it
     * @param now        as it is
     * @param by         by how much, now less before
     */
    public record Change(String functional, Known before, Known now, Interval by) {
        /** The change in a line. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %.4f before, %.4f now, a change in [%.4f, %.4f]", functional,
                    before.mean(), now.mean(), by.lower(), by.upper());
        }
    }

    /** Copies the functionals, in the order of their names. */
    public Baseline {
        functionals = Collections.unmodifiableSortedMap(new TreeMap<>(functionals));
    }

    /**
     * What a candidate's output is like.
     *
     * @param candidate the sampler
     * @return its baseline
     */
    public static Baseline of(SamplerUnderTest candidate) {
        RunCache bench = new RunCache(candidate);
        Map<String, double[]> values = new TreeMap<>();
        int calls = 0;
        for (double w : candidate.weights()) {
            String at = ", w = " + GuidanceSchedule.constant(w);
            RecordedRun line = bench.run(TestProblem.LINE, w, candidate.steps(), "baseline", POINTS);
            OutputOnCaseT.functionals(line, bench.grid(line).end()).forEach((name, each) -> values.put(name + at, each));
            RecordedRun pair = bench.run(TestProblem.PAIR, w, candidate.steps(), "baseline", POINTS);
            int d = TestProblem.PAIR.dimension();
            for (int i = 0; i < d; i++) {
                double[] waves = GaussianSample.ofCoordinate(pair.ends(), d, i).numbers().clone();
                for (int p = 0; p < waves.length; p++) {
                    double wave = 0.5 + 0.5 * Math.sin(waves[p] / Math.sqrt(ScorePair.STANDARD.variance(i)));
                    waves[p] = Double.isFinite(wave) ? wave : 0;
                }
                values.put("wave of coordinate " + (i + 1) + at, waves);
            }
            calls = line.asked();
        }
        Map<String, Known> functionals = new TreeMap<>();
        values.forEach((name, each) -> {
            BettingConfidenceSequence mean = new BettingConfidenceSequence(0, 1, ALPHA / values.size());
            mean.accept(each);
            functionals.put(name, new Known(mean.mean(), mean.bounds()));
        });
        return new Baseline(candidate.sampler().name(), candidate.steps(), candidate.seed(), calls, functionals);
    }

    /**
     * What has changed since this baseline.
     *
     * @param now what the sampler is like now
     * @return the functionals whose intervals do not meet, and the number of calls where it is another
     * @throws IllegalArgumentException if the two are of other numbers of steps or other functionals
     */
    public List<Change> changesTo(Baseline now) {
        if (now.steps != steps || !now.functionals.keySet().equals(functionals.keySet())) {
            throw new InvalidInputException("baseline of " + sampler, "is of " + steps + " steps and "
                    + functionals.keySet() + "; run with the same, or update it");
        }
        List<Change> changes = new ArrayList<>();
        functionals.forEach((name, before) -> {
            Known after = now.functionals.get(name);
            if (before.bounds().intersect(after.bounds()).isEmpty()) {
                changes.add(new Change(name, before, after, after.bounds().minus(before.bounds())));
            }
        });
        if (now.calls != calls) {
            Known before = new Known(calls, new Interval(calls, calls));
            Known after = new Known(now.calls, new Interval(now.calls, now.calls));
            changes.add(new Change(CALLS, before, after, after.bounds().minus(before.bounds())));
        }
        return changes;
    }

    /**
     * That a sampler is as it was.
     *
     * @return the statement that {@link #verdictOn} decides
     */
    public static Statement says() {
        return STATEMENT;
    }

    /**
     * Whether a sampler is still as this baseline says.
     *
     * @param candidate the sampler now, run with the baseline's number of steps and its weights
     * @return a verdict with a piece of evidence for each change, and one for what is nearest to a change among the rest
     * @throws IllegalArgumentException if the baseline is of another number of steps or of other weights
     */
    public Verdict verdictOn(SamplerUnderTest candidate) {
        long begin = System.nanoTime();
        Baseline now = of(candidate);
        List<Change> changes = changesTo(now);
        double share = 2 * ALPHA / functionals.size();
        List<Evidence> evidence = new ArrayList<>();
        for (Change change : changes) {
            Evidence changed = change.functional().equals(CALLS)
                    ? Evidence.of(Evidence.Kind.POINTWISE, CALLS, change.now().mean()).by("counted")
                    : Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, change.functional(), change.now().mean())
                            .by(METHOD, POINTS, share);
            evidence.add(changed.within(change.now().bounds()).decides(String.format(Locale.ROOT, "was %s, a change %s",
                    text(change.before().bounds()), (change.by().width() == 0 ? "by " : "") + text(change.by())), change.before().bounds(), Outcome.REFUTED));
        }
        Set<String> changed = changes.stream().map(Change::functional).collect(Collectors.toSet());
        now.functionals.keySet().stream().filter(name -> !changed.contains(name))
                .max(Comparator.comparingDouble(name -> gap(functionals.get(name), now.functionals.get(name))))
                .ifPresent(name -> evidence.add(Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, name, now.functionals.get(name).mean())
                        .within(now.functionals.get(name).bounds())
                        .by(METHOD, POINTS, share * (functionals.size() - changes.size()))
                        .decides(String.format(Locale.ROOT, "was %s; all others that have not changed are nearer",
                                text(functionals.get(name).bounds())), functionals.get(name).bounds(), Outcome.HOLDS)));
        return Verdict.of(STATEMENT.id(), evidence, candidate.seed(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** How far two means are from each other, in widths of their intervals. */
    private static double gap(Known before, Known now) {
        return Math.abs(now.mean() - before.mean()) / (before.bounds().width() + now.bounds().width() + Double.MIN_NORMAL);
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
     * @throws IllegalArgumentException naming the file and what is wrong in it
     */
    public static Baseline read(Path file) {
        JsonFields fields = JsonFields.read(file, MAX_BYTES);
        try {
            return new Baseline(fields.text("sampler"), fields.whole("steps", 1, Integer.MAX_VALUE), fields.seed("seed"),
                    fields.whole("calls", 0, Integer.MAX_VALUE), new TreeMap<>(fields.objectsByName("functionals", Baseline::known)));
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    private static Known known(JsonFields fields) {
        double lower = fields.number("lower");
        double upper = fields.number("upper");
        if (!(lower <= upper)) {
            throw new InvalidInputException("lower", lower, "must be at most upper, " + upper);
        }
        return new Known(fields.number("mean"), new Interval(lower, upper));
    }

    /**
     * Writes the baseline whole or not at all.
     *
     * @param file its folder is made if missing
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("sampler", sampler).put("steps", steps).put("seed", seed)
                .put("calls", calls).put("alpha", ALPHA);
        ObjectNode all = node.putObject("functionals");
        functionals.forEach((name, known) -> all.putObject(name).put("mean", known.mean())
                .put("lower", known.bounds().lower()).put("upper", known.bounds().upper()));
        TextFile.write(file, node.toPrettyString() + "\n");
    }
}
