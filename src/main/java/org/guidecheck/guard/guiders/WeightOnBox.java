package org.guidecheck.guard.guiders;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.guidecheck.law.enclosure.Enclosure;
import org.guidecheck.law.enclosure.ScoresOnBox.Bounds;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.rule.CfgZeroStar;
import org.guidecheck.process.rule.DynamicThreshold;
import org.guidecheck.process.rule.OfCleanPoints;
import org.guidecheck.process.rule.Rescaled;

/**
 * Bounds of the effective weight ⟨g, e⟩/‖g‖² of a rule on a box of points and noise levels, for built-in rules whose
 * grade has no proof for all laws. With h = s(z|c) − s(z|not c) and ρ = 1 − p(c|z), g = ρh; the formulas here are those
 * of the rules, written so that they divide by ρ before it gets small.
 */
@FunctionalInterface
interface WeightOnBox {
    /**
     * The effective weights on a box.
     *
     * @param at     bounds of points, scores and posterior
     * @param weight w ≥ 0
     * @return an enclosure of all of them
     */
    Enclosure of(Bounds at, double weight);

    /** A formula for a kind of rules. */
    record Form<R extends GuidanceRule>(Class<R> rule, Function<R, WeightOnBox> weight) {
        Optional<WeightOnBox> of(GuidanceRule its) {
            return rule.isInstance(its) ? Optional.of(weight.apply(rule.cast(its))) : Optional.empty();
        }
    }

    /** The formula for a rule; empty if there is none. */
    static Optional<WeightOnBox> of(GuidanceRule rule) {
        List<Form<?>> forms = List.of(
                new Form<>(Rescaled.class, each -> (at, w) -> rescaled(each, at, w, at.own(), Enclosure.of(1))),
                new Form<>(DynamicThreshold.class, each -> (at, w) -> thresholded(each, at, w)),
                new Form<>(CfgZeroStar.class, each -> (at, w) -> zeroStar(each, at, w)));
        Optional<WeightOnBox> found = forms.stream().flatMap(form -> form.of(rule).stream()).findFirst();
        return found.or(() -> new Form<>(OfCleanPoints.class, each -> each.formula() instanceof Rescaled inner
                ? (at, w) -> rescaled(inner, at, w, at.clean(), at.variance()) : (at, w) -> Enclosure.ALL).of(rule));
    }

    private static Enclosure sum(int d, IntFunction<Enclosure> term) {
        Enclosure sum = Enclosure.of(0);
        for (int i = 0; i < d; i++) {
            sum = sum.plus(term.apply(i));
        }
        return sum;
    }

    private static Enclosure inner(Enclosure[] a, Enclosure[] b) {
        return sum(a.length, i -> a[i].times(b[i]));
    }

    private static Enclosure square(Enclosure[] a) {
        return sum(a.length, i -> a[i].square());
    }

    /** a + factor · b. */
    private static Enclosure[] added(Enclosure[] a, Enclosure factor, Enclosure[] b) {
        Enclosure[] sum = new Enclosure[a.length];
        Arrays.setAll(sum, i -> a[i].plus(factor.times(b[i])));
        return sum;
    }

    /** Coordinates less their mean. */
    private static Enclosure[] centred(Enclosure[] a) {
        Enclosure mean = sum(a.length, i -> a[i]).over(Enclosure.of(a.length));
        Enclosure[] centred = new Enclosure[a.length];
        Arrays.setAll(centred, i -> a[i].minus(mean));
        return centred;
    }

    /**
     * Rescaling of predictions b + w k ρ h with the factor F = φ D/D′ + 1 − φ of their deviations D, D′: the effective
     * weight is F w + (F − 1)⟨h, b⟩/(k ρ‖h‖²), and D² − D′² = −w k ρ (2⟨b̃, h̃⟩ + w k ρ‖h̃‖²) of centred vectors.
     */
    private static Enclosure rescaled(Rescaled rule, Bounds at, double w, Enclosure[] b, Enclosure k) {
        if (b.length == 1) {
            // One coordinate has no deviation, and nothing is scaled.
            return Enclosure.of(w);
        }
        Enclosure step = k.times(at.other()).times(w);
        Enclosure[] h = centred(at.difference());
        Enclosure deviation = square(centred(b)).root();
        Enclosure guided = square(added(centred(b), step, h)).root();
        Enclosure factor = deviation.over(guided).times(rule.share())
                .plus(Enclosure.of(1).minus(Enclosure.of(rule.share())));
        Enclosure change = inner(centred(b), h).times(2).plus(step.times(square(h)))
                .over(guided.times(deviation.plus(guided)));
        return factor.times(w).minus(change.times(inner(at.difference(), b)).over(square(at.difference()))
                .times(Enclosure.of(w).times(rule.share())));
    }

    /** Thresholding: w where nothing is cut, and elsewhere ⟨h, cut − m⟩/(σ² ρ ‖h‖²) with the clean prediction m. */
    private static Enclosure thresholded(DynamicThreshold rule, Bounds at, double w) {
        Enclosure[] own = at.clean();
        Enclosure[] guided = added(own, at.variance().times(at.other()).times(w), at.difference());
        Enclosure most = percentile(rule.percentile(), guided);
        Enclosure uncut = Enclosure.of(w);
        if (most.upper() <= 1) {
            return uncut;
        }
        Enclosure range = new Enclosure(Math.max(1, most.lower()), most.upper());
        Enclosure[] h = at.difference();
        Enclosure cut = sum(h.length, i -> h[i].times(guided[i].over(range).clippedTo(new Enclosure(-1, 1))
                .minus(own[i]))).over(at.variance().times(at.other()).times(square(h)));
        return most.lower() > 1 ? cut : cut.or(uncut);
    }

    private static Enclosure percentile(double percentile, Enclosure[] values) {
        double[] low = Arrays.stream(values).mapToDouble(each -> each.absolute().lower()).sorted().toArray();
        double[] high = Arrays.stream(values).mapToDouble(each -> each.absolute().upper()).sorted().toArray();
        double rank = percentile / 100 * (values.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, values.length - 1);
        Enclosure share = Enclosure.of(rank).minus(Enclosure.of(below)).clippedTo(Enclosure.UNIT);
        Enclosure one = new Enclosure(low[below], high[below]);
        Enclosure two = new Enclosure(low[above], high[above]);
        // The average of two numbers, weighted by the share.
        return one.times(Enclosure.of(1).minus(share)).plus(two.times(share)).and(one.or(two));
    }

    /** From 0 to w, by Cauchy and Schwarz, where it guides; at rest −⟨h, V⟩/(ρ‖h‖²) with the velocity V. */
    private static Enclosure zeroStar(CfgZeroStar rule, Bounds at, double w) {
        Enclosure one = Enclosure.of(1);
        Enclosure signal = one.over(at.variance().plus(one));
        Enclosure noise = one.over(one.plus(one.over(at.variance())));
        Enclosure guided = at.points().length == 1 ? Enclosure.of(0) : new Enclosure(0, w);
        if (noise.upper() <= rule.zeroAbove()) {
            return guided;
        }
        Enclosure[] velocity = added(at.own(), signal, at.points());
        Enclosure rest = inner(at.difference(), velocity).over(at.other().times(square(at.difference()))).negate();
        return noise.lower() > rule.zeroAbove() ? rest : rest.or(guided);
    }
}
