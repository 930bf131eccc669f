package org.guidecheck.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.guidecheck.hunt.Discovery;
import org.guidecheck.hunt.Hunt;
import org.guidecheck.law.block.BlockLoops;

/**
 * Hunts of several claims on a cluster, in waves: each wave runs the next rounds of every claim without a
 * counterexample, and the shrinking of the counterexamples found before. The first counterexample in the order of the
 * rounds counts, so the result follows from the seed, as on one machine, whatever the number of machines and
 * whichever of them are lost.
 */
public final class ClusterHunt {
    private final JavaSparkContext context;
    private final Hunt.Limits limits;
    private final Consumer<String> progress;

    /**
     * Result of the hunt of one claim.
     *
     * @param claim          the claim's name
     * @param laws           number of laws tried, up to the counterexample if there is one
     * @param undecided      number of these that no oracle could decide
     * @param closeness      closeness of the nearest law
     * @param counterexample the counterexample, shrunk; empty if there is none
     */
    public record Result(String claim, long laws, long undecided, double closeness,
            Optional<Discovery> counterexample) {
    }

    /** State of the hunt of one claim. */
    private static final class Progress {
        private final Job job;
        private int rounds;
        private long laws;
        private long undecided;
        private Task.Searched nearest;
        private Discovery counterexample;

        Progress(Job job) {
            this.job = job;
        }

        boolean isFound() {
            return nearest != null && nearest.refuted();
        }

        /** Adds a round of a wave; rounds must come in their order. */
        void take(Task.Searched report) {
            if (isFound()) {
                return;
            }
            laws += report.laws();
            undecided += report.undecided();
            if (nearest == null || report.refuted() || report.closeness() > nearest.closeness()) {
                nearest = report;
            }
        }

        Result result() {
            return new Result(job.claim(), laws, undecided,
                    nearest == null ? Double.NEGATIVE_INFINITY : nearest.closeness(),
                    Optional.ofNullable(counterexample));
        }
    }

    /**
     * Makes executors compute with the same loops as the driver.
     *
     * @param conf configuration to change, unless it already has Java options for executors
     * @return the same configuration
     */
    public static SparkConf withSameLoops(SparkConf conf) {
        return BlockLoops.isAccelerated() ? conf.setIfMissing("spark.executor.extraJavaOptions", BlockLoops.OPTION)
                : conf;
    }

    /**
     * Creates the hunts.
     *
     * @param context  the cluster
     * @param limits   limits of each claim's hunt; after the time of the search only shrinking begins
     * @param progress receives a line after each wave
     */
    public ClusterHunt(JavaSparkContext context, Hunt.Limits limits, Consumer<String> progress) {
        this.context = context;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Runs the hunts.
     *
     * @param jobs the claims
     * @return a result for each
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

    /** The tasks of the next wave; empty if all hunts have ended. */
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
        List<Task.Searched> reports = done.stream().filter(Task.Searched.class::isInstance)
                .map(Task.Searched.class::cast).sorted(Comparator.comparingInt(Task.Searched::number)).toList();
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
                + hunts.stream().filter(Progress::isFound).count() + " of " + hunts.size()
                + " claims with a counterexample, "
                + hunts.stream().filter(hunt -> hunt.counterexample != null).count() + " shrunk";
    }
}
