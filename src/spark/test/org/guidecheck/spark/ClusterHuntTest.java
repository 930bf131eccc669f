package org.guidecheck.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.guidecheck.hunt.CounterexampleJson;
import org.guidecheck.hunt.Hunt;
import org.guidecheck.hunt.Search;
import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.sampler.EulerMaruyama;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster must find what one machine finds. */
class ClusterHuntTest {
    private static final int ROUNDS = 1;
    /** Ends a test that hangs; no hunt here is stopped by a clock. */
    private static final Duration LONG = Duration.ofHours(1);
    private static final Hunt.Limits LIMITS = new Hunt.Limits(LONG, LONG, ROUNDS);
    private static final Search SEARCH = new Search(1, 1e-6, true);
    private static final List<String> CLAIMS =
            List.of("naive.tilted-law", "naive.mean-probability", "naive.monotone-weight");
    private static final Map<String, JsonNode> ALONE = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static Job job(String claim) {
        return new Job(claim, EulerMaruyama::new, 1, SEARCH, "test", BlockLoops.active().toString());
    }

    @BeforeAll
    static void onOneMachine() throws IOException, InterruptedException {
        for (String claim : CLAIMS) {
            Hunt hunt = new Hunt(job(claim).tasks(), LIMITS, 2);
            hunt.run(folder.resolve(claim + ".journal"), false).found().map(CounterexampleJson::of)
                    .ifPresent(found -> ALONE.put(claim, found));
        }
        assertThat(ALONE).as("claims with a counterexample").containsOnlyKeys("naive.tilted-law",
                "naive.mean-probability");
    }

    private static Map<String, JsonNode> found(JavaSparkContext context, List<String> lines) {
        List<ClusterHunt.Result> results = new ClusterHunt(context, LIMITS, lines::add)
                .run(CLAIMS.stream().map(ClusterHuntTest::job).toList());
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (ClusterHunt.Result result : results) {
            result.counterexample().map(CounterexampleJson::of).ifPresent(each -> found.put(result.claim(), each));
        }
        return found;
    }

    @Test
    void refusesToComputeOtherwiseThanTheDriver() {
        Job job = new Job("naive.tilted-law", EulerMaruyama::new, 1, SEARCH, "test", "other loops");
        assertThatIllegalStateException().isThrownBy(job::tasks).withMessage("this executor computes with "
                + BlockLoops.active()
                + ", the driver with other loops: start every JVM with --add-modules=jdk.incubator.vector,"
                + " or none");
    }

    private static SparkConf conf(String master) {
        return ClusterHunt.withSameLoops(new SparkConf()).setMaster(master).setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
    }

    @Tag("exhaustive")
    @Test
    @Timeout(600)
    void twoThreadsFindTheSame() {
        List<String> lines = new ArrayList<>();
        try (JavaSparkContext context = new JavaSparkContext(conf("local[2]"))) {
            assertThat(found(context, lines)).isEqualTo(ALONE);
        }
        assertThat(lines.get(lines.size() - 1)).endsWith("2 of 3 claims with a counterexample, 2 shrunk");
    }

    @Test
    @Timeout(600)
    void twoWorkersFindTheSameThoughOneIsKilled() throws IOException {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        try (StandaloneCluster cluster = new StandaloneCluster(folder);
                JavaSparkContext context = new JavaSparkContext(conf(cluster.master())
                        .set("spark.executor.memory", "700m").set("spark.scheduler.minRegisteredResourcesRatio", "1")
                        .set("spark.cores.max", "2")
                        .set("spark.executor.extraClassPath", System.getProperty("java.class.path")))) {
            context.sc().addSparkListener(new SparkListener() {
                @Override
                public void onTaskStart(SparkListenerTaskStart start) {
                    // Of the second wave, the shrinking, both have begun by then.
                    if (started.incrementAndGet() == CLAIMS.size() + 2) {
                        cluster.kill(1);
                    }
                }

                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    lost.addAndGet(end.taskInfo().successful() ? 0 : 1);
                }
            });
            assertThat(found(context, new ArrayList<>())).isEqualTo(ALONE);
        }
        assertThat(lost.get()).as("tasks lost with the worker").isPositive();
    }
}
