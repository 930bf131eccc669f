package org.guidecheck.sampler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.sampler.scheme.Schemes;
import org.guidecheck.text.Suggestions;

/** Registry of the built-in samplers. */
public final class Samplers {
    private static final List<LinearSampler> BUILT_IN = List.of(new EulerMaruyama(), new Ddpm(), new Ddim(),
            new Heun(), new DpmSolverPlusPlus());
    private static final String DDIM = "ddim:";
    private static final LinearSampler THIRD_ORDER = new DpmSolverPlusPlus(3);
    /** Names of schemes whose coefficients are those of another one on the same levels. */
    private static final Map<String, String> ALIASES = Map.of("euler", "ddim", "flow-euler", "ddim", "dpmpp-1s",
            "ddim", "dpmpp-1-sde", "ddpm", "euler-ancestral", "ddpm", "dpmpp-2m", "multistep", "dpmpp-3m",
            "multistep:3");
    private static final String EULER_ANCESTRAL = "euler-ancestral:";
    private static final List<LinearSampler> KNOWN = Stream.concat(
            Stream.concat(BUILT_IN.stream(), Stream.of(new Ddim(0.5), THIRD_ORDER)),
            Schemes.known().stream().map(SchemeSampler::new)).toList();

    private Samplers() {
    }

    /** {@return one sampler of each family, in a fixed order; all are stateless and may be shared by threads} */
    public static List<LinearSampler> builtIn() {
        return BUILT_IN;
    }

    /**
     * {@return all known schemes with usual parameters, in a fixed order, no two with the same coefficients on all
     * levels; among them {@link #builtIn()}, and schemes that do not keep the law}
     */
    public static List<LinearSampler> known() {
        return KNOWN;
    }

    /** {@return all names without parameters, aliases included} */
    public static List<String> names() {
        return Stream.of(BUILT_IN.stream().map(GuidedSampler::name), Schemes.names().stream(),
                ALIASES.keySet().stream().sorted()).flatMap(each -> each).distinct().toList();
    }

    /**
     * Finds a sampler by its name.
     *
     * @param name a {@link GuidedSampler#name()}; {@code ddim:ETA} is {@link Ddim} with that η in [0, 1],
     *             {@code multistep:3} is {@link DpmSolverPlusPlus} of third order; or a name of {@link Schemes}; or
     *             another name of one of these, such as {@code euler} for {@code ddim}
     * @return the sampler
     * @throws IllegalArgumentException if the name is unknown, with the names that exist, or if a parameter is out of
     *                                  range
     */
    public static LinearSampler byName(String name) {
        if (name.startsWith(DDIM) || name.startsWith(EULER_ANCESTRAL)) {
            return ddim(name);
        }
        String meant = ALIASES.getOrDefault(name, name);
        if (meant.equals(THIRD_ORDER.name())) {
            return THIRD_ORDER;
        }
        Optional<LinearSampler> builtIn =
                BUILT_IN.stream().filter(sampler -> sampler.name().equals(meant)).findFirst();
        return builtIn.or(() -> Schemes.byName(meant).map(SchemeSampler::new))
                .orElseThrow(() -> new IllegalArgumentException("sampler=" + name + ": must be one of " + names()
                        + ", with parameters as in schemes.md" + Suggestions.hint(base(name), names())));
    }

    /** The name without parameters. */
    private static String base(String name) {
        return name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    }

    /** DDIM, or Euler's ancestral scheme, which has the same coefficients. */
    private static LinearSampler ddim(String name) {
        try {
            return new Ddim(Double.parseDouble(name.substring(name.indexOf(':') + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sampler=" + name + ": ETA must be a number in [0, 1]", e);
        }
    }
}
