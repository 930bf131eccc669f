package org.guidecheck.oracle.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Box;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Sphere;
import org.guidecheck.law.io.LabelledCsv;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;

/** Table of the cost of exact paths: run its main with the file to write, and names of cases or none for all. */
final class ExactInTimeTable {
    private static final double ALPHA = 1e-6;
    private static final double PRECISION = 0.05;
    /** Longest time of a case, in seconds. */
    private static final double LONGEST = 40;
    private static final double LONGEST_OF_DATA = 300;

    private static final String NOTE = """

            What limits it is the spread of the variable, exp(-kappa A) times a power of 1/p(c|.) at the end, which
            grows with w, and not the points. Digits (64 dimensions, 1,797 atoms, stop 0.01): a place costs two passes
            over all coordinates of all atoms, about 0.1 ms.
            """;

    private ExactInTimeTable() {
    }

    private record Case(String name, LabelledLaw law, String label, double w) {
    }

    public static void main(String[] arguments) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (double w : new double[] {0.5, 1, 3, 8}) {
            cases.add(new Case("A", NamedLaws.A, "c", w));
            cases.add(new Case("T", NamedLaws.T, "c", w));
        }
        LabelledLaw atoms = new LabelledLaw(List.of(new LabelledClass("c", 0.3, new Atom(0)),
                new LabelledClass("other", 0.7, new Atom(1))));
        cases.add(new Case("atoms", atoms, "c", 1));
        cases.add(new Case("atoms", atoms, "c", 0.5));
        LabelledLaw boxes = new LabelledLaw(List.of(
                new LabelledClass("c", 0.5, new Box(new double[] {0}, new double[] {2})),
                new LabelledClass("other", 0.5, new Box(new double[] {1}, new double[] {4}))));
        cases.add(new Case("boxes", boxes, "c", 1));
        LabelledLaw circles = new LabelledLaw(List.of(new LabelledClass("c", 0.5, new Sphere(new double[2], 1)),
                new LabelledClass("other", 0.5, new Sphere(new double[2], 2))));
        cases.add(new Case("circles", circles, "c", 1));
        cases.add(new Case("digits", LabelledCsv.bundled("digits", true).law(), "0", 1));
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT,
                "guidecheck measure --method exact: relative precision %s, false-alarm rate %s, at most %.0f s, digits %.0f s%n"
                        + "Points: of the Poisson process, on average; places: at which a path is drawn.%n%n"
                        + "%-8s %4s %8s %8s %8s %8s  %-24s %s%n",
                PRECISION, ALPHA, LONGEST, LONGEST_OF_DATA, "case", "w", "seconds", "paths", "points", "places",
                "interval",
                "finite differences"));
        for (Case each : cases) {
            if (arguments.length == 1 || List.of(arguments).contains(each.name)) {
                String line = line(each);
                System.out.print(line);
                table.append(line);
            }
        }
        Files.writeString(Path.of(arguments[0]), table + NOTE);
    }

    private static String line(Case each) {
        GuidedProcess process = GuidedProcess.of(each.law, each.law.indexOf(each.label),
                GuidanceSchedule.constant(each.w));
        long begin = System.nanoTime();
        ExactInTime.Answer answer = new ExactInTime(process, new Streams(1), ALPHA)
                .within(TimeBudget.ofSeconds(each.name.equals("digits") ? LONGEST_OF_DATA : LONGEST)).moment(1, 1 << 22,
                        found -> found.bounds().width() <= 2 * PRECISION * found.value());
        double seconds = (System.nanoTime() - begin) / 1e9;
        Optional<FiniteDifferences.Result> other = process.dimension() > 1 ? Optional.empty()
                : Optional.of(new FiniteDifferences(process).meanReciprocal(1e-4));
        return String.format(Locale.ROOT, "%-8s %4s %8.2f %8d %8.1f %8.1f  %-24s %s%n", each.name, each.w, seconds,
                answer.paths(), answer.points(), answer.pieces(),
                String.format(Locale.ROOT, "[%.5f, %.5f]", answer.bounds().lower(), answer.bounds().upper()),
                other.map(found -> String.format(Locale.ROOT, "%.5f +- %.1g", found.value(), found.errorBound()))
                        .orElse("-"));
    }
}
