package org.guidecheck.claim.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.hipparchus.special.Erf;

/**
 * Claim {@code case.gaussian-pair}: on the scores of N(0, 1) with the class and N(0, 2) without it, guided samplers
 * without noise end at variance 2^{−w}, those with noise at (2 − 2^{−2w})/(2w + 1), and the tilted law has 2/(2 + w).
 *
 * <p>Source: A. Bradley and P. Nakkiran, <i>Classifier-free guidance is a predictor-corrector</i>, arXiv 2408.09000, in
 * whose notation w is γ − 1 and whose noise lets the variance explode; the variances are the same in this project's
 * clock (theory.md, "Special cases"). For every built-in sampler the variance is computed at three numbers of steps and
 * extrapolated, and its draws are a further attempt to refute. Of a setting only weight and seed are used.
 */
public final class GaussianPair extends Claim {
    /** Law that marks a setting as one of this pair; the scores are those of {@link PairChain}. */
    private static final LabelledLaw PAIR = new LabelledLaw(List.of(
            new LabelledLaw.LabelledClass("N(0,1)", 0.5, Gaussian.isotropic(new double[] {0}, 1)),
            new LabelledLaw.LabelledClass("N(0,2)", 0.5, Gaussian.isotropic(new double[] {0}, 2))));
    /** Steps of the finest of the three grids, for samplers that have to be run. */
    private static final int FINEST = 512;
    private static final int SAMPLED_STEPS = 192;
    private static final int BATCH = 4096;
    private static final int BATCHES = 3;
    /** Factor by which draws are coarser than computation: their steps are long, and what they find is only added. */
    private static final double COARSER = 5;
    /** Sums of thousands of steps, relative. */
    private static final double ROUNDING = 1e-9;

    private final List<? extends GuidedSampler> samplers;
    private final PairForm withoutNoise;
    private final PairForm withNoise;
    private final PairForm tilted;

    /** The claim on every built-in sampler. */
    public GaussianPair() {
        this(Samplers.builtIn(), PairForm.ODE, PairForm.SDE, PairForm.TILT);
    }

    /** For tests: other samplers, or other forms for samplers without and with noise and for the tilted law. */
    GaussianPair(List<? extends GuidedSampler> samplers, PairForm withoutNoise, PairForm withNoise,
            PairForm tilted) {
        super(new Statement("case.gaussian-pair",
                "on the scores of N(0, 1) and N(0, 2) the output has variance 2^{−w} without noise and "
                        + "(2 − 2^{−2w})/(2w + 1) with noise",
                "Bradley & Nakkiran, arXiv 2408.09000",
                Status.HOLDS,
                new Resolution(0.01, "of the variance")));
        this.samplers = List.copyOf(samplers);
        this.withoutNoise = withoutNoise;
        this.withNoise = withNoise;
        this.tilted = tilted;
    }

