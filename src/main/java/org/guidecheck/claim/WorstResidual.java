package org.guidecheck.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/** Largest residual of an identity over the probe points of several laws. Not thread-safe. */
public final class WorstResidual {
    private static final int MOST = 24;
    private static final int FEWEST = 2;

    private int count;
    private double worst;
    private String name = "";
    private ProbePoints.Place where;

    /**
     * Checks an identity of a single law at probe points of each law.
     *
     * @param subjects the laws
     * @param setting  process and seed
     * @param work     most that the derivatives of all laws together may cost, in {@link org.guidecheck.law.Law#cost()}
     * @param purpose  name of the random stream that draws the points
     * @param identity residual of the identity
     * @return the largest residual
     */
    public static WorstResidual of(LawsUnderTest subjects, Setting setting, double work, String purpose,
            Identity identity) {
        WorstResidual worst = new WorstResidual();
        Streams streams = setting.streams();
        for (LawUnderTest subject : subjects.all()) {
            double cost = subject.law().cost() * (1 + subject.dimension());
            int count = (int) Math.max(FEWEST, Math.min(MOST, work / subjects.all().size() / cost));
            for (ProbePoints.Place place : ProbePoints.of(setting, subject.law(), count,
                    streams.derived(purpose + " of " + subject.name()))) {
                worst.add(identity.at(subject, place.point(), place.level()), subject.name(), place);
            }
        }
        return worst;
    }

    /** Residual of an identity of one law at a point. */
    @FunctionalInterface
    public interface Identity {
        Residual at(LawUnderTest subject, double[] point, NoiseLevel level);
    }

    /**
     * Adds a residual; NaN counts as infinite.
     *
     * @param residual of the identity
     * @param lawName  which law, or other thing, it belongs to; empty if there is only one
     * @param place    where
     */
    public void add(Residual residual, String lawName, ProbePoints.Place place) {
        double relative = residual.relative();
        if (where == null || !(relative <= worst)) {
            worst = Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
            name = lawName;
            where = place;
        }
        count++;
    }

    /**
     * Evidence for the identity.
     *
     * @param rule   the identity
     * @param method how the residuals were computed
     * @return HOLDS if the largest residual is within {@link Residual#ROUNDING}, else REFUTED
     */
    public Evidence evidence(String rule, String method) {
        return evidence(rule, method, "law");
    }

    /**
     * The same where names are of something else than laws.
     *
     * @param rule   the identity
     * @param method how the residuals were computed
     * @param kind   what the names name
     * @return HOLDS if the largest residual is within {@link Residual#ROUNDING}, else REFUTED
     */
    public Evidence evidence(String rule, String method, String kind) {
        Evidence started = Evidence.of(Evidence.Kind.AT_POINTS, "residual", worst)
                .within(Residual.bounds(worst))
                .by(method + " at " + count + " points", count, 0)
                .allowing(List.of(new Tolerance.Rounding(Residual.ROUNDING,
                        "terms and derivatives, relative to their size")))
                .decides(Requirement.atMost(rule, Residual.ROUNDING, 0));
        if (where == null) {
            return started;
        }
        return (name.isEmpty() ? started : started.with("worst " + kind, name))
                .with("worst point", Arrays.toString(where.point()))
                .with("worst noise", String.format(Locale.ROOT, "%.6g", where.level().noise()));
    }
}
