package org.guidecheck.oracle.mesh;

/**
 * Distribution function of masses on a mesh: the sum of the masses up to the middle between two points, and a cubic
 * through four such sums between them, so that its error falls smoothly as the mesh is refined.
 */
final class LineDistribution {
    private final double[] places;
    private final double[] sums;

    LineDistribution(Mesh mesh, double[] masses) {
        int n = masses.length;
        places = new double[n + 1];
        sums = new double[n + 1];
        places[0] = mesh.points()[0];
        for (int i = 0; i < n; i++) {
            places[i + 1] = i + 1 < n ? 0.5 * (mesh.points()[i] + mesh.points()[i + 1]) : mesh.points()[i];
            sums[i + 1] = sums[i] + masses[i];
        }
    }

    /** Share of the masses up to a place. */
    double upTo(double place) {
        int n = places.length - 1;
        if (!(place > places[0])) {
            return 0;
        }
        if (!(place < places[n])) {
            return 1;
        }
        int low = 0;
        int high = n;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (places[middle] <= place) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int from = Math.max(0, Math.min(n - 3, low - 1));
        double sum = 0;
        for (int i = from; i < from + 4; i++) {
            double factor = 1;
            for (int j = from; j < from + 4; j++) {
                factor *= j == i ? 1 : (place - places[j]) / (places[i] - places[j]);
            }
            sum += factor * sums[i];
        }
        return sum;
    }
}
