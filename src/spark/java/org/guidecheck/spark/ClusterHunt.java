package org.guidecheck.spark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.guidecheck.hunt.RoundReport;
import org.guidecheck.kernel.BlockLoops;

/**
 * Claims hunted on a cluster, wave after wave: each wave holds the next rounds of every claim that still has no counterexample,
 * and the shrinking of those found in the wave before. Of several rounds that find one the first in number counts, so that what
 * comes out follows from the seed, as on one machine, whatever the number of machines and whichever of them are lost.
 */
public final class ClusterHunt {
    private final JavaSparkContext context;
    private final Limits limits;
    private final Consumer<String> progress;

    /**
     * How much is done.
     *
     * @param rounds    of each claim at most, at least 1
     * @param time      after which no wave begins but to shrink
     * @param shrinking time for each shrinking
     */
    public record Limits(int rounds, Duration time, Duration shrinking) {
    }

    /**
     * What the hunt of one claim came to.
     *
     * @param claim          the claim's name
     * @param laws           tried, up to the counterexample if there is one
     * @param undecided      of these, laws that no oracle could decide
     * @param nearest        the report of the round that found a counterexample, or came nearest
     * @param counterexample shrunk, as JSON; empty if there is none
     */
    public record Result(String claim, long laws, long undecided, Optional<RoundReport> nearest,
                         Optional<String> counterexample) {
    }

    /** The hunt of one claim so far. */
    private static final class Progress {
        private final Job job;
        private int rounds;
        private long laws;
        private long undecided;
        private RoundReport nearest;
        private String counterexample;

        Progress(Job job) {
            this.job = job;
        }

        boolean isFound() {
            return nearest != null && nearest.refuted();
        }

        /** Takes the rounds of a wave, in their order. */
        void take(RoundReport report) {
            if (isFound()) {
                return;
            }
            laws += report.laws();
            undecided += report.undecided();
            if (nearest == null || report.refuted() || report.score() > nearest.score()) {
                nearest = report;
            }
        }

        Result result() {
            return new Result(job.claim(), laws, undecided, Optional.ofNullable(nearest), Optional.ofNullable(counterexample));
        }
    }

    /**
     * Has executors compute as the driver does.
     *
     * @param conf changed, unless it has options for executors already
     * @return conf
     */
    public static SparkConf alike(SparkConf conf) {
        return BlockLoops.isAccelerated() ? conf.setIfMissing("spark.executor.extraJavaOptions", BlockLoops.OPTION) : conf;
    }

    /**
     * Hunts to come.
     *
     * @param context  the cluster
     * @param limits   for how long
     * @param progress told a line after each wave
     */
    public ClusterHunt(JavaSparkContext context, Limits limits, Consumer<String> progress) {
        this.context = context;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Hunts.
     *
     * @param jobs the claims
     * @return for each, what it came to
     */
    public List<Result> run(List<Job> jobs) {
        List<Progress> hunts = jobs.stream().map(Progress::new).toList();
        long end = System.nanoTime() + limits.time().toNanos();
        List<Task> wave = wave(hunts, true);
        while (!wave.isEmpty()) {
            List<Task.Done> done = context.parallelize(wave, wave.size()).map(Task::run).collect();
            take(hunts, done);
            progress.accept(line(hunts));
            wave = wave(hunts, System.nanoTime() - end < 0);
        }
        return hunts.stream().map(Progress::result).toList();
    }

    private List<Task> wave(List<Progress> hunts, boolean searching) {
        List<Task> tasks = new ArrayList<>();
        for (Progress hunt : hunts) {
            if (hunt.isFound() && hunt.counterexample == null) {
                tasks.add(new Task.Shrinking(hunt.job, hunt.nearest.number(), hunt.laws, limits.shrinking()));
            }
        }
        List<Progress> open = hunts.stream()
                .filter(hunt -> searching && !hunt.isFound() && hunt.rounds < limits.rounds()).toList();
        int cores = Math.max(1, context.defaultParallelism() - tasks.size());
        for (Progress hunt : open) {
            // At least one round of each claim, and work for every core.
            int last = Math.min(limits.rounds(), hunt.rounds + (cores + open.size() - 1) / open.size());
            while (hunt.rounds < last) {
                tasks.add(new Task.Round(hunt.job, hunt.rounds++));
            }
        }
        return tasks;
    }

    private static void take(List<Progress> hunts, List<Task.Done> done) {
        List<RoundReport> reports = done.stream().filter(Task.Searched.class::isInstance)
                .map(each -> ((Task.Searched) each).report()).sorted(Comparator.comparingInt(RoundReport::number)).toList();
        for (Progress hunt : hunts) {
            reports.stream().filter(report -> report.claim().equals(hunt.job.claim())).forEach(hunt::take);
            for (Task.Done each : done) {
                if (each instanceof Task.Shrunk shrunk && shrunk.claim().equals(hunt.job.claim())) {
                    hunt.counterexample = shrunk.counterexample();
                }
            }
        }
    }

    private static String line(List<Progress> hunts) {
        return hunts.stream().mapToLong(hunt -> hunt.laws).sum() + " laws, "
                + hunts.stream().filter(Progress::isFound).count() + " of " + hunts.size() + " claims with a counterexample, "
                + hunts.stream().filter(hunt -> hunt.counterexample != null).count() + " shrunk";
    }
}
