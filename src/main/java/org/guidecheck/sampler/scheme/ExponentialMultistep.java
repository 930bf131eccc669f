package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * DPM-Solver++ and SDE-DPM-Solver++ multistep schemes (Lu, Zhou, Bao, Chen, Li and Zhu, arXiv 2211.01095, equation 9
 * and algorithm 2, section 4.2 and appendix B for the SDE), with the share η of the noise of K. Crowson's k-diffusion.
 * In units of clean data with h the step in λ = −log σ and q = (1 + η)h, the exact solution is
 *
 * <pre>  y′ = e^{−q} y + ∫₀¹ q e^{−q(1−s)} x̂_0(λ + sh) ds + σ′ √(1 − e^{−2ηh}) z.  </pre>
 *
 * The schemes put the polynomial through the last predictions of the clean point there. With I_p = ∫₀¹ q e^{−q(1−s)} s^p
 * ds, x̂_0 ≈ D + D_1 s + D_2 s², the integral is I_0 D + I_1 D_1 + I_2 D_2. The midpoint form has ½ I_0 for I_1 in
 * schemes of order two.
 *
 * <p>The first step and a step to clean data, where h is infinite, have D alone; the second step of order three is one
 * of order two.
 *
 * @param form         what it has for I_1 and I_2
 * @param eta          η: 0 for the flow, 1 for the SDE; others have a law of their own under guidance
 * @param isLowerFinal whether, in runs of fewer than fifteen steps, the order falls to one towards the last step, as
 *                     libraries have it
 */
record ExponentialMultistep(Form form, double eta, boolean isLowerFinal) implements Scheme {
    private static final int FEW = 15;

    /** Form of a multistep scheme. */
    enum Form {
        /** 2M in the midpoint form, algorithm 2. */
        MIDPOINT("2m", 2, false, 1),
        /** 2M with the exact integral, called Heun's form. */
        HEUN("2m", 2, true, 1),
        /** 3M with the exact integral. */
        THIRD("3m", 3, true, 1),
        /**
         * 3M as in common use, with half of the last term: D_2, which is ½h² times the second derivative, is taken for
         * h² times it. This lowers the order to two.
         */
        THIRD_HALVED("3m", 3, true, 0.5);

        private final String id;
        private final int order;
        private final boolean isExact;
        private final double share;

        Form(String id, int order, boolean isExact, double share) {
            this.id = id;
            this.order = order;
            this.isExact = isExact;
            this.share = share;
        }
    }

    /** {@inheritDoc} {@code multistep} and {@code multistep:3} are other classes, with the same coefficients. */
    @Override
    public String name() {
        return "dpmpp-" + form.id + (eta == 0 ? "" : "-sde") + (form == Form.HEUN ? "-heun" : "")
                + (form == Form.THIRD_HALVED ? "-half" : "") + (eta == 0 || eta == 1 ? "" : ":" + Words.text(eta))
                + (isLowerFinal ? ":" + Words.LOWER_FINAL : "");
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        Evaluation now = Evaluation.first(grid, k);
        if (to.isClean()) {
            return Step.single(from, Sum.start(0).clean(now, 1));
        }
        double h = Levels.length(grid, k);
        double q = (1 + eta) * h;
        int used = Math.min(form.order, k + 1);
        if (isLowerFinal && grid.steps() < FEW) {
            used = Math.min(used, grid.steps() - k);
        }
        Sum end = Sum.start(Math.exp(-q)).clean(now, Lagrange.moment(0, q));
        if (used > 1) {
            end = end.plus(1, terms(grid, k, used, q));
        }
        return Step.single(from, end.fresh(to.sigma() * Math.sqrt(-Math.expm1(-2 * eta * h))));
    }

    /** I_1 D_1 + I_2 D_2 from Newton's divided differences. */
    private Sum terms(TimeGrid grid, int k, int used, double q) {
        double h = Levels.length(grid, k);
        double first = secondOrderMoment(used, q);
        Sum slope = slope(grid, k, 0, h);
        if (used == 2) {
            return Sum.start(0).plus(first, slope);
        }
        double ratio = Levels.length(grid, k - 1) / h;
        double before = Levels.length(grid, k - 2) / h;
        Sum bend = Sum.start(0).plus(1 / (ratio + before), slope)
                .plus(-1 / (ratio + before), slope(grid, k, 1, h));
        return Sum.start(0).plus(first, slope).plus(first * ratio + form.share * Lagrange.moment(2, q), bend);
    }

    /** The factor of D_1: steps of order two that start an ODE scheme of order three have the midpoint form. */
    private double secondOrderMoment(int used, double q) {
        boolean isExact = form.isExact && (used == 3 || form.order == 2 || eta > 0);
        return isExact ? Lagrange.moment(1, q) : 0.5 * Lagrange.moment(0, q);
    }

    /** Change of the prediction per h between the evaluations that many steps back and one more. */
    private static Sum slope(TimeGrid grid, int k, int back, double h) {
        double ratio = Levels.length(grid, k - 1 - back) / h;
        return Sum.start(0).clean(Evaluation.back(grid, k, back), 1 / ratio)
                .clean(Evaluation.back(grid, k, back + 1), -1 / ratio);
    }

    /** A scheme from the words after its name. */
    static ExponentialMultistep of(Form form, boolean isStochastic, Words words) {
        double eta = isStochastic ? words.number("ETA", 1, value -> value > 0 && value <= 1, "in (0, 1]") : 0;
        return new ExponentialMultistep(form, eta, words.flag(Words.LOWER_FINAL));
    }
}
