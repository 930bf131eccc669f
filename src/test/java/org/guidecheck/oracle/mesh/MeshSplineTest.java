package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeshSplineTest {
    private static final double[] POINTS = {-2, -1.2, -0.3, 0.1, 1.4, 2};
    private final MeshSpline spline =
            new MeshSpline(POINTS, Arrays.stream(POINTS).map(y -> Math.exp(y) - y * y).toArray());

    @Test
    void goesThroughItsValues() {
        for (double y : POINTS) {
            assertThat(spline.at(y)).isCloseTo(Math.exp(y) - y * y, within(1e-14));
        }
    }

    /**
     * Value, slope and second derivative are continuous at every point. Beyond both ends the spline is straight, as a
     * natural spline is.
     */
    @Test
    void isSmoothAtItsPointsAndBeyond() {
        double h = 1e-4;
        for (double y : POINTS) {
            double left = (3 * spline.at(y) - 4 * spline.at(y - h) + spline.at(y - 2 * h)) / (2 * h);
            double right = (-3 * spline.at(y) + 4 * spline.at(y + h) - spline.at(y + 2 * h)) / (2 * h);
            assertThat(left).as("slope at %s", y).isCloseTo(right, within(1e-6));
            double before = (spline.at(y - 3 * h) - 2 * spline.at(y - 2 * h) + spline.at(y - h)) / (h * h);
            double after = (spline.at(y + h) - 2 * spline.at(y + 2 * h) + spline.at(y + 3 * h)) / (h * h);
            assertThat(before).as("second derivative at %s", y).isCloseTo(after, within(1e-2));
        }
        for (double end : new double[] {-2, 2}) {
            assertThat(spline.at(2 * end) - spline.at(1.5 * end))
                    .isCloseTo(spline.at(1.5 * end) - spline.at(end), within(1e-13));
        }
    }
}
