package org.guidecheck.sampler;

import org.guidecheck.distribution.OneAgainstRest;

/** What evaluates the exact denoiser of a known law, and takes a built-in sampler's steps on it. */
public enum Kernel {
    /** Block after block on the processor, see {@link BlockDenoiser}: faster there at every size that was measured. */
    FUSED("fused") {
        @Override
        public Denoiser denoiser(OneAgainstRest sides) {
            return new BlockDenoiser(sides);
        }
    },
    /** Whole batches on ND4J, see {@link LawDenoiser}: on whatever its backend computes with, such as a GPU. */
    ND4J("nd4j") {
        @Override
        public Denoiser denoiser(OneAgainstRest sides) {
            return new LawDenoiser(sides);
        }
    };

    /**
     * The system property that says which one a program uses: {@code fused}, which it is if nothing is said, or {@code nd4j}.
     */
    public static final String PROPERTY = "guidecheck.kernel";

    private final String id;

    Kernel(String id) {
        this.id = id;
    }

    /**
     * The one that this program uses.
     *
     * @return as {@link #PROPERTY} says
     * @throws IllegalArgumentException if the property is none of the names
     */
    public static Kernel active() {
        return named(PROPERTY, System.getProperty(PROPERTY, FUSED.id));
    }

    /**
     * Finds one by its name.
     *
     * @param where what said it, for the message
     * @param name  {@code fused} or {@code nd4j}
     * @return the kernel
     * @throws IllegalArgumentException if it is none of them
     */
    public static Kernel named(String where, String name) {
        for (Kernel kernel : values()) {
            if (kernel.id.equals(name)) {
                return kernel;
            }
        }
        throw new IllegalArgumentException(where + "=" + name + ": must be fused or nd4j");
    }

    /** Has the program use this one from now on. */
    public void activate() {
        System.setProperty(PROPERTY, id);
    }

    /**
     * The exact denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     * @return a denoiser for any number of threads
     */
    public abstract Denoiser denoiser(OneAgainstRest sides);

    @Override
    public String toString() {
        return id;
    }
}
