package org.guidecheck.law.block;

/**
 * Innermost loops over a block of points, which take nearly all computing time. There are two implementations, which
 * agree to rounding: plain Java, and the JDK's Vector API, used if the JVM was started with {@link #OPTION}. The choice
 * is made once for the whole program.
 */
public abstract class BlockLoops {
    /** Number of points in a block: small enough for the first-level cache, large enough for vector loops. */
    public static final int BLOCK = 64;
    /** JVM option that enables the Vector API. */
    public static final String OPTION = "--add-modules=jdk.incubator.vector";

    private static final String MODULE = "jdk.incubator.vector";
    /** Loaded by name: compiled separately, as javac warns of its incubator module. */
    private static final String ACCELERATED = "org.guidecheck.law.block.VectorLoops";
    private static final BlockLoops ACTIVE = choose();

    BlockLoops() {
    }

    /** {@return the loops that this program uses: on the Vector API if its module is present, otherwise plain Java} */
    public static BlockLoops active() {
        return ACTIVE;
    }

    /** {@return whether {@link #active()} uses the Vector API} */
    public static boolean isAccelerated() {
        return !(ACTIVE instanceof PlainLoops);
    }

    private static BlockLoops choose() {
        if (!hasModule()) {
            return new PlainLoops();
        }
        try {
            return Class.forName(ACCELERATED).asSubclass(BlockLoops.class).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("this program does not fit the module " + MODULE + " of Java "
                    + Runtime.version() + ": start Java without " + OPTION, e);
        }
    }

    /**
     * Whether the JVM has the module, loading it if need be. The program's start script exports the JDK's module
     * loader, so that the module can be loaded here without the option {@link #OPTION}, which prints a warning.
     */
    private static boolean hasModule() {
        if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, MODULE);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /**
     * Copies points into a block, which is coordinate-major: coordinate i of point p stands at i · BLOCK + p.
     *
     * @param points    d coordinates of each point in turn
     * @param first     index of the first point to copy
     * @param count     number of points, at most BLOCK
     * @param dimension d ≥ 1
     * @param block     d × BLOCK numbers, filled at the first count points
     */
    public static void toBlock(double[] points, int first, int count, int dimension, double[] block) {
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < dimension; i++) {
                block[i * BLOCK + p] = points[(first + p) * dimension + i];
            }
        }
    }

    /**
     * Copies the first points of a block.
     *
     * @param block     d × BLOCK numbers, coordinate-major
     * @param count     number of points, at most BLOCK
     * @param dimension d ≥ 1
     * @param points    filled with d coordinates of each point in turn
     * @param first     index of the first point to fill
     */
    public static void fromBlock(double[] block, int count, int dimension, double[] points, int first) {
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < dimension; i++) {
                points[(first + p) * dimension + i] = block[i * BLOCK + p];
            }
        }
    }

    /** {@return the name of this implementation, as {@code --version} prints it} */
    @Override
    public abstract String toString();

    /**
     * Exponentials, in place.
     *
     * @param x     numbers; the first count are replaced by e^x
     * @param count at least 0; entries up to the next multiple of 8 may be overwritten as well
     */
    public abstract void exp(double[] x, int count);

    /**
     * Natural logarithms, in place.
     *
     * @param x     numbers of at least 0; the first count are replaced by log x
     * @param count at least 0; entries up to the next multiple of 8 may be overwritten as well
     */
    public abstract void log(double[] x, int count);

    /**
     * Sines, in place.
     *
     * @param x     angles; the first count are replaced by sin x
     * @param count at least 0; entries up to the next multiple of 8 may be overwritten as well
     */
    public abstract void sin(double[] x, int count);

    /**
     * Density and score of a Gaussian mixture at a block of points: p_τ(x) = sum · e^largest.
     *
     * @param terms   the mixture at the current noise level
     * @param z       x/√t, coordinate-major
     * @param count   number of points used, at most BLOCK; results at the others are undefined
     * @param root    √t
     * @param largest filled with the logarithm of the largest component's term, for each point
     * @param sum     filled with the sum of all terms relative to the largest, from 1 to the number of components
     * @param score   filled with ∇ log p_τ(x), coordinate-major
     */
    abstract void mixture(GaussianTerms terms, double[] z, int count, double root, double[] largest, double[] sum,
            double[] score);

    /**
     * Guided score s_own + w·(1 − p(c|x))·(s_own − s_rest) at a block of points. Where 1 − p(c|x) = 0 it is s_own, even
     * if s_rest is not finite.
     *
     * @param own           s_own, coordinate-major
     * @param rest          s_rest, coordinate-major
     * @param restPosterior 1 − p(c|x) of each point
     * @param w             guidance weight
     * @param into          filled, coordinate-major
     */
    abstract void guided(double[] own, double[] rest, double[] restPosterior, double w, double[] into);

    /**
     * Standard normals for a block of points, each with its own generator: xoshiro256++ (D. Blackman and S. Vigna,
     * <i>Scrambled linear pseudorandom number generators</i>, ACM Trans. Math. Softw. 47 (2021)), two numbers of which
     * give two normals (G. E. P. Box and M. E. Muller, Ann. Math. Statist. 29 (1958)). It needs only additions, shifts
     * and elementary functions, which vector units have. The last coordinate of an odd number consumes a whole pair.
     *
     * @param states    the generators, advanced: word j of point p stands at j · BLOCK + p; 4 × BLOCK numbers
     * @param dimension d ≥ 1
     * @param count     number of points used; the generators of some others may be advanced too
     * @param into      filled, coordinate-major, d × BLOCK numbers; those of unused points are undefined
     * @param scratch   2 × BLOCK numbers, overwritten
     */
    public abstract void normals(long[] states, int dimension, int count, double[] into, double[] scratch);
}
