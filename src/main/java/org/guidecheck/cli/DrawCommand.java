package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.guidecheck.audit.AuditLevels;
import org.guidecheck.audit.DrawsFile;
import org.guidecheck.audit.LabelledDraws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code draw}: labelled exact draws of a law, to train a model on. */
@Command(name = "draw", mixinStandardHelpOptions = true, resourceBundle = "org.guidecheck.cli.draw",
        description = "Writes labelled exact draws of a law to a file, to train a model on that audit can judge.",
        footer = {"", "Example: guidecheck draw --law F.json -n 50000 --out train.npy"})
final class DrawCommand implements Callable<Integer> {
    private static final long MOST_NUMBERS = 1_000_000_000;

    @Mixin
    private LawSource source;

    @Option(names = {"-n", "--count"}, paramLabel = "N", required = true, description = "Number of draws.")
    private int count;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--noised",
            description = "Also write each draw with noise: its level, uniform in the log signal-to-noise ratio, the "
                    + "noised point and the noise.")
    private boolean noised;

    @Option(names = "--out", paramLabel = "F.npy|F.csv", required = true,
            description = "File to write: a structured array for numpy.load, or CSV.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(out.getFileName());
        if (!name.endsWith(".npy") && !name.endsWith(".csv")) {
            throw BadInput.option("--out", out, "must end in .npy or .csv");
        }
        BadInput.requireWritable("--out", out);
        if (!(count >= 1)) {
            throw BadInput.option("-n", count, "must be at least 1");
        }
        LabelledLaw law = source.read();
        if ((long) count * law.dimension() > MOST_NUMBERS) {
            throw BadInput.option("-n", count, "must be at most " + MOST_NUMBERS / law.dimension()
                    + " for points of dimension " + law.dimension());
        }
        if (!noised && source.isStopped()) {
            throw new InvalidInputException("--stop", "needs --noised");
        }
        LabelledDraws draws = new LabelledDraws(law,
                source.namesClass() ? OptionalInt.of(source.classOf(law)) : OptionalInt.empty(),
                new Streams(seed).derived("draw"));
        Optional<DrawsFile.Levels> levels =
                noised ? Optional.of(AuditLevels.range(law, source.stopOf(law))) : Optional.empty();
        new DrawsFile(draws, count, levels).write(out);
        System.err.println("guidecheck: wrote " + count + " draws of dimension " + law.dimension() + " to " + out);
        return 0;
    }
}
