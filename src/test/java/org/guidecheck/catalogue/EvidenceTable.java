package org.guidecheck.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WrongSteps;
import org.guidecheck.claim.cases.CaseEvidence;
import org.guidecheck.claim.control.ControlEvidence;
import org.guidecheck.claim.discrete.DiscreteEvidence;
import org.guidecheck.claim.foundation.FoundationEvidence;
import org.guidecheck.claim.identity.IdentityEvidence;
import org.guidecheck.claim.ode.OdeEvidence;
import org.guidecheck.claim.over.OverEvidence;
import org.guidecheck.claim.paper.PaperEvidence;
import org.guidecheck.claim.path.PathEvidence;
import org.guidecheck.claim.power.PowerEvidence;
import org.guidecheck.claim.reward.RewardEvidence;
import org.guidecheck.claim.rule.RuleEvidence;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;

/** Table of a wrong input that refutes each piece of evidence: {@code main} writes reports/evidence.txt. */
final class EvidenceTable {
    static final Path FILE = Path.of("reports/evidence.txt");
    private static final double ALPHA = 1e-8;
    private static final String HEADER = """
            Each piece of evidence that a claim of the catalogue gives, and a wrong input on which that very piece
            refutes: a wrong law, sampler, field or reference, or a false statement. Numbers in the names of quantities
            and labels of classes are left out. "measured only" marks quantities that nothing is required of.

            """;

    private EvidenceTable() {
    }

    /** A kind of evidence of a claim: quantity without numbers and labels. */
    record Key(String claim, Evidence.Kind kind, String quantity) {
        static Key of(String claim, Evidence evidence) {
            return new Key(claim, evidence.kind(), evidence.quantity()
                    .replaceAll(", (class \\S+|all data)$", ", <law>")
                    .replaceAll("(?<= class |^class )\\S+(?= (taken|labelled))", "<class>")
                    .replaceAll("weights .*", "weights <w>")
                    .replaceAll("-?\\d[\\d.]*(e[+-]?\\d+)?", "#"));
        }
    }

    /** All wrong inputs; false claims are refuted by their counterexamples. */
    static List<EvidenceMutant> mutants() {
        List<EvidenceMutant> all = new ArrayList<>();
        Stream.of(FoundationEvidence.mutants(), PaperEvidence.mutants(), IdentityEvidence.mutants(),
                PowerEvidence.mutants(), PathEvidence.mutants(), OverEvidence.mutants(),
                DiscreteEvidence.mutants(), CaseEvidence.mutants(), ControlEvidence.mutants(), OdeEvidence.mutants(),
                RewardEvidence.mutants(), RuleEvidence.mutants()).forEach(all::addAll);
        for (Claim claim : Catalogue.claims()) {
            claim.counterexample().ifPresent(setting -> all.add(
                    EvidenceMutant.of(claim, "its counterexample", setting, ALPHA)));
            if (claim instanceof FieldClaim fields) {
                for (int d : new int[] {1, 3}) {
                    LabelledLaw law = claim.id().equals("robust.prior-shift") ? three(d) : pair(d);
                    all.add(EvidenceMutant.away(fields, Setting.of(law, 0, GuidanceSchedule.constant(1), 5), ALPHA));
                }
            }
        }
        return all;
    }

    private static Gaussian gaussian(int dimension, double mean, double variance) {
        double[] centre = new double[dimension];
        centre[0] = mean;
        return Gaussian.isotropic(centre, variance);
    }

    private static LabelledLaw pair(int dimension) {
        return ReferenceCases.law(0.5, gaussian(dimension, 0, 0.5), gaussian(dimension, 1.5, 1));
    }

    private static LabelledLaw three(int dimension) {
        return new LabelledLaw(List.of(
                new LabelledLaw.LabelledClass("own", 0.4, gaussian(dimension, 0, 0.5)),
                new LabelledLaw.LabelledClass("right", 0.3, gaussian(dimension, 1.5, 1)),
                new LabelledLaw.LabelledClass("left", 0.3, gaussian(dimension, -1.5, 1))));
    }

    /** Settings on which claims give every kind of evidence that they have. */
    private static List<Setting> settings(Claim claim) {
        List<Setting> all = new ArrayList<>(claim.examples(2, 1));
        claim.counterexample().ifPresent(all::add);
        GuidanceSchedule one = GuidanceSchedule.constant(1);
        for (LabelledLaw law : List.of(ReferenceCases.A, pair(3), three(1), three(3),
                ReferenceCases.law(0.5, new Atom(new double[] {0}), new Atom(new double[] {1})))) {
            all.add(Setting.of(law, 0, one, 3));
        }
        if (claim.id().equals("paper.mean-reciprocal-drops")) {
            // Right steps of a sampler that does not say that they are Gaussian.
            all.add(Setting.of(ReferenceCases.A, 0, one, 3).with(new WrongSteps(1, 1)));
        }
        return all.stream().filter(claim::appliesTo).map(each -> each.at(Effort.QUICK)).toList();
    }

    /** All evidence of the catalogue, each with whether something is required of it. */
    static Map<Key, Boolean> evidence() {
        Map<Key, Boolean> found = new LinkedHashMap<>();
        for (Claim claim : Catalogue.claims()) {
            List<List<Evidence>> verdicts = settings(claim).parallelStream()
                    .map(setting -> claim.decide(setting, ALPHA).evidence()).toList();
            for (List<Evidence> evidence : verdicts) {
                for (Evidence each : evidence) {
                    found.merge(Key.of(claim.id(), each),
                            !each.requirement().required().equals(Requirement.NONE.required()), Boolean::logicalOr);
                }
            }
        }
        return found;
    }

    /** The first wrong input that refutes each kind of evidence. */
    static Map<Key, String> refuted(List<EvidenceMutant> mutants) {
        Map<Key, String> found = new LinkedHashMap<>();
        List<Verdict> verdicts = mutants.parallelStream().map(mutant -> mutant.verdict().get()).toList();
        for (int i = 0; i < mutants.size(); i++) {
            for (Evidence each : verdicts.get(i).evidence()) {
                if (each.outcome() == Outcome.REFUTED) {
                    found.putIfAbsent(Key.of(mutants.get(i).claim(), each), mutants.get(i).fault());
                }
            }
        }
        return found;
    }

    /** The table's lines, from {@link #evidence} and what {@link #refuted} found. */
    static List<String> lines(Map<Key, Boolean> evidence, Map<Key, String> refuted) {
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add(row("claim", "evidence", "quantity", "refuted on"));
        evidence.forEach((key, required) -> lines.add(
                row(key, required ? Optional.ofNullable(refuted.get(key)).orElse("NOTHING") : "measured only")));
        return lines;
    }

    /** The line of a kind of evidence and the wrong input that refutes it. */
    static String row(Key key, String refuted) {
        return row(key.claim(), key.kind().shortLabel(), key.quantity(), refuted);
    }

    /**
     * Writes the table.
     *
     * @param args unused
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Files.write(args.length == 0 ? FILE : Path.of(args[0]), lines(evidence(), refuted(mutants())));
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-32s %-9s %-84s %s", (Object[]) cells).stripTrailing();
    }
}
