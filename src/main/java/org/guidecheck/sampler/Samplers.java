package org.guidecheck.sampler;

import java.util.List;
import org.guidecheck.text.Suggestions;

/** Registry of the built-in samplers. */
public final class Samplers {
    private static final List<LinearSampler> BUILT_IN = List.of(new EulerMaruyama(), new Ddpm(), new Ddim(),
            new Heun(), new DpmSolverPlusPlus());
    private static final String DDIM = "ddim:";
    private static final LinearSampler THIRD_ORDER = new DpmSolverPlusPlus(3);

    private Samplers() {
    }

    /** {@return one sampler of each family, in a fixed order; all are stateless and may be shared by threads} */
    public static List<LinearSampler> builtIn() {
        return BUILT_IN;
    }

    /** {@return all known schemes with their usual parameters, usual ones first} */
    public static List<LinearSampler> known() {
        return List.of(new Ddpm(), new Ddim(), new Ddim(0.5), new Heun(), new DpmSolverPlusPlus(), THIRD_ORDER,
                new EulerMaruyama());
    }

    /**
     * Finds a sampler by its name.
     *
     * @param name a {@link GuidedSampler#name()}; {@code ddim:ETA} is {@link Ddim} with that η in [0, 1],
     *             {@code multistep:3} is {@link DpmSolverPlusPlus} of third order
     * @return the sampler
     * @throws IllegalArgumentException if the name is unknown, with the names that exist, or if η is out of range
     */
    public static LinearSampler byName(String name) {
        if (name.startsWith(DDIM)) {
            return ddim(name);
        }
        if (name.equals(THIRD_ORDER.name())) {
            return THIRD_ORDER;
        }
        List<String> names = BUILT_IN.stream().map(GuidedSampler::name).toList();
        return BUILT_IN.stream().filter(sampler -> sampler.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sampler=" + name + ": must be one of " + names
                        + ", multistep:3 or ddim:ETA" + Suggestions.hint(name, names)));
    }

    private static LinearSampler ddim(String name) {
        try {
            return new Ddim(Double.parseDouble(name.substring(DDIM.length())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sampler=" + name + ": ETA must be a number in [0, 1]", e);
        }
    }
}
