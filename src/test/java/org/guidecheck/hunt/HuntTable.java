package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.sampler.EulerMaruyama;

/**
 * Times of hunts: {@code main} hunts each false belief with five seeds, two of them also by random search, and writes
 * the table in reports/.
 */
final class HuntTable {
    private static final double ALPHA = 1e-6;
    private static final int SEEDS = 5;
    private static final Duration SEARCH = Duration.ofMinutes(1);
    private static final Duration SHRINKING = Duration.ofMinutes(2);
    private static final List<String> HUNTED = List.of("over.diversity", "over.mode-share");
    private static final List<String> COMPARED = List.of("naive.mean-probability", "naive.monotone-weight");

    private final List<String> lines = new ArrayList<>();
    private final Path file;

    private HuntTable(Path file) {
        this.file = file;
    }

    /**
     * Hunts.
     *
     * @param args the file
     * @throws IOException          if it cannot be written
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        HuntTable table = new HuntTable(Path.of(args[0]));
        table.add(
                "Beliefs hunted on " + Runtime.getRuntime().availableProcessors() + " processors: laws until the first "
                        + "counterexample, and the one it was shrunk to.");
        table.add(String.format(Locale.ROOT, "%-24s %4s %6s %8s %8s %8s %7s %10s %6s %7s", "belief", "seed", "laws",
                "found s",
                "shrunk s", "minimal", "classes", "components", "digits", "weight"));
        for (Claim claim : Catalogue.claims()) {
            if (claim.id().startsWith("naive.") || HUNTED.contains(claim.id())) {
                for (long seed = 1; seed <= SEEDS; seed++) {
                    table.add(line(claim, seed, hunt(claim, seed, true)));
                }
            }
        }
        table.add("");
        table.add("Laws until the first counterexample, " + SEARCH.toSeconds() + " s a search at most, " + SEEDS
                + " seeds.");
        table.add(String.format(Locale.ROOT, "%-24s %-9s %-40s %s", "belief", "search", "seed by seed", "median"));
        for (String id : COMPARED) {
            for (boolean targeted : new boolean[] {true, false}) {
                table.add(comparison(Catalogue.named(id), targeted));
            }
        }
    }

    private void add(String line) throws IOException {
        lines.add(line);
        System.out.println(line);
        Files.write(file, lines);
    }

    private static HuntState hunt(Claim claim, long seed, boolean targeted) throws IOException, InterruptedException {
        Path journal = Files.createTempFile("hunt", ".journal");
        Files.delete(journal);
        try {
            HuntTasks tasks = new HuntTasks(new HuntTarget(claim, new EulerMaruyama(), 1),
                    new Search(seed, ALPHA, targeted), "table");
            Hunt.Limits limits = new Hunt.Limits(SEARCH, targeted ? SHRINKING : Duration.ZERO, Integer.MAX_VALUE);
            return new Hunt(tasks, limits, Runtime.getRuntime().availableProcessors()).run(journal, false);
        } finally {
            Files.deleteIfExists(journal);
        }
    }

    private static String line(Claim claim, long seed, HuntState result) {
        if (result.found().isEmpty()) {
            return String.format(Locale.ROOT, "%-24s %4d %6d none in %.0f s", claim.id(), seed, result.laws(),
                    result.seconds());
        }
        Discovery found = result.found().get();
        JsonNode law = LawJson.toJson(found.counterexample().process().law());
        return String.format(Locale.ROOT, "%-24s %4d %6d %8.1f %8.1f %8s %7d %10d %6d %7s", claim.id(), seed,
                result.laws(), result.seconds(), result.shrinkSeconds().orElse(0), found.minimal() ? "yes" : "no",
                law.get("classes").size(), components(law), digits(law), found.counterexample().process().guidance());
    }

    private static long components(JsonNode law) {
        return law.findValues("type").stream().filter(type -> !type.asText().equals("mixture")).count();
    }

    /** Largest number of digits of a number in the law's JSON. */
    private static int digits(JsonNode json) {
        if (json.isNumber()) {
            return Simplicity.digits(json.doubleValue());
        }
        int most = 0;
        for (JsonNode each : json) {
            most = Math.max(most, digits(each));
        }
        return most;
    }

    private static String comparison(Claim claim, boolean targeted) throws IOException, InterruptedException {
        List<String> each = new ArrayList<>();
        List<Long> laws = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
            HuntState result = hunt(claim, seed, targeted);
            each.add((result.found().isPresent() ? "" : "> ") + result.laws());
            // A search without a counterexample takes longer than this.
            laws.add(result.found().isPresent() ? result.laws() : Long.MAX_VALUE);
        }
        long median = laws.stream().sorted().skip(SEEDS / 2).findFirst().orElseThrow();
        return String.format(Locale.ROOT, "%-24s %-9s %-40s %s", claim.id(), targeted ? "targeted" : "random",
                String.join(", ", each), median == Long.MAX_VALUE ? "more than was tried" : Long.toString(median));
    }
}
