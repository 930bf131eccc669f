package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.Law;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.NoiseLevel;

/**
 * Modes of a class: the means of its components where these are two to twelve, and otherwise the centres of clusters of
 * draws. An output belongs to the nearest.
 *
 * @param centres d coordinates each, at least two; on the line ascending
 * @param what    what they are, in words
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record Modes(List<double[]> centres, String what) {
    private static final int MOST_COMPONENTS = 12;
    private static final int CLUSTERS = 5;
    private static final int ROUNDS = 50;

    /** Copies the list. */
    public Modes {
        centres = List.copyOf(centres);
    }

    /**
     * The modes of a law.
     *
     * @param law   law of the class
     * @param draws d coordinates of each of its draws in turn, at the level of the outputs
     * @param level that level
     * @return its modes
     */
    static Modes of(Law law, double[] draws, NoiseLevel level) {
        Optional<List<Component>> parts = law.gaussianComponents();
        List<double[]> means = parts.orElse(List.of()).stream().filter(part -> part.weight() > 0)
                .map(part -> mean(part, law.dimension(), Math.sqrt(level.signal()))).toList();
        boolean listed = means.size() >= 2 && means.size() <= MOST_COMPONENTS && areDistinct(means);
        List<double[]> centres = new ArrayList<>(listed ? means : clusters(draws, law.dimension()));
        if (law.dimension() == 1) {
            centres.sort((a, b) -> Double.compare(a[0], b[0]));
        }
        return new Modes(centres, listed ? "components of the class" : "clusters of draws of the class");
    }

    private static boolean areDistinct(List<double[]> means) {
        return means.stream().map(Arrays::toString).distinct().count() == means.size();
    }

    private static double[] mean(Component part, int d, double factor) {
        double[] mean = new double[d];
        Arrays.setAll(mean, i -> factor * part.gaussian().mean(i));
        return mean;
    }

    /** Lloyd's algorithm from draws that are far from each other. */
    private static List<double[]> clusters(double[] draws, int d) {
        int n = draws.length / d;
        List<double[]> centres = new ArrayList<>(List.of(Arrays.copyOf(draws, d)));
        while (centres.size() < Math.min(CLUSTERS, n)) {
            int farthest = 0;
            double most = -1;
            for (int i = 0; i < n; i++) {
                double distance = distance(draws, i, centres.get(nearest(centres, draws, i)));
                if (distance > most) {
                    most = distance;
                    farthest = i;
                }
            }
            centres.add(Arrays.copyOfRange(draws, farthest * d, (farthest + 1) * d));
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[][] sums = new double[centres.size()][d];
            int[] counts = new int[centres.size()];
            for (int i = 0; i < n; i++) {
                int k = nearest(centres, draws, i);
                counts[k]++;
                for (int j = 0; j < d; j++) {
                    sums[k][j] += draws[i * d + j];
                }
            }
            for (int k = 0; k < sums.length; k++) {
                int count = counts[k];
                if (count > 0) {
                    centres.set(k, Arrays.stream(sums[k]).map(sum -> sum / count).toArray());
                }
            }
        }
        return centres;
    }

    private static double distance(double[] points, int i, double[] centre) {
        double sum = 0;
        for (int j = 0; j < centre.length; j++) {
            double difference = points[i * centre.length + j] - centre[j];
            sum += difference * difference;
        }
        return sum;
    }

    private static int nearest(List<double[]> centres, double[] points, int i) {
        int best = 0;
        for (int k = 1; k < centres.size(); k++) {
            if (distance(points, i, centres.get(k)) < distance(points, i, centres.get(best))) {
                best = k;
            }
        }
        return best;
    }

    /**
     * The mode of a point.
     *
     * @param points d coordinates of each point in turn
     * @param i      index of the point
     * @return index of the nearest centre
     */
    int of(double[] points, int i) {
        return nearest(centres, points, i);
    }

    /** {@return on the line, the places between neighbouring modes, ascending} */
    double[] boundaries() {
        double[] places = new double[centres.size() - 1];
        Arrays.setAll(places, k -> 0.5 * (centres.get(k)[0] + centres.get(k + 1)[0]));
        return places;
    }
}
