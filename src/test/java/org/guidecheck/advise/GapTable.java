package org.guidecheck.advise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;

/**
 * Distance of advice from the best possible on random laws on the line, at three prices: {@code main} writes reports/advice.txt.
 */
final class GapTable {
    private static final Path FILE = Path.of("reports/advice.txt");
    private static final int LAWS = 10;
    private static final long SEED = 3;
    private static final double[] WEIGHTS = {0.25, 0.5, 1, 2, 3, 5};
    private static final double[] PRICES = {0.05, 0.2, 0.5};
    private static final String HEADER = """
            Advice on ten random laws on the line: E min(1/p, 100) of the best constant weight of seven, of the best
            schedule and of the advice at most at a price, over the least value that any weights of at least 0 reach at
            this price (a bound from below, by the Hamilton-Jacobi-Bellman equation). In brackets, the share of the
            largest possible gain over no guidance. Upper ends of all intervals. Seconds are those of the whole advice.

            """;

    private GapTable() {
    }

    /**
     * Writes the table.
     *
     * @param args numbers of the laws whose lines to write anew; none for all
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        List<String> chosen = List.of(args);
        List<String> before = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add(String.format(Locale.ROOT, "%-4s %6s %8s %6s  %-16s %-16s %-16s %7s", "law", "prior", "no w",
                "price", "constant", "schedule", "advice", "seconds"));
        List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.oneDimensional(), LAWS, SEED);
        for (int i = 0; i < laws.size(); i++) {
            String number = Integer.toString(i + 1);
            if (chosen.isEmpty() || chosen.contains(number)) {
                lines.addAll(lines(number, laws.get(i)));
            } else {
                before.stream().filter(line -> line.startsWith(number + " ")).forEach(lines::add);
            }
        }
        Files.write(FILE, lines);
    }

    private static List<String> lines(String number, LabelledLaw law) {
        long begin = System.nanoTime();
        GuidedProcess process = GuidedProcess.of(law, 0, GuidanceSchedule.constant(0));
        Advice advice = Advisor.advise(process, new AdviceSettings(new Benefit(Benefit.Kind.CAPPED, 0.5, 100), WEIGHTS,
                new double[] {1, 3}, PRICES, 1e-3, 1, new Streams(1)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<String> lines = new ArrayList<>();
        for (double price : PRICES) {
            lines.add(String.format(Locale.ROOT, "%-4s %6.3f %8.4f %6.2f  %-16s %-16s %-16s %7.1f", number,
                    process.prior(), advice.rows().get(0).capped().upper(), price,
                    best(advice, price, row -> row.candidate().family() == Candidate.Family.CONSTANT),
                    best(advice, price, row -> row.candidate().schedule().isPresent()),
                    best(advice, price, row -> true),
                    seconds));
        }
        lines.forEach(System.out::println);
        return lines;
    }

    private static String best(Advice advice, double price, Predicate<Figures> which) {
        Optional<Figures> best = advice.rows().stream().filter(which).filter(row -> row.costsAtMost(price))
                .min(Comparator.comparingDouble(row -> row.capped().upper()));
        double value = best.orElseThrow().capped().upper();
        double least = advice.bound().at(price);
        double before = advice.rows().get(0).capped().upper();
        return String.format(Locale.ROOT, "%.4f (%.3f)", value / least, (before - value) / (before - least));
    }
}
