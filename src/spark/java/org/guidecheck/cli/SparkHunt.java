package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.hunt.CounterexampleJson;
import org.guidecheck.hunt.Discovery;
import org.guidecheck.hunt.Search;
import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.report.Versions;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.spark.ClusterHunt;
import org.guidecheck.spark.Job;
import org.guidecheck.spark.SamplerName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hunt} on a Spark cluster: the application that {@code spark-submit} runs. */
@Command(name = "SparkHunt", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Searches for counterexamples to claims on a Spark cluster, or on this machine's processors.",
        footer = {"", "Example: spark-submit --class org.guidecheck.cli.SparkHunt target/guidecheck-spark.jar"
                + " --claim naive.log-loss,naive.dominance --budget 10m"})
public final class SparkHunt implements Callable<Integer> {
    @Option(names = "--claim", paramLabel = "ID", required = true, split = ",",
            description = "Claims to refute, separated by commas.")
    private List<String> claims;

    @Option(names = "--sampler", paramLabel = "NAME|CLASS",
            description = "Built-in sampler, or a class of yours that implements GuidedSampler, on every machine.")
    private String sampler;

    @Mixin
    private SearchOptions options;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/counterexamples",
            description = "Folder to write the counterexamples to. Default: ${DEFAULT-VALUE}.")
    private Path out;

    /** Name or class of a sampler. */
    private record Named(String name) implements SamplerName {
        private static final long serialVersionUID = 1;

        @Override
        public GuidedSampler get() {
            return name == null ? new EulerMaruyama() : SamplerSource.named("--sampler", name);
        }
    }

    /**
     * Runs the application and exits with its code, one of those of {@link Main}.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int code = Main.execute(new CommandLine(new SparkHunt()), () -> false, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        Search search = options.search();
        List<Job> jobs = claims.stream().distinct().map(claim -> new Job(claim, new Named(sampler), options.dimension(),
                search, Versions.guidecheck(), BlockLoops.active().toString())).toList();
        // Wrong options are reported here, not by a machine of the cluster.
        jobs.forEach(job -> BadInput.translate(job::tasks));
        SparkConf conf = ClusterHunt.withSameLoops(new SparkConf().setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.app.name", "guidecheck hunt"));
        List<ClusterHunt.Result> results;
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            results = new ClusterHunt(context, options.limits(), line -> System.err.println("guidecheck: " + line))
                    .run(jobs);
        }
        int code = 0;
        for (ClusterHunt.Result result : results) {
            code = worse(code,
                    HuntCommand.exitCode(Catalogue.named(result.claim()), result.counterexample().isPresent()));
            System.out.print(text(result));
        }
        return code;
    }

    /** The worse of two exit codes: refuted is worse than undecided. */
    private static int worse(int one, int other) {
        return one == Main.REFUTED || other == 0 ? one : other;
    }

    private String text(ClusterHunt.Result result) throws IOException {
        String claim = result.claim();
        StringBuilder text = new StringBuilder();
        HuntCommand.line(text, "claim", claim + ": " + Catalogue.named(claim).statement().text());
        HuntCommand.line(text, "searched", String.format(Locale.ROOT, "%s, seed %d, false-alarm rate %s, %d undecided",
                HuntCommand.laws(result.laws()), options.search().seed(), options.search().alpha(),
                result.undecided()));
        if (result.counterexample().isPresent()) {
            Discovery found = result.counterexample().get();
            Path file = out.resolve(claim + "-" + options.search().seed() + ".json");
            CounterexampleJson.write(file, found);
            HuntCommand.line(text, "law", LawJson.toString(found.counterexample().process().law()));
            HuntCommand.line(text, "saved", HuntCommand.saved(file));
        } else {
            HuntCommand.line(text, "verdict", HuntCommand.noCounterexample(result.closeness()));
        }
        return text.toString();
    }
}
