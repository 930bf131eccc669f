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
 * @param rounding   how much rounding of the coefficients may change each departure, the means' first
 * @param firstOrder largest departure of a scheme of first order in as many steps between the same levels
 */
@SuppressWarnings("ArrayRecordComponent") // made and read here alone
record ClosedLaw(int steps, int calls, double[] shift, double[] stretch, double[] rounding, double firstOrder) {

    private static final double REFINED = 1.8;
    /** Rounded coefficients that are tried, and by how much their largest effect may fall short of the largest of all. */
    private static final int TRIED = 3;
    private static final double MARGIN = 3;

    /**
     * The law at a number of steps; empty if the coefficients or the noise cannot be identified, if steps with guidance
     * lead to no process in the limit, or if numbers overflow.
     */
    static Optional<ClosedLaw> of(Identified identified, double w, int steps) {
        Optional<Response> response = identified.response(w, steps);
        return response.filter(found -> w == 0 || found.hasOneWeightPerCall(identified.rounding()))
                .flatMap(found -> identified.noiseChain(w, steps).filter(chain -> w == 0 || chain.followsProcess())
                        .map(chain -> of(found, chain, steps, identified.roundingOfCoefficients())))
                .filter(ClosedLaw::isFinite);
    }

    private static ClosedLaw of(Response response, NoiseChain chain, int steps, double rounding) {
        ScorePair pair = ScorePair.STANDARD;
        List<ScorePair.Leg> legs = chain.legs(response);
        GaussianLaw limit = pair.limit(legs);
        GaussianLaw simple = pair.firstOrder(legs);
        double firstOrder = 0;
        int d = pair.dimension();
        double[] shift = new double[d];
        double[] stretch = new double[d];
        double[] errors = new double[2 * d];
        for (int i = 0; i < d; i++) {
            LastPoint form = LastPoint.of(response, pair, i);
            GaussianLaw.Coordinate right = limit.coordinates().get(i);
            double unit = Math.sqrt(pair.variance(i));
            shift[i] = (form.mean() - right.mean()) / unit;
            stretch[i] = (Math.sqrt(chain.variance(form.factors())) - right.deviation()) / unit;
            for (int seed = 1; seed <= TRIED; seed++) {
                LastPoint moved = LastPoint.of(response, pair, i, rounding, seed);
                errors[i] = Math.max(errors[i], MARGIN * Math.abs(moved.mean() - form.mean()) / unit);
                errors[d + i] = Math.max(errors[d + i], MARGIN * Math.abs(Math.sqrt(chain.variance(moved.factors()))
                        - Math.sqrt(chain.variance(form.factors()))) / unit);
            }
            GaussianLaw.Coordinate coarse = simple.coordinates().get(i);
            firstOrder = Math.max(firstOrder, Math.max(Math.abs(coarse.mean() - right.mean()),
                    Math.abs(coarse.deviation() - right.deviation())) / unit);
        }
        return new ClosedLaw(steps, response.calls(), shift, stretch, errors, firstOrder);
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

    /** The least that the largest departure may be, whatever rounding did. */
    double certainlyWorst() {
        List<Double> all = departures();
        double worst = 0;
        for (int i = 0; i < all.size(); i++) {
            worst = Math.max(worst, Math.abs(all.get(i)) - rounding[i]);
        }
        return worst;
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
