package org.guidecheck.generator.plan;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.Affine;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Product;

/** What laws are made of. */
public final class Parts {
    private Parts() {
    }

    static List<Law> inner(Law law) {
        if (law instanceof Mixture mixture) {
            return mixture.parts();
        }
        if (law instanceof Product product) {
            return product.factors();
        }
        return law instanceof Affine affine ? List.of(affine.of()) : List.of();
    }

    /** Itself and all that it is made of. */
    public static Stream<Law> all(Law law) {
        return Stream.concat(Stream.of(law), inner(law).stream().flatMap(Parts::all));
    }

    public static Stream<Law> all(LabelledLaw law) {
        return law.classes().stream().flatMap(each -> all(each.law()));
    }

    public static boolean has(LabelledLaw law, Class<?> family) {
        return all(law).anyMatch(family::isInstance);
    }

    static int depth(Law law) {
        List<Law> inner = inner(law);
        return inner.isEmpty() ? 0 : 1 + inner.stream().mapToInt(Parts::depth).max().orElseThrow();
    }
}
