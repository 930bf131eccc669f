package org.guidecheck.claim.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.FieldClaim.NamedField;
import org.guidecheck.claim.GuidedGenerator;
import org.guidecheck.claim.LinePower;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.claim.WorstResidual;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.PowerMoments;
import org.guidecheck.process.GuidanceField.Evaluator;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.rule.Autoguidance;
import org.guidecheck.process.rule.LeastWeight;
import org.guidecheck.process.rule.PerpendicularField;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code power.grade}: for guidance along a field e, π_c^q E^e[1/p(c|Y)^q] ≤ 1 for every q up to the grade
 * 1 + 2 inf ⟨g, e⟩/‖g‖² of the rule.
 *
 * <p>In any dimension the rate of f^q, f = 1/p(c|·), is checked at probe points along the field of every built-in rule:
 * (∂_u + L^e) f^q = ½q((q − 1)‖g‖² − 2⟨g, e⟩) f^q. On the line the moment at the proved grade is computed along the fields
 * of two rules that have one, drawn by the seed, in a form that could exceed 1 ({@link PowerMoments#split}). Where the
 * effective weight is the same everywhere the grade is sharp, and a moment just beyond it is bounded from below. Source:
 * theory.md, "Guarding a guidance rule".
 */
public final class RuleGrade extends Claim {
    /** How far beyond a sharp grade the exponent goes that must give more than 1. */
    private static final double BEYOND = 0.05;
    /** Cut-off of the variable beyond: larger ones only add to a lower bound. */
    private static final double MOST = 20;
    /** Deviation of the noise of autoguidance's worse model. */
    private static final double NOISE = 1;

    /** Rules whose effective weight on the line is the same at all points. */
    private static final List<String> SHARP = List.of("limit:0.5", "projected:0.5", "momentum:-0.5");
    /** Other rules with a proved grade. */
    private static final List<String> GRADED =
            List.of("interval:0.28:2.9", "projected:0.5:2.5", "power:0.9", "cfg-zero-star-steps:1");
    /** Rules without one. */
    private static final List<String> OTHER = List.of("cfg", "rescale:0.7", "rescale-x0:0.7", "cfg-zero-star:0.9",
            "threshold:99.5", "apg:0:2.5:-0.75");

    /** Multiple of ⟨g, e⟩ in the rate; 2 except in tests. */
    private final double towards;
    /** Multiple of the least effective weight in the grade; 2 except in tests. */
    private final double slope;
    /** Limit of the moments at the grade; 1 except in tests. */
    private final double limit;
    /** What moments beyond must exceed; 1 except in tests. */
    private final double least;

    /** The claim. */
    public RuleGrade() {
        this(2, 2, 1, 1);
    }

    /**
     * For tests: wrong rates, grades and limits.
     *
     * @param towards multiple of ⟨g, e⟩ in the rate; false unless 2
     * @param slope   multiple of the least effective weight in the grade; false if above 2
     * @param limit   what moments at the grade must not exceed; false if below one of them
     * @param least   what moments beyond a sharp grade must exceed; false if above one of them
     */
    RuleGrade(double towards, double slope, double limit, double least) {
        super(new Statement("power.grade",
                "a guidance rule of effective weight at least v, ⟨g, e⟩ ≥ v‖g‖², lowers moments of the reciprocal: "
                        + "π_c^q E[1/p(c|Y)^q] ≤ 1 for 0 < q ≤ 1 + 2v",
                "this project, theory.md, Guarding a guidance rule", Status.HOLDS,
                new Resolution(0.01, "of the unguided moment")));
        this.towards = towards;
        this.slope = slope;
        this.limit = limit;
        this.least = least;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>(List.of(atPoints(setting)));
        if (setting.law().dimension() == 1) {
            boolean isSharp = setting.guidance().smallest() == setting.guidance().largest()
                    && ProbePoints.differs(setting);
            UniformRandomProvider random = setting.streams().derived("rules").stream(0);
            evidence.addAll(onLine(setting, SHARP.get(random.nextInt(SHARP.size())), isSharp));
            evidence.addAll(onLine(setting, GRADED.get(random.nextInt(GRADED.size())), false));
        }
        return evidence;
    }

    private static GuidanceRule rule(String name) {
        return Guiders.byName(name).rule().orElseThrow();
    }

    private Evidence atPoints(Setting setting) {
        List<NamedField> fields = fields(setting);
        List<Evaluator> evaluators = fields.stream().map(each -> each.field().evaluator()).toList();
        UniformRandomProvider random = setting.streams().derived("exponents").stream(0);
        WorstResidual worst = new WorstResidual();
        for (ProbePoints.Place place : ProbePoints.of(setting)) {
            double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
            double[] own = setting.process().classLaw().score(place.point(), place.level());
            GuidedGenerator generator = new GuidedGenerator(setting.process(), place.point(), place.level());
            for (int k = 0; k < fields.size(); k++) {
                double[] e = new double[g.length * BlockPosterior.BLOCK];
                evaluators.get(k).evaluate(place.level(), block(place.point()), 1, block(own), block(g), e);
                worst.add(generator.ofPower(4 * random.nextDouble() - 1, first(e, g.length), g, towards),
                        fields.get(k).name(), place);
            }
        }
        return worst.evidence("(d/du + L^e) f^q = q((q - 1)|g|^2 - 2<g, e>)/2 f^q", "automatic differentiation",
                "rule");
    }

    private static List<NamedField> fields(Setting setting) {
        List<NamedField> fields = new ArrayList<>();
        List.of(SHARP, GRADED, OTHER).forEach(names -> names.forEach(
                name -> fields.add(new NamedField(name, rule(name).with(setting.guidance())))));
        fields.add(new NamedField("autoguidance",
                new Autoguidance(setting.process().sides(), NOISE, setting.guidance())));
        int away = setting.process().c() == 0 ? 1 : 0;
        fields.add(new NamedField("perp-neg",
                new PerpendicularField(ClassVersusRest.of(setting.law(), away), setting.guidance())));
        return fields;
    }

    /** A block with one point. */
    private static double[] block(double[] point) {
        double[] block = new double[point.length * BlockPosterior.BLOCK];
        for (int i = 0; i < point.length; i++) {
            block[i * BlockPosterior.BLOCK] = point[i];
        }
        return block;
    }

    private static double[] first(double[] block, int d) {
        double[] point = new double[d];
        for (int i = 0; i < d; i++) {
            point[i] = block[i * BlockPosterior.BLOCK];
        }
        return point;
    }

    /** The moment at the grade of a rule and, where the grade is sharp, one beyond; empty if no grade is proved. */
    List<Evidence> onLine(Setting setting, String name, boolean isSharp) {
        GuidanceRule rule = rule(name);
        OptionalDouble weight = LeastWeight.of(rule, setting.guidance().smallest());
        if (weight.isEmpty()) {
            return List.of();
        }
        double grade = 1 + slope * weight.getAsDouble();
        PowerMoments moments = new FiniteDifferences(setting.process(), rule.with(setting.guidance())).powers();
        double precision = resolution(setting) / 4;
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(LinePower.evidence("moment at the grade", moments.split(grade, precision), "two parts",
                Requirement.atMost(String.format(Locale.ROOT, "of exponent %.4g, must be <= %s", grade, limit), limit,
                        resolution(setting)))
                .with("rule", name));
        if (isSharp) {
            evidence.add(LinePower.evidence("moment beyond the grade, at least",
                    moments.momentAtLeast(grade + BEYOND, grade, MOST, precision), "paths away from the class, cut off",
                    Requirement.atLeast(String.format(Locale.ROOT, "of exponent %.4g, must be > %s", grade + BEYOND,
                            least), Math.nextUp(least), resolution(setting)))
                    .with("rule", name));
        }
        return evidence;
    }
}
