package org.guidecheck.law.block;

/**
 * Loops over a block of points, where nearly all of an oracle's time goes. There are two: plain Java, and the Vector API
 * of the JDK, which is used where the JVM was started with {@link #OPTION}. The two agree to
 * rounding; which one is used is chosen once, for the whole program.
 */
public abstract class BlockLoops {
    /** Points in a block: small enough for the first cache, long enough for vector loops. */
    public static final int BLOCK = 64;
    /** The JVM's option for vector instructions. */
    public static final String OPTION = "--add-modules=jdk.incubator.vector";

    private static final String MODULE = "jdk.incubator.vector";
    /** Compiled apart, as it needs a module that javac warns of. */
    private static final String ACCELERATED = "org.guidecheck.law.block.VectorLoops";
    private static final BlockLoops ACTIVE = choose();

    BlockLoops() {
    }

    /**
     * The loops that this program uses.
     *
     * @return those of the Vector API if the JVM has its module, the plain ones otherwise
     */
    public static BlockLoops active() {
        return ACTIVE;
    }

    /**
     * Whether {@link #active()} are those of the Vector API.
     *
     * @return true if so
     */
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
            throw new IllegalStateException("the module " + MODULE + " of Java " + Runtime.version()
                    + " is not as this program knows it: start without " + OPTION, e);
        }
    }

    /**
     * Whether the module is there. The script that starts the program exports the JDK's module loader to it, so that the
     * module can be loaded here, without the option and the warning that the option prints.
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
     * Points one after another, as a block has them: coordinate i of point p at i · BLOCK + p.
     *
     * @param points    d coordinates of each point in turn
     * @param first     index of the first to take
     * @param count     how many, at most BLOCK
     * @param dimension d ≥ 1
     * @param block     filled at these points; d × BLOCK numbers
     */
    public static void toBlock(double[] points, int first, int count, int dimension, double[] block) {
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < dimension; i++) {
                block[i * BLOCK + p] = points[(first + p) * dimension + i];
            }
        }
    }

    /**
     * The points of a block, one after another.
     *
     * @param block     d × BLOCK numbers, coordinate-major
     * @param count     how many points to take, at most BLOCK
     * @param dimension d ≥ 1
     * @param points    filled from the first on: d coordinates of each point in turn
     * @param first     index of the first to fill
     */
    public static void fromBlock(double[] block, int count, int dimension, double[] points, int first) {
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < dimension; i++) {
                points[(first + p) * dimension + i] = block[i * BLOCK + p];
            }
        }
    }

    /**
     * What computes.
     *
     * @return a few words
     */
    @Override
    public abstract String toString();

    /**
     * Exponentials, in place.
     *
     * @param x      numbers; the first count are replaced by e^x
     * @param count  how many, at least 0; entries up to the next multiple of 8 may be replaced as well
     */
    public abstract void exp(double[] x, int count);

    /**
     * Natural logarithms, in place.
     *
     * @param x     numbers of at least 0; the first count are replaced by log x
     * @param count how many, at least 0; entries up to the next multiple of 8 may be replaced as well
     */
    public abstract void log(double[] x, int count);

    /**
     * Sines, in place.
     *
     * @param x     angles; the first count are replaced by sin x
     * @param count how many, at least 0; entries up to the next multiple of 8 may be replaced as well
     */
    public abstract void sin(double[] x, int count);

    /**
     * A Gaussian mixture's log-density and score at a block of points.
     *
     * @param terms      the mixture at the present noise level
     * @param z          x/√t, coordinate-major: coordinate i of point p stands at i · BLOCK + p
     * @param count      points in use, at most BLOCK; results at the others mean nothing
     * @param root       √t
     * @param largest    filled: the logarithm of the largest term of p_τ(x), one entry for each point
     * @param sum        filled: how many such terms are in p_τ(x), so that it is sum · e^largest; from 1 to the number of
     *                   components
     * @param score      filled: ∇ log p_τ(x), coordinate-major
     */
    public abstract void mixture(GaussianTerms terms, double[] z, int count, double root, double[] largest,
            double[] sum, double[] score);

    /**
     * The guided score at a block of points, s_own + w·(1 − p(c|x))·(s_own − s_rest). Where the class is certain it is s_own,
     * whatever s_rest is there.
     *
     * @param own   s_own, coordinate-major
     * @param rest  s_rest, as many
     * @param other 1 − p(c|x), one for each point; points beyond those in use may have any
     * @param w     guidance weight
     * @param into  filled, coordinate-major
     */
    public abstract void guided(double[] own, double[] rest, double[] other, double w, double[] into);

    /**
     * Standard normals for a block of points, from a generator for each: xoshiro256++ (D. Blackman and S. Vigna,
     * <i>Scrambled linear pseudorandom number generators</i>, ACM Trans. Math. Softw. 47 (2021)), two numbers of which make
     * two normals (G. E. P. Box and M. E. Muller, Ann. Math. Statist. 29 (1958)). Chosen because it is made of additions,
     * shifts and elementary functions, which vectors have. Of an odd number of coordinates the last takes a pair as well.
     *
     * @param states    the generators, moved on: word j of point p stands at j · BLOCK + p; 4 × BLOCK numbers
     * @param dimension d ≥ 1
     * @param count     points in use; the generators of some of the others may be moved on too
     * @param into      filled, coordinate-major: d × BLOCK numbers, of which those of other points mean nothing
     * @param room      2 × BLOCK numbers to work in
     */
    public abstract void normals(long[] states, int dimension, int count, double[] into, double[] room);
}