    /** {@inheritDoc} The settings of {@link #examples}: this pair, and constant weights of at least 0. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().equals(PAIR) && setting.guidance() instanceof GuidanceSchedule.Constant constant
                && constant.w() >= 0;
    }

    /** {@inheritDoc} The first has w = 2. */
    @Override
    public List<Setting> examples(int count, long seed) {
        UniformRandomProvider random = new Streams(seed).derived("weights").stream(0);
        List<Setting> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double w = i == 0 ? 2 : Math.rint(400 * random.nextDouble()) / 100;
            result.add(Setting.of(PAIR, 0, GuidanceSchedule.constant(w), seed + i));
        }
        return result;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("weight=" + setting.guidance() + ": " + id()
                    + " applies only to its own pair of Gaussians and constant weights of at least 0");
        }
        double w = setting.guidance().largest();
        List<Evidence> evidence = new ArrayList<>();
        for (GuidedSampler sampler : samplers) {
            PairChain chain = new PairChain(sampler, w, setting.streams().derived(sampler.name()));
            PairForm form = chain.drawsNoise() ? withNoise : withoutNoise;
            Optional<Evidence> computed = computed(chain, sampler, form.variance(w), w, resolution(setting));
            Evidence drawn = sampled(chain, sampler, form.variance(w), setting, alpha / samplers.size());
            computed.ifPresent(evidence::add);
            evidence.add(computed.isPresent() ? drawn.asAttempt() : drawn);
        }
        evidence.add(tilted(w, resolution(setting)));
        return evidence;
    }

    /** The variance that a sampler has in the limit of small steps, without a draw. */
    private static Optional<Evidence> computed(PairChain chain, GuidedSampler sampler, double expected, double w,
            double resolution) {
        // Gaussian steps are known in closed form and cost less than steps that have to be run.
        int finest = chain.drawsNoise() ? 4 * FINEST : FINEST;
        OptionalDouble coarse = chain.variance(finest / 4);
        OptionalDouble middle = chain.variance(finest / 2);
        OptionalDouble fine = chain.variance(finest);
        if (coarse.isEmpty() || middle.isEmpty() || fine.isEmpty()) {
            return Optional.empty();
        }
        // Extrapolated at first order; the change from the grid before bounds the remaining error of higher orders.
        double limit = 2 * fine.getAsDouble() - middle.getAsDouble();
        double before = 2 * middle.getAsDouble() - coarse.getAsDouble();
        double discretisation = Math.abs(limit - before);
        double start = w * PairChain.START * expected;
        double error = discretisation + start + ROUNDING;
        Interval bounds = Double.isFinite(error) ? Interval.around(limit, error) : Interval.ALL;
        return Optional.of(Evidence.of(Evidence.Kind.ESTIMATED, "variance of " + sampler.name(), limit)
                .within(bounds)
                .by("the chain's variance step by step, three grids up to " + finest + " steps")
                .allowing(List.of(
                        new Tolerance.Discretisation(discretisation, "what one more grid changes after extrapolation"),
                        new Tolerance.Discretisation(start, "the process starts at t > 0"),
                        new Tolerance.Rounding(ROUNDING, "sums of steps")))
                .decides(is(expected, resolution * expected)));
    }

    /** Share of the draws within the standard deviation that they should have. */
    private Evidence sampled(PairChain chain, GuidedSampler sampler, double expected, Setting setting, double alpha) {
        double deviation = Math.sqrt(expected);
        BettingConfidenceSequence inside = new BettingConfidenceSequence(0, 1, alpha);
        for (int b = 0; b < setting.effort().samples(BATCHES); b++) {
            double[] points = chain.draw("draws", SAMPLED_STEPS, (long) b * BATCH, BATCH);
            for (int i = 0; i < points.length; i++) {
                points[i] = Math.abs(points[i]) <= deviation ? 1 : 0;
            }
            inside.accept(points);
        }
        // Weak order 1 with steps of h in log(t/τ): the variance is off by the share h, the probability by h φ(1).
        double range = Math.log(PairChain.grid(SAMPLED_STEPS).level(1).signal()) - Math.log(PairChain.START);
        double tolerance = range * Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
        double exact = Erf.erf(Math.sqrt(0.5));
        Interval bounds = inside.bounds().widen(tolerance);
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING,
                String.format(Locale.ROOT, "share of %s within %.6g", sampler.name(), deviation), inside.mean())
                .within(bounds)
                .by("betting confidence sequence, " + SAMPLED_STEPS + " steps", inside.count(), alpha)
                .allowing(List.of(new Tolerance.Discretisation(tolerance, "one step in log signal-to-noise ratio")))
                .decides(is(exact, COARSER * resolution(setting)));
    }

    /** Variance of the tilted law by the trapezoidal rule. */
    private Evidence tilted(double w, double resolution) {
        double mass = 0;
        double square = 0;
        double step = 1.0 / 64;
        for (int i = -64 * 16; i <= 64 * 16; i++) {
            double x = i * step;
            double density = Math.exp((1 + w) * (-0.5 * x * x) - w * (-0.25 * x * x));
            mass += density;
            square += x * x * density;
        }
        double expected = tilted.variance(w);
        double value = square / mass;
        // The rule is exact to rounding on a Gaussian of ten steps' width.
        Interval bounds = Interval.around(value, ROUNDING);
        return Evidence.of(Evidence.Kind.ESTIMATED, "variance of the tilted law", value).within(bounds)
                .by("trapezoidal rule")
                .allowing(List.of(new Tolerance.Rounding(ROUNDING, "sums")))
                .decides(is(expected, resolution * expected));
    }

    private static Requirement is(double expected, double resolution) {
        return Requirement.within(String.format(Locale.ROOT, "is %.6g, known to %.2g", expected, resolution),
                Interval.around(expected, 0), resolution);
    }
}
