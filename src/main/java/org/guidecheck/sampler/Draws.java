package org.guidecheck.sampler;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/** Draws from a sampler with a check of their number. */
public final class Draws {
    private static final String PROGRAM = "org.guidecheck.";
    private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.");

    private Draws() {
    }

    /**
     * Draws a batch and checks that it has as many points as the noise.
     *
     * @param sampler  sampler to run
     * @param denoiser scores of the data
     * @param guidance weight w as a function of the noise level
     * @param grid     noise levels to visit
     * @param noise    standard normals for n points of dimension d
     * @return n points, row-major [n, d]
     * @throws SamplerFailure if a user's sampler throws, or returns null or an array of another length
     */
    public static double[] of(GuidedSampler sampler, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid,
            Noise noise) {
        double[] ends;
        try {
            ends = sampler.sample(denoiser, guidance, grid, noise);
        } catch (SamplerFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw blamed(sampler, e);
        }
        if (ends == null) {
            throw new SamplerFailure("sampler " + sampler.name() + " returned null, not an array of points");
        }
        if (ends.length != noise.points() * noise.dimension()) {
            throw new SamplerFailure("sampler " + sampler.name() + " returned " + ends.length + " numbers, not "
                    + noise.points() * noise.dimension() + " for " + noise.points() + " points of dimension "
                    + noise.dimension());
        }
        return ends;
    }

    /** A failure that names the sampler and the line, if the exception comes from a class outside this program. */
    private static RuntimeException blamed(GuidedSampler sampler, RuntimeException problem) {
        Throwable first = problem;
        // A parallel loop throws a copy, made by reflection, whose cause is the exception itself.
        while (first.getCause() != null) {
            first = first.getCause();
        }
        for (StackTraceElement frame : first.getStackTrace()) {
            String owner = frame.getClassName();
            if (owner.startsWith(PROGRAM)) {
                return problem;
            }
            if (PLATFORM.stream().noneMatch(owner::startsWith)) {
                return new SamplerFailure("sampler " + sampler.name() + " failed at " + frame + ": " + first, problem);
            }
        }
        return problem;
    }

    /**
     * Copies each point to an array of its own.
     *
     * @param points    row-major [n, d]
     * @param dimension d ≥ 1, a divisor of the length
     * @return n arrays of length d
     */
    public static double[][] rows(double[] points, int dimension) {
        double[][] rows = new double[points.length / dimension][];
        Arrays.setAll(rows, p -> Arrays.copyOfRange(points, p * dimension, (p + 1) * dimension));
        return rows;
    }
}
