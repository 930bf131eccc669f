package org.guidecheck.claim;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Probe points at which pointwise identities are checked: noised draws of the class and of all data in turn, at noise
 * levels spread over the grid, every fourth with tripled noise.
 */
public final class ProbePoints {
    /** Cost allowed for a verdict; the derivatives at one point cost about components × dimension². */
    private static final double WORK = 3e7;

    /** A gradient below this share of the two scores that it is the difference of is rounding. */
    private static final double NO_GRADIENT = 1e-12;

    private ProbePoints() {
    }

    /** A noised point and its level. */
    @SuppressWarnings("ArrayRecordComponent") // read once, by the check that asked for it
    public record Place(double[] point, NoiseLevel level) {
    }

    /** {@return 4 to 48 points of a setting, fewer for costly laws} */
    public static List<Place> of(Setting setting) {
        LabelledLaw law = setting.law();
        double cost = law.marginal().cost() * (law.dimension() + 1);
        int count = (int) Math.max(4, Math.min(48, WORK / 200 / cost));
        return of(setting, setting.process().classLaw(), count, setting.streams().derived("places"));
    }

    /** Points of one law of the setting and of all data in turn. */
    static List<Place> of(Setting setting, Law own, int count, Streams streams) {
        LabelledLaw law = setting.law();
        TimeGrid ends = setting.process().grid(2);
        double first = ends.start().logSnr();
        double last = ends.end().isClean() ? ends.level(1).logSnr() + 1 : ends.end().logSnr();
        UniformRandomProvider random = streams.stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        Law marginal = law.marginal();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NoiseLevel level = NoiseLevel.ofLogSnr(first + (last - first) * (i + random.nextDouble()) / count);
            places.add(new Place(draw(i, own, marginal, level, normal, random), level));
        }
        return places;
    }

    /** A noised draw of one of two laws in turn, every fourth with tripled noise. */
    static double[] draw(int index, Law own, Law all, NoiseLevel level,
            ZigguratSampler.NormalizedGaussian normal, UniformRandomProvider random) {
        double[] x = (index % 2 == 0 ? own : all).draw(random);
        double deviation = (index % 4 == 3 ? 3 : 1) * Math.sqrt(level.noise());
        for (int j = 0; j < x.length; j++) {
            x[j] = Math.sqrt(level.signal()) * x[j] + deviation * normal.sample();
        }
        return x;
    }

    /** {@return whether guidance has an effect: the mean weight is positive and the class differs from the rest} */
    public static boolean isGuided(Setting setting) {
        TimeGrid ends = setting.process().grid(2);
        return setting.guidance().meanWeight(ends.start(), ends.end()) > 0 && differs(setting);
    }

    /** {@return whether the class differs from the rest at any probe point} */
    public static boolean differs(Setting setting) {
        return of(setting).stream().anyMatch(place -> {
            double[] own = setting.process().classLaw().score(place.point(), place.level());
            double[] rest = setting.process().sides().rest().score(place.point(), place.level());
            for (int i = 0; i < own.length; i++) {
                if (Math.abs(own[i] - rest[i]) > NO_GRADIENT * (Math.abs(own[i]) + Math.abs(rest[i]))) {
                    return true;
                }
            }
            return false;
        });
    }
}
