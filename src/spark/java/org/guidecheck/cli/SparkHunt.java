package org.guidecheck.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.distribution.LawJson;
import org.guidecheck.hunt.Search;
import org.guidecheck.hunt.Specimen;
import org.guidecheck.kernel.BlockLoops;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.spark.ClusterHunt;
import org.guidecheck.spark.Job;
import org.guidecheck.spark.SamplerName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hunt} on many machines: the application that {@code spark-submit} runs. */
@Command(name = "SparkHunt", mixinStandardHelpOptions = true, version = "guidecheck " + Main.VERSION,
        description = "Hunts claims on the machines of a Spark cluster; alone, on the processors of this one.",
        footer = {"", "Example: spark-submit --class org.guidecheck.cli.SparkHunt target/guidecheck-spark.jar"
            + " --claim naive.log-loss,naive.dominance --budget 10m"})
public final class SparkHunt implements Callable<Integer> {
    @Option(names = "--claim", paramLabel = "ID", required = true, split = ",", description = "The claims to break.")
    private List<String> claims;

    @Option(names = "--sampler", paramLabel = "NAME|CLASS",
            description = "A built-in sampler, or a class of yours, on every machine, that implements GuidedSampler.")
    private String sampler;

    @Mixin
    private SearchOptions options;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/counterexamples",
            description = "Folder of the counterexamples (default: ${DEFAULT-VALUE}).")
    private Path out;

    /** A sampler by its name or class. */
    private record Named(String name) implements SamplerName {
        private static final long serialVersionUID = 1;

        @Override
        public GuidedSampler get() {
            return name == null ? new EulerMaruyama() : SamplerSource.named(name);
        }
    }

    /**
     * Runs the application and exits with its code, which are those of {@link Main}.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int code = Main.execute(new CommandLine(new SparkHunt()), args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        Search search = options.search();
        List<Job> jobs = claims.stream().distinct().map(claim -> new Job(claim, new Named(sampler), options.dimension(),
                search.seed(), search.alpha(), search.targeted(), Main.VERSION,
                BlockLoops.active().toString())).toList();
        // What is wrong is said here, not by a machine of the cluster.
        jobs.forEach(Job::parts);
        ClusterHunt.Limits limits = new ClusterHunt.Limits(options.rounds(), options.time(), options.shrinking());
        SparkConf conf = ClusterHunt.alike(new SparkConf().setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.app.name", "guidecheck hunt"));
        List<ClusterHunt.Result> results;
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            results = new ClusterHunt(context, limits, line -> System.err.println("guidecheck: " + line)).run(jobs);
        }
        int code = 0;
        for (ClusterHunt.Result result : results) {
            code = worse(code, HuntCommand.exitCode(Catalogue.named(result.claim()), result.counterexample().isPresent()));
            System.out.print(text(result));
        }
        return code;
    }

    /** That something was refuted matters more than that something was not decided. */
    private static int worse(int one, int other) {
        return one == Main.REFUTED || other == 0 ? one : other;
    }

    private String text(ClusterHunt.Result result) throws IOException {
        String claim = result.claim();
        StringBuilder text = new StringBuilder();
        HuntCommand.line(text, "claim", claim + ": " + Catalogue.named(claim).says().text());
        HuntCommand.line(text, "searched", String.format(Locale.ROOT, "%s, seed %d, false-alarm rate %s, %d undecided",
                HuntCommand.laws(result.laws()), options.search().seed(), options.search().alpha(), result.undecided()));
        if (result.counterexample().isPresent()) {
            ObjectNode found = (ObjectNode) new ObjectMapper().readTree(result.counterexample().get());
            Path file = out.resolve(claim + "-" + options.search().seed() + ".json");
            Specimen.write(file, found);
            HuntCommand.line(text, "law", LawJson.toString(found.get("law")));
            HuntCommand.line(text, "saved", file + "; again: guidecheck replay " + file);
        } else {
            HuntCommand.line(text, "verdict", "no counterexample" + result.nearest()
                    .map(nearest -> String.format(Locale.ROOT, "; the nearest law has score %.3g", nearest.score())).orElse(""));
        }
        return text.toString();
    }
}
