package org.guidecheck.generator.plan;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.Affine;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Product;

/** Recursion over the parts that laws are composed of. */
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

    /** The law and, recursively, all its parts. */
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
