package org.guidecheck.catalogue;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.cases.DisjointIntervals;
import org.guidecheck.claim.cases.EntropyFalls;
import org.guidecheck.claim.cases.GaussianPair;
import org.guidecheck.claim.cases.IsotropicGaussians;
import org.guidecheck.claim.control.CorrectedTilt;
import org.guidecheck.claim.discrete.ChainDrop;
import org.guidecheck.claim.discrete.CoarseDrop;
import org.guidecheck.claim.discrete.ScoreErrorIsSmall;
import org.guidecheck.claim.discrete.SquareScoreError;
import org.guidecheck.claim.discrete.WeakOrder;
import org.guidecheck.claim.foundation.DrawsFollowDensity;
import org.guidecheck.claim.foundation.FokkerPlanck;
import org.guidecheck.claim.foundation.Normalised;
import org.guidecheck.claim.foundation.PriorLimit;
import org.guidecheck.claim.foundation.ScoreIsGradient;
import org.guidecheck.claim.foundation.TweedieFormula;
import org.guidecheck.claim.identity.BoundedRepresentationIdentity;
import org.guidecheck.claim.identity.MasterIdentity;
import org.guidecheck.claim.identity.ReweightingIdentity;
import org.guidecheck.claim.naive.Diversity;
import org.guidecheck.claim.naive.Dominance;
import org.guidecheck.claim.naive.EverySample;
import org.guidecheck.claim.naive.LogLoss;
import org.guidecheck.claim.naive.MeanProbability;
import org.guidecheck.claim.naive.MonotoneWeight;
import org.guidecheck.claim.naive.TiltedLaw;
import org.guidecheck.claim.ode.FlowDrop;
import org.guidecheck.claim.over.EntropyChange;
import org.guidecheck.claim.over.ModeShares;
import org.guidecheck.claim.over.PriceBound;
import org.guidecheck.claim.paper.CfgIsClassifierGuidance;
import org.guidecheck.claim.paper.DecrementIdentity;
import org.guidecheck.claim.paper.Martingale;
import org.guidecheck.claim.paper.MeanReciprocalDrops;
import org.guidecheck.claim.paper.PaperExperiment;
import org.guidecheck.claim.paper.Strict;
import org.guidecheck.claim.paper.Unguided;
import org.guidecheck.claim.path.ConfidenceGrows;
import org.guidecheck.claim.power.MomentsDrop;
import org.guidecheck.claim.power.RuleGrade;
import org.guidecheck.claim.power.SharpLaw;
import org.guidecheck.claim.power.TailBound;
import org.guidecheck.claim.reward.MeanRewardRises;
import org.guidecheck.claim.reward.RewardTiltedLaw;
import org.guidecheck.claim.robust.LabelNoise;
import org.guidecheck.claim.robust.LawShift;
import org.guidecheck.claim.robust.PriorShift;
import org.guidecheck.claim.robust.PriorShiftOfTwoClasses;
import org.guidecheck.claim.rule.PublishedRules;
import org.guidecheck.claim.rule.ScheduleLowersMeanReciprocal;
import org.guidecheck.text.Suggestions;

/** Catalogue of all claims. */
public final class Catalogue {
    private static final List<Claim> CLAIMS = Stream.of(List.<Claim>of(
            new ScoreIsGradient(), new Normalised(), new FokkerPlanck(), new TweedieFormula(), new PriorLimit(),
            new DrawsFollowDensity(),
            new Martingale(), new MeanReciprocalDrops(), new DecrementIdentity(), new Strict(), new Unguided(),
            new CfgIsClassifierGuidance(), new PaperExperiment(),
            new BoundedRepresentationIdentity(), new ReweightingIdentity(),
            MasterIdentity.master(), MasterIdentity.reflection(),
            new MomentsDrop(), new SharpLaw(), new TailBound(), new RuleGrade(),
            new ConfidenceGrows(), new PriceBound(), new EntropyChange(), new ModeShares(),
            new ChainDrop(), new WeakOrder(), new ScoreErrorIsSmall(), new SquareScoreError(),
            new CoarseDrop(),
            new GaussianPair(), new IsotropicGaussians(), new DisjointIntervals(), new EntropyFalls(),
            new EverySample(), new MeanProbability(), new Dominance(), new LogLoss(), new MonotoneWeight(),
            new TiltedLaw(),
            new Diversity(), new CorrectedTilt(),
            new FlowDrop(),
            ScheduleLowersMeanReciprocal.interval(), ScheduleLowersMeanReciprocal.anySchedule()),
            PublishedRules.claims(),
            List.<Claim>of(new PriorShiftOfTwoClasses(), new PriorShift(), new LabelNoise(), new LawShift(),
                    new MeanRewardRises(), new RewardTiltedLaw()))
            .flatMap(List::stream).toList();

    private Catalogue() {
    }

    /** {@return all claims in the order of the catalogue} */
    public static List<Claim> claims() {
        return CLAIMS;
    }

    /** {@return the claims not known to be false, in the order of the catalogue: those decided on a user's law} */
    public static List<Claim> notKnownToFail() {
        return CLAIMS.stream().filter(claim -> claim.counterexample().isEmpty()).toList();
    }

    /**
     * Finds a claim.
     *
     * @param id name, such as {@code paper.strict}
     * @return the claim
     * @throws IllegalArgumentException if there is no such claim; the message suggests a similar name or lists all
     */
    public static Claim named(String id) {
        return CLAIMS.stream().filter(claim -> claim.id().equals(id)).findFirst()
                .orElseThrow(() -> noClaim(id, CLAIMS.stream().map(Claim::id).toList()));
    }

    /**
     * Exception for an unknown claim.
     *
     * @param id    name asked for
     * @param known names of all claims
     * @return an exception whose message suggests a similar name or lists all
     */
    public static IllegalArgumentException noClaim(String id, List<String> known) {
        return new IllegalArgumentException("claim '" + id + "': "
                + Suggestions.nearest(id, known).map(each -> "no such claim; did you mean " + each + "?")
                        .orElse("must be one of " + known));
    }
}
