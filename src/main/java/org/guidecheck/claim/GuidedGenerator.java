package org.guidecheck.claim;

import java.util.Arrays;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1Field;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2Field;

/**
 * Generator of the guided process at one point, in the clock u = log t: L^w φ = b_w·∇φ + ½Δφ with
 * b_w = y/2 + s(y|c) + w g (theory.md, "The generator identity").
 *
 * <p>Derivatives come from automatic differentiation of the log-posterior log p_t(c|y) by Bayes' rule; the score in the
 * drift has its closed form. An error in either shows as a residual.
 */
public final class GuidedGenerator {
    private final double[] y;
    private final double[] score;
    private final double[] gradient;
    private final double[] laplacianTerms;
    private final double timeDerivative;
    private final double scale;

    /**
     * The generator at a point.
     *
     * @param process law, class and guidance
     * @param y       point, d coordinates
     * @param level   its noise level, noisy
     */
    public GuidedGenerator(GuidedProcess process, double[] y, NoiseLevel level) {
        LabelledLaw law = process.law();
        int c = process.c();
        int d = y.length;
        this.y = y;
        score = law.law(c).score(y, level);
        gradient = new double[d];
        laplacianTerms = new double[d];
        for (int i = 0; i < d; i++) {
            UnivariateDerivative2[] x = new UnivariateDerivative2[d];
            for (int j = 0; j < d; j++) {
                x[j] = new UnivariateDerivative2(y[j], j == i ? 1 : 0, 0);
            }
            UnivariateDerivative2 value =
                    law.logPosterior(c, x, level.in(UnivariateDerivative2Field.getInstance()));
            gradient[i] = value.getFirstDerivative();
            laplacianTerms[i] = value.getSecondDerivative();
        }
        UnivariateDerivative1[] fixed = new UnivariateDerivative1[d];
        Arrays.setAll(fixed, j -> new UnivariateDerivative1(y[j], 0));
        UnivariateDerivative1 inTime = law.logPosterior(c, fixed,
                NoiseLevel.OfField.ofVariable(level, new UnivariateDerivative1(level.signal(), 1)));
        // ∂/∂u = t ∂/∂t.
        timeDerivative = level.signal() * inTime.getFirstDerivative();
        scale = (1 - Math.exp(law.logPosterior(c, fixed, level.in(UnivariateDerivative1Field.getInstance())).getReal()))
                * (squaredNorm(score) + squaredNorm(law.rest(c).score(y, level)) + d / level.noise());
    }

