package org.guidecheck.generator;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.distribution.Affine;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.Mixture;
import org.guidecheck.distribution.Product;

/** What laws are made of. */
final class Parts {
    private Parts() {
    }

    static List<Distribution> inner(Distribution law) {
        if (law instanceof Mixture mixture) {
            return mixture.parts();
        }
        if (law instanceof Product product) {
            return product.factors();
        }
        return law instanceof Affine affine ? List.of(affine.of()) : List.of();
    }

    /** Itself and all that it is made of. */
    static Stream<Distribution> all(Distribution law) {
        return Stream.concat(Stream.of(law), inner(law).stream().flatMap(Parts::all));
    }

    static Stream<Distribution> all(LabelledDistribution law) {
        return law.classes().stream().flatMap(each -> all(each.law()));
    }

    static boolean has(LabelledDistribution law, Class<?> family) {
        return all(law).anyMatch(family::isInstance);
    }

    static int depth(Distribution law) {
        List<Distribution> inner = inner(law);
        return inner.isEmpty() ? 0 : 1 + inner.stream().mapToInt(Parts::depth).max().orElseThrow();
    }
}
