package org.guidecheck.oracle.mesh;

/**
 * Family of meshes and time grids on the line, from which each resolution takes one of each.
 *
 * @param widening       growth of the local scale with the distance from a component
 * @param pointsPerScale points per local scale of the coarsest mesh
 * @param endShare       noise at which time steps stop shrinking, in squares of the narrowest scale
 * @param longestStep    longest step of the coarsest grid, in log(t/τ)
 * @param earlier        by how much the start precedes that of the process, in log(t/τ)
 */
record Discretisation(double widening, int pointsPerScale, double endShare, double longestStep, double earlier) {
    /** The family that computes values. */
    static final Discretisation MAIN = new Discretisation(Mesh.WIDENING, 4, TimeSteps.END_SHARE, 0.5, 0);
    /**
     * A family that shares no point and no level with {@link #MAIN}, for checking its values: a mesh that grades
     * faster, and steps that shrink further.
     */
    static final Discretisation OTHER = new Discretisation(0.35, 5, 0.02, 0.45, 0);

    /** The same family from an earlier start. */
    Discretisation from(double earlierBy) {
        return new Discretisation(widening, pointsPerScale, endShare, longestStep, earlierBy);
    }
}
