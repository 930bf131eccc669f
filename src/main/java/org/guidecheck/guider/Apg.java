package org.guidecheck.guider;

import java.util.Arrays;
import java.util.Optional;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.process.rule.Projected;
import org.guidecheck.process.rule.ScaledWeight;

/**
 * Adaptive projected guidance with momentum: Sadat et al., arXiv 2410.02416, section 4 and algorithm 1, as published.
 * With Δ_k the difference of the clean predictions in step k, the update is m_k = Δ_k + β m_{k−1}, m_{−1} = 0. It is cut
 * to a length r, its part along the conditional clean prediction is scaled by η, and scale − 1 times the rest is added
 * to that prediction. With η = 1 and no limit of length it is classifier-free guidance with momentum.
 *
 * <p>As steps get shorter Δ hardly changes from one to the next, and m tends to Δ/(1 − β). So the limit has no memory:
 * weight w/(1 − β) and length r (1 − β). A negative β, as in the paper, weakens guidance.
 *
 * @param name       name of the guider
 * @param projection what is done to an update, by η and r
 * @param momentum   β, above −1 and below 1
 */
record Apg(String name, Projected projection, double momentum) implements Guider {
    Apg {
        if (!(momentum > -1 && momentum < 1)) {
            throw new IllegalArgumentException("momentum=" + momentum + ": must be above -1 and below 1");
        }
    }

    @Override
    public Run begin(TimeGrid grid, double scale) {
        return new Updates(projection, momentum, scale - 1);
    }

    @Override
    public Optional<GuidanceRule> rule() {
        return Optional.of(new ScaledWeight(new Projected(projection.parallel(), projection.longest() * (1 - momentum)),
                1 / (1 - momentum)));
    }

    /** Run that remembers its updates, in the units of clean data. Not thread-safe. */
    private static final class Updates implements Run {
        private final Projected projection;
        private final double momentum;
        private final double weight;
        private double[] update = {};

        Updates(Projected projection, double momentum, double weight) {
            this.projection = projection;
            this.momentum = momentum;
            this.weight = weight;
        }

        @Override
        public double[] guided(GuidanceCall call) {
            NoiseLevel level = call.level();
            double[] points = call.points();
            if (update.length != points.length) {
                update = new double[points.length];
            }
            double toClean = level.noise() / Math.sqrt(level.signal());
            double[] scores = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                double difference = call.conditional()[i] - call.unconditional()[i];
                update[i] = toClean * difference + momentum * update[i];
                // Without noise all clean predictions are the point itself, and nothing is left to guide.
                scores[i] = toClean > 0 ? update[i] / toClean : 0;
            }
            int d = call.dimension();
            double[] result = new double[points.length];
            for (int from = 0; from < points.length; from += d) {
                double[] one = projection.added(level, weight, Arrays.copyOfRange(points, from, from + d),
                        Arrays.copyOfRange(call.conditional(), from, from + d),
                        Arrays.copyOfRange(scores, from, from + d));
                System.arraycopy(one, 0, result, from, d);
            }
            return result;
        }
    }
}
