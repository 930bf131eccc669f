package org.guidecheck.sampler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DPM-Solver++(2M) and (3M), the methods of two and three steps for the guided probability-flow ODE (Lu, Zhou, Bao,
 * Chen, Li and Zhu, <i>DPM-Solver++: Fast solver for guided sampling of diffusion probabilistic models</i>, arXiv
 * 2211.01095, algorithm 2). With h half the step in λ, 2M is
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ (1 − e^{−h}) ( x̂_0 + (h/(2 h₋)) (x̂_0 − x̂_0₋) ),  </pre>
 *
 * the minus sign marking the step before. 3M puts the parabola through the last three x̂_0 into the exact solution
 * x′ = √(τ′/τ) x + √t′ ∫₀^h e^{s−h} x̂_0(s) ds, which is, with φ = 1 − (1 − e^{−h})/h and dots for derivatives in s,
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ ( (1 − e^{−h}) x̂_0 + φ h x̂_0˙ + ½ (1 − 2φ/h) h² x̂_0¨ ).  </pre>
 *
 * <p>It differs in one factor from the code in use under that name, which has half of the last term: there the quotient
 * of differences that stands for ½h² x̂_0¨ is taken for h² x̂_0¨, and what is left is of second order.
 *
 * <p>The first step, and one to clean data, for which h is infinite, have no further terms and are those of
 * {@link Ddim}; the second step of 3M is that of 2M. What a start of lower order costs falls like h² times the signal at
 * the grid's start, next to nothing.
 *
 * <p>All predictions are guided with the weight of the present step, so that a weight that jumps between two steps is
 * not taken for a slope.
 */
public final class Multistep extends FlowSampler {
    private final int order;

    /** A prediction and the points that it is for. */
    private record Past(Prediction prediction, INDArray points) {
    }

    /** The method of second order, 2M. */
    public Multistep() {
        this(2);
    }

    /**
     * The method of second or third order.
     *
     * @param order 2 or 3
     * @throws IllegalArgumentException if it is neither
     */
    public Multistep(int order) {
        if (order != 2 && order != 3) {
            throw new IllegalArgumentException("order=" + order + ": must be 2 or 3");
        }
        this.order = order;
    }

    /** {@inheritDoc} It is {@code multistep} for the second order and {@code multistep:3} for the third. */
    @Override
    public String name() {
        return order == 2 ? "multistep" : "multistep:3";
    }

    @Override
    void follow(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, INDArray x) {
        // The last steps, the latest first.
        Deque<Past> past = new ArrayDeque<>();
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = guidance.meanWeight(from, to);
            Prediction prediction = denoiser.predict(from, x);
            INDArray clean = prediction.denoised(w, x);
            Past now = new Past(prediction, x.dup());
            double kept = Math.sqrt(to.noise() / from.noise());
            // √t′(1 − e^{−h}) = √t′ − √(τ′/τ)·√t.
            double ofClean = Math.sqrt(to.signal()) - kept * Math.sqrt(from.signal());
            x.muli(kept).addi(clean.mul(ofClean));
            if (!past.isEmpty() && !to.isClean()) {
                x.addi(change(past, from, to, w, clean, ofClean));
            }
            past.addFirst(now);
            if (past.size() == order) {
                past.removeLast();
            }
        }
    }

    /** Scores of an earlier step and the points that they are for, plain. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here, and not changed
    private record Earlier(NoiseLevel level, Denoiser.Scores scores, double[] points) {
        /** The clean point of one of the coordinates, guided. */
        double denoised(int i, double w) {
            double own = scores.conditional()[i];
            return (points[i] + level.noise() * (own + w * (own - scores.unconditional()[i]))) / Math.sqrt(level.signal());
        }
    }

    @Override
    void follow(ArrayDenoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, double[] x, int d) {
        Earlier one = null;
        Earlier two = null;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = guidance.meanWeight(from, to);
            Earlier now = new Earlier(from, denoiser.scores(from, x, d), x.clone());
            double kept = Math.sqrt(to.noise() / from.noise());
            double ofClean = Math.sqrt(to.signal()) - kept * Math.sqrt(from.signal());
            for (int i = 0; i < x.length; i++) {
                x[i] = kept * x[i] + ofClean * now.denoised(i, w);
            }
            if (one != null && !to.isClean()) {
                correct(x, now, one, two, w, to);
            }
            two = order == 3 ? one : null;
            one = now;
        }
    }

    /** Adds the terms after the first to plain points, from the step before and, unless it is null, the one before that. */
    private static void correct(double[] x, Earlier now, Earlier one, Earlier two, double w, NoiseLevel to) {
        double h = half(now.level, to);
        double phi = 1 + Math.expm1(-h) / h;
        double root = Math.sqrt(to.signal());
        double ratio = half(one.level, now.level) / h;
        double ratioBefore = two == null ? 0 : half(two.level, one.level) / h;
        for (int i = 0; i < x.length; i++) {
            double before = one.denoised(i, w);
            double slope = (now.denoised(i, w) - before) / ratio;
            if (two == null) {
                x[i] += 0.5 * root * -Math.expm1(-h) * slope;
            } else {
                double slopeBefore = (before - two.denoised(i, w)) / ratioBefore;
                double bend = (slope - slopeBefore) / (ratio + ratioBefore);
                x[i] += root * (phi * (slope + ratio * bend) + (1 - 2 * phi / h) * bend);
            }
        }
    }

    /** The terms after the first, from as many earlier predictions as there are. */
    private static INDArray change(Deque<Past> past, NoiseLevel from, NoiseLevel to, double w, INDArray clean,
            double ofClean) {
        double h = half(from, to);
        Iterator<Past> earlier = past.iterator();
        Past one = earlier.next();
        double ratio = half(one.prediction.level(), from) / h;
        INDArray cleanBefore = one.prediction.denoised(w, one.points);
        // h times the slope of x̂_0, in the middle of the step before.
        INDArray slope = clean.sub(cleanBefore).divi(ratio);
        if (!earlier.hasNext()) {
            return slope.muli(0.5 * ofClean);
        }
        Past two = earlier.next();
        double ratioBefore = half(two.prediction.level(), one.prediction.level()) / h;
        INDArray slopeBefore = cleanBefore.sub(two.prediction.denoised(w, two.points)).divi(ratioBefore);
        INDArray bend = slope.sub(slopeBefore).divi(ratio + ratioBefore);
        // From the middle of the step before to here.
        slope.addi(bend.mul(ratio));
        double phi = 1 + Math.expm1(-h) / h;
        // The bend is ½h² x̂_0¨.
        return slope.muli(phi).addi(bend.muli(1 - 2 * phi / h)).muli(Math.sqrt(to.signal()));
    }

    /** Half a step in λ, a step in log(√t/√τ). */
    private static double half(NoiseLevel from, NoiseLevel to) {
        return 0.5 * (to.logSnr() - from.logSnr());
    }
}
