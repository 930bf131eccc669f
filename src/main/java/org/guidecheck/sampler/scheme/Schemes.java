package org.guidecheck.sampler.scheme;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.guidecheck.sampler.scheme.ExponentialMultistep.Form;
import org.guidecheck.sampler.scheme.NoiseMultistep.Variable;

/** Registry of the schemes of this package, by name. */
public final class Schemes {
    /** Schemes by their names without parameters. */
    private static final Map<String, Function<Words, Scheme>> FAMILIES = families();
    /** Schemes as they are usually set. */
    private static final List<Scheme> KNOWN = Stream.of("ddpm:0.5", "ddpm:1", "edm", "edm:40", "dpm2",
            "dpm2-ancestral", "dpmpp-2s", "dpmpp-2s-ancestral", "dpmpp-3s", "dpmpp-2m-heun", "dpmpp-3m:lower-final",
            "dpmpp-3m-half", "dpmpp-3m-half:lower-final", "dpmpp-sde", "dpmpp-2m-sde", "dpmpp-2m-sde-heun",
            "dpmpp-3m-sde", "dpmpp-3m-sde-half", "unipc:1", "unipc:2", "unipc:3", "unipc:1:bh1", "unipc:2:bh1",
            "unipc:3:bh1", "unipc:3:lower-final", "unipc:3:bh1:lower-final", "deis:2", "deis:3", "lms:2", "lms:3",
            "lms:4", "plms", "pndm", "sa-solver", "sa-solver:0", "sa-solver:1:3:3", "flow-heun", "lcm")
            .map(name -> byName(name).orElseThrow()).toList();

    private Schemes() {
    }

    private static Map<String, Function<Words, Scheme>> families() {
        Map<String, Function<Words, Scheme>> all = new LinkedHashMap<>();
        all.put("ddpm", words -> new AncestralVariance(
                words.number("V", 1, value -> value > 0 && value <= 1, "in (0, 1]")));
        all.put("edm", Edm::of);
        all.put("dpm2", words -> new Ancestral(false, 0));
        all.put("dpm2-ancestral", words -> Ancestral.of(false, words));
        all.put("dpmpp-2s", words -> new ExponentialSinglestep(2));
        all.put("dpmpp-2s-ancestral", words -> Ancestral.of(true, words));
        all.put("dpmpp-3s", words -> new ExponentialSinglestep(3));
        all.put("dpmpp-2m", words -> ExponentialMultistep.of(Form.MIDPOINT, false, words));
        all.put("dpmpp-2m-heun", words -> ExponentialMultistep.of(Form.HEUN, false, words));
        all.put("dpmpp-3m", words -> ExponentialMultistep.of(Form.THIRD, false, words));
        all.put("dpmpp-3m-half", words -> ExponentialMultistep.of(Form.THIRD_HALVED, false, words));
        all.put("dpmpp-sde", words -> new StochasticTwoStage());
        all.put("dpmpp-2m-sde", words -> ExponentialMultistep.of(Form.MIDPOINT, true, words));
        all.put("dpmpp-2m-sde-heun", words -> ExponentialMultistep.of(Form.HEUN, true, words));
        all.put("dpmpp-3m-sde", words -> ExponentialMultistep.of(Form.THIRD, true, words));
        all.put("dpmpp-3m-sde-half", words -> ExponentialMultistep.of(Form.THIRD_HALVED, true, words));
        all.put("unipc", UniPc::of);
        all.put("deis", words -> new NoiseMultistep(Variable.TIME, words.integer("ORDER", 3, 1, 3)));
        all.put("lms", words -> new NoiseMultistep(Variable.SIGMA, words.integer("ORDER", 4, 1, 4)));
        all.put("plms", words -> new PseudoNumerical(false));
        all.put("pndm", words -> new PseudoNumerical(true));
        all.put("sa-solver", SaSolver::of);
        all.put("flow-heun", words -> new FlowHeun());
        all.put("lcm", words -> new Consistency());
        return all;
    }

    /** {@return names of the schemes, without parameters} */
    public static List<String> names() {
        return List.copyOf(FAMILIES.keySet());
    }

    /** {@return the schemes as they are usually set, each under its full name} */
    public static List<Scheme> known() {
        return KNOWN;
    }

    /**
     * Finds a scheme by its name.
     *
     * @param name name, with or without parameters
     * @return the scheme; empty if no scheme of this package has that name
     * @throws IllegalArgumentException if the name is known and a parameter is wrong
     */
    public static Optional<Scheme> byName(String name) {
        Words words = new Words(name);
        return Optional.ofNullable(FAMILIES.get(words.base())).map(family -> {
            Scheme scheme = family.apply(words);
            words.requireEnd();
            return scheme;
        });
    }
}
