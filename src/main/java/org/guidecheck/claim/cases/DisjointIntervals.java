package org.guidecheck.claim.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ExampleLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Box;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code case.intervals}: for two classes uniform on disjoint intervals of the line, guidance moves samples
 * towards the edge of the class far from the other class, the further the larger the weight.
 *
 * <p>Source: M. Chidambaram, K. Gatmiry, S. Chen, H. Lee and J. Lu, <i>What does guidance do?</i>, arXiv 2409.13074;
 * the argument is in theory.md, "Special cases". Decided by finite differences of the mean of a smooth, bounded
 * function that rises towards the far edge, at weight 0, half the weight and the whole weight.
 */
public final class DisjointIntervals extends Claim {
    private static final double PRECISION = 5e-5;
    /** Steepness of the functional, in lengths of the interval. */
    private static final double STEEP = 4;

    private final double direction;

    /** The claim. */
    public DisjointIntervals() {
        this(1);
    }

    /** For tests: direction −1 turns the functional round. */
    DisjointIntervals(double direction) {
        super(new Statement("case.intervals",
                "for classes uniform on disjoint intervals, guidance moves samples towards the far edge of their class",
                "Chidambaram et al., arXiv 2409.13074",
                Status.HOLDS,
                new Resolution(0.002, "in the mean position, on a scale from 0 to 1")));
        this.direction = direction;
    }

    @Override
    public boolean appliesTo(Setting setting) {
        if (setting.law().dimension() != 1 || setting.law().classes().size() != 2
                || !(setting.guidance().smallest() >= 0)
                || !(setting.process().classLaw() instanceof Box own)
                || !(setting.law().law(1 - setting.process().c()) instanceof Box other)) {
            return false;
        }
        return own.low(0) >= other.high(0) || own.high(0) <= other.low(0);
    }

    /** {@inheritDoc} Intervals between 0.5 and 2 long with at most as much between them, the class on either side. */
    @Override
    public List<Setting> examples(int count, long seed) {
        return ExampleLaws.settings(count, seed, DisjointIntervals::intervals, 0.5, 4);
    }

    private static LabelledLaw intervals(ExampleLaws random, int index) {
        double low = random.between(-2, 0);
        double high = low + random.between(0.5, 2);
        double next = high + random.between(0, 1);
        Box left = new Box(new double[] {low}, new double[] {high});
        Box right = new Box(new double[] {next}, new double[] {next + random.between(0.5, 2)});
        return random.labelled(index % 2 == 0 ? List.of(right, left) : List.of(left, right));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("law=" + LawJson.toString(setting.law()) + ": " + id()
                    + " applies only to two disjoint intervals of the line and weights of at least 0");
        }
        Box own = (Box) setting.process().classLaw();
        double sign = own.low(0) >= ((Box) setting.law().law(1 - setting.process().c())).high(0) ? 1 : -1;
        double root = Math.sqrt(1 - setting.process().stop());
        double middle = 0.5 * root * (own.low(0) + own.high(0));
        double rate = direction * STEEP * sign / (root * (own.high(0) - own.low(0)));
        FiniteDifferences.Functional position = (y, logOdds) -> 1 / (1 + Math.exp(-rate * (y - middle)));
        List<Evidence> evidence = new ArrayList<>();
        Interval before = mean(setting, 0, position);
        for (double share : new double[] {0.5, 1}) {
            Interval after = mean(setting, share, position);
            evidence.add(rise(after.minus(before), share, resolution(setting)));
            before = after;
        }
        return evidence;
    }

    private static Interval mean(Setting setting, double share, FiniteDifferences.Functional position) {
        return new FiniteDifferences(setting.process().withGuidance(setting.guidance().times(share)))
                .mean(position, PRECISION).bounds();
    }

    private static Evidence rise(Interval rise, double share, double resolution) {
        return Evidence.of(Evidence.Kind.ESTIMATED, String.format(Locale.ROOT,
                "rise of the mean position, weight times %.1f to %.1f", share - 0.5, share), rise.midpoint())
                .within(rise)
                .by("finite differences, three meshes")
                .allowing(List.of(new Tolerance.Discretisation(0.5 * rise.width(), "differences of the meshes")))
                .decides(Requirement.atLeast("at least 0", 0, resolution));
    }
}
