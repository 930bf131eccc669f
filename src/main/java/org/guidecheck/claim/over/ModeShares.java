package org.guidecheck.claim.over;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Law.Component;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;

/**
 * Claim {@code over.mode-share}: guidance keeps the share of each mode. The modes are the Gaussian components of the class
 * on the line, and an output belongs to the nearest mean. It fails: modes among the rest lose outputs to the others.
 */
public final class ModeShares extends Claim {
    private static final double PRECISION = 1e-3;
    private static final int MOST = 12;
    /** Steepness of the smooth step of the second opinion, over the distance of the means. */
    private static final double STEEPNESS = 10;

    /** The claim. */
    public ModeShares() {
        super(new Statement("over.mode-share",
                "guidance keeps the share of each mode, a component of the class to whose mean outputs are nearest",
                "a common hope", Status.FAILS, Resolution.ofProbability(0.01)));
    }

    /** {@inheritDoc} Classes on the line that are mixtures of two to twelve Gaussians with means apart. */
    @Override
    public boolean appliesTo(Setting setting) {
        if (setting.law().dimension() != 1 || setting.guidance().smallest() < 0) {
            return false;
        }
        int count = means(setting).length;
        return count >= 2 && count <= MOST;
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(1), 1));
    }

    private static double[] means(Setting setting) {
        double factor = Math.sqrt(setting.process().end().signal());
        return setting.process().classLaw().gaussianComponents().orElse(List.<Component>of()).stream()
                .filter(part -> part.weight() > 0).mapToDouble(part -> factor * part.gaussian().mean(0)).sorted()
                .distinct().toArray();
    }

    private static double[] places(Setting setting) {
        double[] means = means(setting);
        double[] places = new double[means.length - 1];
        for (int k = 0; k < places.length; k++) {
            places[k] = 0.5 * (means[k] + means[k + 1]);
        }
        return places;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double[] places = places(setting);
        GuidanceSchedule none = GuidanceSchedule.constant(0);
        List<Interval> guided = LineOutput.values(setting, setting.guidance(), PRECISION, places).shares();
        List<Interval> own = LineOutput.values(setting, none, PRECISION, places).shares();
        Evidence worst = null;
        List<Evidence> all = new ArrayList<>();
        // The first share is not that of a mode.
        for (int k = 1; k < guided.size(); k++) {
            Interval change = LineOutput.started(guided.get(k), setting.guidance())
                    .minus(LineOutput.started(own.get(k), none));
            Evidence found = LineOutput.evidence("share of a mode gained by guidance", change, kept(setting));
            all.add(found);
            if (worst == null || distance(found) > distance(worst)) {
                worst = found;
            }
        }
        return worst != null && worst.outcome() == Outcome.REFUTED ? List.of(worst) : all;
    }

    private static double distance(Evidence evidence) {
        return Math.abs(evidence.value());
    }

    private Requirement kept(Setting setting) {
        return Requirement.agreement("must be 0", new Interval(0, 0), resolution(setting));
    }

    /** {@inheritDoc} By means of smooth steps between the modes, from the backward equation. */
    @Override
    public Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> {
            double[] means = means(setting);
            double[] places = places(setting);
            List<Evidence> all = new ArrayList<>();
            for (int k = 0; k < places.length; k++) {
                double place = places[k];
                double slope = STEEPNESS / (means[k + 1] - means[k]);
                FiniteDifferences.Functional step = (y, odds) -> 1 / (1 + Math.exp(-slope * (y - place)));
                Interval change = mean(setting, setting.guidance(), step)
                        .minus(mean(setting, GuidanceSchedule.constant(0), step));
                all.add(LineOutput.evidence("smooth share beyond a place gained by guidance", change, kept(setting)));
            }
            return all.stream().filter(each -> each.outcome() == Outcome.REFUTED).findFirst().map(List::of)
                    .orElse(all);
        });
    }

    private static Interval mean(Setting setting, GuidanceSchedule w, FiniteDifferences.Functional step) {
        return LineOutput.started(
                new FiniteDifferences(setting.process().withGuidance(w)).mean(step, PRECISION).bounds(), w);
    }
}
