package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.identification.NoiseChain;
import org.guidecheck.guard.identification.LastPoint;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.ScorePair;

/**
 * Law of an identified sampler's last noisy point on two linear scores, in closed form from its coefficients, and its
 * departure from the law of the process that its steps approximate. A step to clean data takes all that is left at once,
 * at any number of steps; whether it is right is seen on a point mass.
 *
 * @param steps number of steps
 * @param calls number of calls of the denoiser
 * @param shift departure of the mean of each coordinate, in deviations of the class
 * @param stretch departure of the deviation of each coordinate, likewise
 * @param firstOrder largest departure of a scheme of first order in as many steps between the same levels
 */
@SuppressWarnings("ArrayRecordComponent") // made and read here alone
record ClosedLaw(int steps, int calls, double[] shift, double[] stretch, double firstOrder) {

    private static final double REFINED = 1.8;

    /**
     * The law at a number of steps; empty if the coefficients or the noise cannot be identified, if steps with guidance
     * lead to no process in the limit, or if numbers overflow.
     */
    static Optional<ClosedLaw> of(Identified identified, double w, int steps) {
        Optional<Response> response = identified.response(w, steps);
        return response.filter(found -> w == 0 || found.hasOneWeightPerCall(identified.rounding()))
                .flatMap(found -> identified.noiseChain(w, steps).filter(chain -> w == 0 || chain.followsProcess())
                        .map(chain -> of(found, chain, steps)))
                .filter(ClosedLaw::isFinite);
    }

    private static ClosedLaw of(Response response, NoiseChain chain, int steps) {
        ScorePair pair = ScorePair.STANDARD;
        List<ScorePair.Leg> legs = chain.legs(response);
        GaussianLaw limit = pair.limit(legs);
        GaussianLaw simple = pair.firstOrder(legs);
        double firstOrder = 0;
        int d = pair.dimension();
        double[] shift = new double[d];
        double[] stretch = new double[d];
        for (int i = 0; i < d; i++) {
            LastPoint form = LastPoint.of(response, pair, i);
            GaussianLaw.Coordinate right = limit.coordinates().get(i);
            double unit = Math.sqrt(pair.variance(i));
            shift[i] = (form.mean() - right.mean()) / unit;
            stretch[i] = (Math.sqrt(chain.variance(form.factors())) - right.deviation()) / unit;
            GaussianLaw.Coordinate coarse = simple.coordinates().get(i);
            firstOrder = Math.max(firstOrder, Math.max(Math.abs(coarse.mean() - right.mean()),
                    Math.abs(coarse.deviation() - right.deviation())) / unit);
        }
        return new ClosedLaw(steps, response.calls(), shift, stretch, firstOrder);
    }

    private boolean isFinite() {
        return Double.isFinite(firstOrder) && departures().stream().allMatch(Double::isFinite);
    }

    /** Whether there are nearly twice as many calls as in another law, one with half of the steps. */
    boolean isRefinementOf(ClosedLaw other) {
        return calls >= REFINED * other.calls;
    }

    /** The departures of means, then of deviations. */
    List<Double> departures() {
        List<Double> all = new ArrayList<>();
        for (double each : shift) {
            all.add(each);
        }
        for (double each : stretch) {
            all.add(each);
        }
        return all;
    }

    /** The largest departure, positive. */
    double worst() {
        double worst = 0;
        for (double each : departures()) {
            worst = Math.max(worst, Math.abs(each));
        }
        return worst;
    }
}
