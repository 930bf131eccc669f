package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WorstResidual;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code foundation.normalised}: noised densities integrate to 1, and the posteriors of all classes sum to 1.
 *
 * <p>On the line by quadrature. In any dimension by sampling: for a known density q, and x drawn from p or q with equal
 * probability, the mean of p/(p + q) is ½ if p is the density of its draws; a factor Z in p moves it by about (Z − 1)
 * times the mean of pq/(p + q)².
 *
 * <p>Source: theory.md, "The foundations"; the odds are those of C. Bennett, <i>Efficient
 * estimation of free energy differences from Monte Carlo data</i>, 1976.
 */
public final class Normalised extends FoundationClaim {
    /** Noise levels σ over the reach of a law on the line. */
    private static final double[] SHARES = {0.01, 0.2};
    /** Width of a panel over √τ. */
    private static final double PANEL = 6;
    /** Error of an integral on the line that is called negligible: quadrature knows it far better than sampling. */
    private static final double NEGLIGIBLE = 1e-6;
    /** Relative accuracy of the densities of all families, where they are not negligible. */
    private static final double ACCURACY = 1e-9;
    private static final int PILOT = 64;

    /** The claim. */
    public Normalised() {
        super("foundation.normalised",
                "noised densities integrate to 1, and the posteriors of all classes sum to 1",
                "definition; this project, theory.md, The foundations",
                new Resolution(0.2, "of the normalising constant"));
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>(List.of(posteriors(subjects, setting)));
        Streams streams = setting.streams().derived("normalised");
        for (LawUnderTest subject : subjects.all()) {
            if (subject.dimension() == 1) {
                for (double share : SHARES) {
                    double sigma = share * (subject.law().reach() > 0 ? subject.law().reach() : 1);
                    evidence.add(quadrature(subject, NoiseLevel.ofLogSnr(-2 * Math.log(sigma))));
                }
            }
            evidence.add(sampled(subject, setting, streams.derived(subject.name()), alpha / subjects.all().size()));
        }
        return evidence;
    }

    private static Evidence posteriors(LawsUnderTest subjects, Setting setting) {
        WorstResidual worst = new WorstResidual();
        for (ProbePoints.Place place : ProbePoints.of(setting)) {
            double sum = 0;
            double largest = 0;
            for (int c = 0; c < subjects.classes(); c++) {
                sum += Math.exp(subjects.logPosterior(c, place.point(), place.level()));
                // Posteriors depend on differences of log-densities, which carry the rounding of their own size.
                largest = Math.max(largest, Math.abs(subjects.all().get(c).logDensity(place.point(), place.level())));
            }
            worst.add(new Residual(sum - 1, 1 + ROUNDING_OF_LOGS * largest), "posterior", place);
        }
        return worst.evidence("posteriors sum to 1", "evaluated");
    }

    /** 64 ulps of a logarithm, in units of {@link Residual#ROUNDING}. */
    private static final double ROUNDING_OF_LOGS = 0x1p-46 / Residual.ROUNDING;

    private static Evidence quadrature(LawUnderTest subject, NoiseLevel level) {
        LinePanels panels = new LinePanels(subject, level, PANEL);
        boolean finite = Double.isFinite(panels.total()) && Double.isFinite(panels.error());
        double total = finite ? panels.total() : Double.POSITIVE_INFINITY;
        double error = finite ? panels.error() : 0;
        return Evidence.of(Evidence.Kind.ESTIMATED, "integral of the density, " + subject.name(), total)
                .within(finite ? Interval.around(total, error) : Residual.bounds(total))
                .allowing(List.of(new Tolerance.Discretisation(error, "difference of two Gauss-Legendre rules"),
                        new Tolerance.Rounding(ACCURACY, "of densities, relative")))
                .by("quadrature on " + panels.size() + " panels, noise "
                        + String.format(Locale.ROOT, "%.4g", level.noise()))
                .decides(Requirement.within("= 1", Interval.around(1, ACCURACY), NEGLIGIBLE));
    }

    private Evidence sampled(LawUnderTest subject, Setting setting, Streams streams, double alpha) {
        ComparisonBudget budget = ComparisonBudget.of(subject, setting.effort(), alpha);
        double norm = resolution(setting) * Math.sqrt(budget.coarsening());
        ReferenceDensity reference = ComparisonBudget.reference(subject, streams);
        PairedDraws pairs = new PairedDraws(subject, reference, streams.derived("pairs"));
        double slope = 0;
        for (int i = 0; i < PILOT; i++) {
            PairedDraws.Pair pair = pairs.get(i);
            slope += 0.5 * (pair.ofX() * (1 - pair.ofX()) + pair.ofY() * (1 - pair.ofY())) / PILOT;
        }
        String quantity = "mean of p/(p + q), " + subject.name();
        Evidence evidence = new EqualityTolerance(norm * slope,
                String.format(Locale.ROOT, "a norm off by %.2g moves it by this", norm))
                .decide(quantity, new Interval(0, 1), 0.5,
                        pairs.means(PILOT, budget.block(), pair -> 0.5 * (pair.ofX() + pair.ofY())),
                        budget.most(slope), budget.block(), alpha)
                .with("reference density", String.format(Locale.ROOT, "noise %.4g, slope in the norm %.4g",
                        reference.level().noise(), slope));
        return pairs.notFinite() == 0 ? evidence : pairs.evidenceOfNotFinite();
    }
}
