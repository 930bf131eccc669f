package org.guidecheck.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Law;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.NoiseLevel;

/**
 * Normal form of a guided process: the same process for data moved to the origin and scaled to unit size.
 *
 * <p>In z = y/√t and σ = √(τ/t) noising adds σ·N(0, I) to the data, whatever the data's place and size. Data
 * (x − centre)/scale therefore has the same guided process, with z and σ in units of the scale. Jumps of the weight and
 * the stop keep their σ in the data's own units: λ = −2 log σ changes by 2 log(scale). The posterior p(c|·) at
 * corresponding points is the same number, and so is every mean reciprocal. Only the start from N(0, I) at t &gt; 0
 * differs, and it is nearest to the process from t = 0 for data at the origin.
 *
 * @param process the process in normal form
 * @param centre  point of the data that lies at the origin of the normal form, d coordinates
 * @param scale   length in the data that has length 1 in the normal form, above 0
 * @param end     noise level at which the process itself is stopped
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record NormalForm(GuidedProcess process, double[] centre, double scale, NoiseLevel end) {
    /** Least scale in units of σ at the stop: keeps the noise at the stop of the normal form below one half. */
    private static final double LEAST_SCALE = 1.5;

    /**
     * Centres data on the mean of the classes' centres and scales it by its size about it.
     *
     * @param process any guided process
     * @return its normal form
     */
    public static NormalForm of(GuidedProcess process) {
        double[] centre = process.law().marginal().centre();
        double[] back = Arrays.stream(centre).map(x -> -x).toArray();
        NoiseLevel end = process.end();
        double size = moved(process.law(), 1, back).classes().stream().mapToDouble(each -> size(each.law())).max()
                .orElseThrow();
        double least = Math.max(size, LEAST_SCALE * end.sigma());
        double scale = least > 0 ? least : 1;
        double sigma = end.sigma() / scale;
        double square = sigma * sigma;
        return new NormalForm(new GuidedProcess(moved(process.law(), 1 / scale, back), process.c(),
                process.guidance().shifted(2 * Math.log(scale)), square / (1 + square)), centre, scale, end);
    }

    /**
     * Size of a law about the origin: the farthest component, or a typical width if that is larger. A mean of square
     * roots keeps the few wide components of a heavy tail from deciding.
     */
    private static double size(Law law) {
        Optional<List<Component>> components = law.gaussianComponents();
        if (components.isEmpty()) {
            return law.reach();
        }
        double farthest = 0;
        double root = 0;
        for (Component part : components.get()) {
            if (part.weight() > 0) {
                double square = 0;
                for (int i = 0; i < law.dimension(); i++) {
                    square += part.gaussian().mean(i) * part.gaussian().mean(i);
                }
                farthest = Math.max(farthest, Math.sqrt(square));
                root += part.weight() * Math.pow(part.gaussian().covariance().largest(), 0.25);
            }
        }
        return Math.max(farthest, root * root);
    }

    /**
     * Centres data only, in its own units.
     *
     * @param process any guided process
     * @return the same process for data moved to the origin
     */
    public static NormalForm centred(GuidedProcess process) {
        double[] centre = process.law().marginal().centre();
        double[] back = Arrays.stream(centre).map(x -> -x).toArray();
        return new NormalForm(new GuidedProcess(moved(process.law(), 1, back), process.c(), process.guidance(),
                process.stop()), centre, 1, process.end());
    }

    private static LabelledLaw moved(LabelledLaw law, double factor, double[] by) {
        return new LabelledLaw(law.classes().stream()
                .map(each -> new LabelledClass(each.label(), each.prior(), each.law().moved(factor, by))).toList());
    }

    /**
     * A guidance field of the process in coordinates of the normal form.
     *
     * @param field any field
     * @return the field that is the same on corresponding points
     */
    public GuidanceField field(GuidanceField field) {
        return new NormalField(field, centre, scale);
    }

    /**
     * A coordinate of an end of the process itself, from that of its normal form.
     *
     * @param y coordinate of an end in normal form
     * @param i index of the coordinate
     * @return the coordinate of the same end in units of the process
     */
    public double original(double y, int i) {
        return Math.sqrt(end.signal()) * (centre[i] + scale * y / Math.sqrt(process.end().signal()));
    }

    /** {@return the differential entropy of the end of the process itself less that of its normal form, in nats} */
    public double addedEntropy() {
        return centre.length * Math.log(scale * Math.sqrt(end.signal() / process.end().signal()));
    }

    /**
     * The schedule of the normal form.
     *
     * @param schedule any schedule of the process itself
     * @return the schedule with the same weights on corresponding points
     */
    public GuidanceSchedule schedule(GuidanceSchedule schedule) {
        return schedule.shifted(2 * Math.log(scale));
    }
}
