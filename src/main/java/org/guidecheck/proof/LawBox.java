package org.guidecheck.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;

/**
 * Box of laws on the line: all pairs of Gaussian mixtures, of a class and of the rest, whose numbers lie in ranges.
 *
 * @param prior prior of the class
 * @param own   components of the class
 * @param rest  components of the rest
 */
record LawBox(Range prior, List<Part> own, List<Part> rest) {

    /**
     * Ranges of the numbers of a component.
     *
     * @param weight   weight in its class
     * @param mean     mean
     * @param variance variance
     */
    record Part(Range weight, Range mean, Range variance) {
        Part middle() {
            return new Part(Range.of(weight.middle()), Range.of(mean.middle()), Range.of(variance.middle()));
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.set("weight", LawBox.json(weight));
            json.set("mean", LawBox.json(mean));
            json.set("variance", LawBox.json(variance));
            return json;
        }
    }

    /** Copies the lists. */
    LawBox {
        own = List.copyOf(own);
        rest = List.copyOf(rest);
    }

    /**
     * {@return the laws near a law}
     *
     * @param law    a class and the rest, both Gaussian mixtures on the line
     * @param spread half the width of the ranges, in [0, 0.5): of prior, weights and variances as a share of their
     *               values, of means in standard deviations of the class
     * @throws InvalidInputException if the law is no such law, or the prior would reach 1
     */
    static LawBox around(ClassVersusRest law, double spread) {
        if (law.dimension() != 1) {
            throw new InvalidInputException("dimension", law.dimension(), "must be 1 for a proof");
        }
        if (!(law.prior() * (1 + spread) < 1)) {
            throw new InvalidInputException("prior", law.prior(), "must be below 1 within the spread");
        }
        LawBox itself = new LawBox(Range.of(law.prior()), parts(law.own(), 0, 0), parts(law.rest(), 0, 0));
        double deviation = Math.sqrt(itself.variance());
        return new LawBox(relative(law.prior(), spread), parts(law.own(), spread, deviation),
                parts(law.rest(), spread, deviation));
    }

    private static List<Law.Component> components(Law law) {
        return law.gaussianComponents()
                .orElseThrow(() -> new InvalidInputException("law", law, "must be a mixture of Gaussians for a proof"))
                .stream().filter(each -> each.weight() > 0).toList();
    }

    private static List<Part> parts(Law law, double spread, double deviation) {
        return components(law).stream().map(each -> {
            double mean = each.gaussian().mean(0);
            Range weight = relative(each.weight(), spread);
            return new Part(new Range(weight.lo(), Math.min(1, weight.hi())),
                    new Range(mean - spread * deviation, mean + spread * deviation),
                    relative(each.gaussian().covariance().variance(0), spread));
        }).toList();
    }

    private static Range relative(double value, double spread) {
        return new Range(value * (1 - spread), value * (1 + spread));
    }

    /** The box that holds nothing but the middle of this one. */
    LawBox middle() {
        return new LawBox(Range.of(prior.middle()), own.stream().map(Part::middle).toList(),
                rest.stream().map(Part::middle).toList());
    }

    /** Mean of the class in the middle of the box. */
    double mean() {
        return own.stream().mapToDouble(each -> each.weight.middle() * each.mean.middle()).sum();
    }

    /** Variance of the class in the middle of the box. */
    double variance() {
        double mean = mean();
        return own.stream().mapToDouble(each -> each.weight.middle()
                * (each.variance.middle() + Math.pow(each.mean.middle() - mean, 2))).sum();
    }

    /** Components of the class and then of the rest. */
    List<Part> parts() {
        return Stream.concat(own.stream(), rest.stream()).toList();
    }

    /** Logarithms of the shares of components in all data. */
    Range[] logShares() {
        Range other = new Range(1 - prior.hi(), 1 - prior.lo());
        return Stream.concat(own.stream().map(each -> each.weight.log().plus(prior.log())),
                rest.stream().map(each -> each.weight.log().plus(other.log()))).toArray(Range[]::new);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("prior", json(prior));
        own.forEach(each -> json.withArray("class").add(each.json()));
        rest.forEach(each -> json.withArray("rest").add(each.json()));
        return json;
    }

    static ArrayNode json(Range range) {
        return JsonNodeFactory.instance.arrayNode().add(JsonText.number(range.lo())).add(JsonText.number(range.hi()));
    }
}