    private static double squaredNorm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return sum;
    }

    /** ‖∇ log p(c|y)‖². */
    double squaredGradient() {
        return squaredNorm(gradient);
    }

    /**
     * Residual of (∂_u + L^w) f + w‖g‖² f = 0 for f = 1/p(c|·), divided by f.
     *
     * @param w weight
     * @param g classifier gradient in closed form, for the terms that guidance adds
     * @return the residual
     */
    public Residual ofReciprocal(double w, double[] g) {
        // f = e^{−ℓ}: ∇f/f = −∇ℓ, Δf/f = −Δℓ + ‖∇ℓ‖².
        double error = -timeDerivative;
        double size = Math.abs(timeDerivative) + scale;
        for (int i = 0; i < y.length; i++) {
            double drift = 0.5 * y[i] + score[i] + w * g[i];
            double second = 0.5 * (gradient[i] * gradient[i] - laplacianTerms[i]);
            error += second - drift * gradient[i] + w * g[i] * g[i];
            size += Math.abs(second) + Math.abs(drift * gradient[i]) + w * g[i] * g[i];
        }
        return new Residual(error, size);
    }

    /**
     * Residual of (∂_u + L^e) f^q = ½q((q − 1)‖g‖² − 2⟨g, e⟩) f^q for f = 1/p(c|·), divided by f^q.
     *
     * @param power q
     * @param e     guidance: what it adds to the drift, d coordinates; w g for classifier-free guidance
     * @param g     classifier gradient in closed form, for the right side
     * @return the residual
     */
    public Residual ofPower(double power, double[] e, double[] g) {
        return ofPower(power, e, g, 2);
    }

    /**
     * The same with another multiple of ⟨g, e⟩ on the right side.
     *
     * @param power   q
     * @param e       guidance, d coordinates
     * @param g       classifier gradient in closed form, for the right side
     * @param towards k in ½q((q − 1)‖g‖² − k⟨g, e⟩); false unless 2
     * @return the residual
     */
    public Residual ofPower(double power, double[] e, double[] g, double towards) {
        // f^q = e^{−qℓ}: ∇f^q/f^q = −q∇ℓ, Δf^q/f^q = −qΔℓ + q²‖∇ℓ‖².
        double error = -power * timeDerivative;
        double size = Math.abs(power) * (Math.abs(timeDerivative) + scale);
        for (int i = 0; i < y.length; i++) {
            double drift = -power * (0.5 * y[i] + score[i] + e[i]) * gradient[i];
            double second = 0.5 * power * (power * gradient[i] * gradient[i] - laplacianTerms[i]);
            double right = 0.5 * power * ((power - 1) * g[i] * g[i] - towards * g[i] * e[i]);
            error += drift + second - right;
            size += Math.abs(drift) + Math.abs(second) + Math.abs(right);
        }
        return new Residual(error, size);
    }

    /**
     * Residual of (∂_u + L^w) log p(c|·) = (w + ½)‖g‖².
     *
     * @param w weight
     * @param g classifier gradient in closed form
     * @return the residual
     */
    public Residual ofLogPosterior(double w, double[] g) {
        double error = timeDerivative;
        double size = Math.abs(timeDerivative) + scale;
        for (int i = 0; i < y.length; i++) {
            double drift = (0.5 * y[i] + score[i] + w * g[i]) * gradient[i];
            double second = 0.5 * laplacianTerms[i];
            double right = (w + 0.5) * g[i] * g[i];
            error += drift + second - right;
            size += Math.abs(drift) + Math.abs(second) + Math.abs(right);
        }
        return new Residual(error, size);
    }

    /**
     * Residual of h⁻¹ [∂_u + L^0 − κ‖g‖²] (h φ) = L^w φ for h = p(c|·)^v and the wave φ(y) = cos(k·y): the change of
     * measure by h, with loss of weight at the rate κ, turns weight 0 into w. It is 0 if v = w and κ = ½w(w + 1).
     *
     * @param power v
     * @param rate  κ
     * @param w     weight
     * @param g     classifier gradient in closed form
     * @param wave  wave vector k, d coordinates
     * @return the residual
     */
    public Residual ofReweighting(double power, double rate, double w, double[] g, double[] wave) {
        return ofChange(0, power, rate, w, g, wave);
    }

    /**
     * Residual of h⁻¹ [∂_u + L^w + κ‖g‖²] (h φ) = L^{w−q} φ for h = f^q, f = 1/p(c|·), and the wave φ(y) = cos(k·y): the
     * change of measure by h, with gain of weight at the rate κ, turns weight w into w − q. It is 0 if
     * κ = ½q(1 + 2w − q).
     *
     * @param w     weight
     * @param power q
     * @param rate  κ
     * @param g     classifier gradient in closed form
     * @param wave  wave vector k, d coordinates
     * @return the residual
     */
    public Residual ofMaster(double w, double power, double rate, double[] g, double[] wave) {
        return ofChange(w, -power, -rate, w - power, g, wave);
    }

    /** Residual of h⁻¹ [∂_u + L^from − κ‖g‖²] (h φ) = L^to φ for h = p(c|·)^v. */
    private Residual ofChange(double from, double power, double rate, double to, double[] g, double[] wave) {
        double phase = 0;
        for (int i = 0; i < y.length; i++) {
            phase += wave[i] * y[i];
        }
        double value = Math.cos(phase);
        // h = e^{vℓ}: ∇h/h = v∇ℓ, Δh/h = vΔℓ + v²‖∇ℓ‖².
        double error = value * power * timeDerivative;
        double size = Math.abs(power) * (Math.abs(timeDerivative) + scale);
        for (int i = 0; i < y.length; i++) {
            double drift = (0.5 * y[i] + score[i] + from * g[i]) * power * gradient[i];
            double second = 0.5 * power * (laplacianTerms[i] + power * gradient[i] * gradient[i]);
            double lost = rate * g[i] * g[i];
            double slope = -wave[i] * Math.sin(phase);
            double turn = (to - from) * g[i];
            error += value * (drift + second - lost) + (power * gradient[i] - turn) * slope;
            size += Math.abs(drift) + Math.abs(second) + Math.abs(lost)
                    + Math.abs(power * gradient[i] * slope) + Math.abs(turn * slope);
        }
        return new Residual(error, size);
    }

    /**
     * Residual of f⁻¹ [∂_u + L^w + w‖g‖²] (f φ) = L^{w−1} φ for the wave φ(y) = cos(k·y): the change of measure by f,
     * which turns weight w into w − 1.
     *
     * @param w    weight
     * @param g    classifier gradient in closed form
     * @param wave wave vector k, d coordinates
     * @return the residual
     */
    public Residual ofChangeOfMeasure(double w, double[] g, double[] wave) {
        double phase = 0;
        for (int i = 0; i < y.length; i++) {
            phase += wave[i] * y[i];
        }
        double value = Math.cos(phase);
        Residual reciprocal = ofReciprocal(w, g);
        double error = value * reciprocal.error();
        double size = reciprocal.size();
        for (int i = 0; i < y.length; i++) {
            double slope = -wave[i] * Math.sin(phase);
            double second = -0.5 * wave[i] * wave[i] * value;
            // Left: the product rule adds b_w·∇φ + ½Δφ + ∇f·∇φ/f; right: b_{w−1}·∇φ + ½Δφ.
            double left = (0.5 * y[i] + score[i] + w * g[i]) * slope + second - gradient[i] * slope;
            double right = (0.5 * y[i] + score[i] + (w - 1) * g[i]) * slope + second;
            error += left - right;
            size += Math.abs(left) + Math.abs(right) + Math.abs(gradient[i] * slope);
        }
        return new Residual(error, size);
    }
}
