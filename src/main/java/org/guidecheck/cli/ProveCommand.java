package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.proof.Proof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prove}: a proof for a checker that the mean reciprocals of all laws near a law lie in an interval. */
@Command(name = "prove", mixinStandardHelpOptions = true,
        description = "Writes a proof, for a checker of its own, that the mean reciprocals of all laws near a law on the "
                + "line lie in an interval. The law is a mixture of Gaussians in each class. The interval that is "
                + "printed is a claim until python3 -m guidecheck.check_proof F.json says that it is proved.",
        footer = {"", "Example: guidecheck prove --law ci/case-t.json --class c --weight 1 --out t.json"})
final class ProveCommand implements Callable<Integer> {
    private static final double MOST_WEIGHT = 20;
    private static final double MOST_SPREAD = 0.1;

    @Mixin
    private LawSource source;

    @Option(names = "--weight", paramLabel = "W", required = true,
            description = "Guidance weight, from 0 to 20; 0 is unguided, and guidance_scale is 1 + W.")
    private double weight;

    @Option(names = "--spread", paramLabel = "R", defaultValue = "0",
            description = "Half the width of the box of laws, from 0 to 0.1: of prior, weights and variances as a share "
                    + "of each, of means in standard deviations of the class. Default: ${DEFAULT-VALUE}, this law.")
    private double spread;

    @Option(names = "--fineness", paramLabel = "F", defaultValue = "1",
            description = "Number of cells in each direction, in units of the usual one, from 0.1 to 4; the time of the "
                    + "command and of the checker grows with its square. Default: ${DEFAULT-VALUE}.")
    private double fineness;

    @Option(names = "--out", paramLabel = "F.json", required = true, description = "File to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!(weight >= 0 && weight <= MOST_WEIGHT)) {
            throw BadInput.option("--weight", weight, "must be from 0 to " + MOST_WEIGHT + " for a proof");
        }
        if (!(spread >= 0 && spread <= MOST_SPREAD)) {
            throw BadInput.option("--spread", spread, "must be from 0 to " + MOST_SPREAD);
        }
        if (!(fineness >= 0.1 && fineness <= 4)) {
            throw BadInput.option("--fineness", fineness, "must be from 0.1 to 4");
        }
        BadInput.requireWritable("--out", out);
        LabelledLaw law = source.read();
        Proof proof = Proof.of(ClassVersusRest.of(law, source.classOf(law)), spread, weight, source.stopOf(law),
                fineness);
        proof.write(out);
        System.out.printf(Locale.ROOT, "claim: mean reciprocals from %.6g to %.6g%n", proof.lower(),
                proof.upper());
        System.out.printf(Locale.ROOT, "to decide it: python3 -m guidecheck.check_proof %s%n", out);
        return 0;
    }
}
