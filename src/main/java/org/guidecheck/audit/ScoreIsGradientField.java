package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.gradient}: the model's scores are the gradient of something. Their Jacobian J must then be
 * symmetric. In the plane of two random orthonormal directions u and v at each noised draw the share of its
 * antisymmetric part, ½(u·Jv − v·Ju)² of this plus ½(u·Jv + v·Ju)² + (u·Ju)² + (v·Jv)², is measured by central
 * differences; its mean must be small.
 */
final class ScoreIsGradientField extends AuditClaim {
    private static final double MOST_SHARE = 0.05;
    private static final int FEWEST = 512;
    private static final int MOST = 16_384;

    ScoreIsGradientField() {
        super("gradient",
                "at every noise level the antisymmetric part of the scores' Jacobian has a share of at most 5 %",
                new Resolution(0.01, "of the Jacobian's square"));
    }

    /** {@inheritDoc} On the line every field is a gradient. */
    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return subject.law().dimension() > 1;
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        List<NoiseLevel> levels = subject.levels();
        List<OptionalInt> labels = subject.guidedLabels();
        List<Evidence> evidence = new ArrayList<>();
        for (OptionalInt c : labels) {
            for (NoiseLevel level : levels) {
                evidence.add(at(subject, level, c, alpha / (levels.size() * labels.size())));
            }
        }
        return Findings.of(evidence);
    }

    private Evidence at(ModelUnderTest subject, NoiseLevel level, OptionalInt c, double alpha) {
        String quantity = "antisymmetric share " + subject.named(c) + at(level);
        LabelledDraws draws = new LabelledDraws(subject.law(), c, subject.streams("gradient"));
        return new MeanOfDraws(quantity, new Interval(0, 1),
                Requirement.atMost("at most " + MOST_SHARE, MOST_SHARE, resolution(subject)), alpha, FEWEST,
                subject.effort().samples(MOST))
                .decide((first, count) -> shares(subject, NoisedBatch.of(draws, first, count, level), c, first));
    }

    private static double[] shares(ModelUnderTest subject, NoisedBatch batch, OptionalInt c, long first) {
        int d = batch.dimension();
        Streams streams = subject.streams("directions");
        double[] u = Directions.units(streams.derived("u"), first, batch.count(), d);
        double[] v = Directions.units(streams.derived("v"), first, batch.count(), d);
        Directions.orthogonalise(u, v, d);
        double[] alongU = slopes(subject, batch, c, u);
        double[] alongV = slopes(subject, batch, c, v);
        double[] shares = new double[batch.count()];
        for (int p = 0; p < shares.length; p++) {
            double uJv = Directions.dot(u, alongV, p * d, d);
            double vJu = Directions.dot(v, alongU, p * d, d);
            double uJu = Directions.dot(u, alongU, p * d, d);
            double vJv = Directions.dot(v, alongV, p * d, d);
            double antisymmetric = 0.5 * (uJv - vJu) * (uJv - vJu);
            double all = antisymmetric + 0.5 * (uJv + vJu) * (uJv + vJu) + uJu * uJu + vJv * vJv;
            shares[p] = all > 0 ? antisymmetric / all : 0;
        }
        return shares;
    }

    /** Derivatives of the scores along directions, up to the factor 2h. */
    private static double[] slopes(ModelUnderTest subject, NoisedBatch batch, OptionalInt c, double[] directions) {
        double step = Directions.step(subject, batch.level());
        double[] above = subject.field().scores(batch.level(),
                Directions.moved(batch.points(), directions, step), c);
        double[] below = subject.field().scores(batch.level(),
                Directions.moved(batch.points(), directions, -step), c);
        for (int i = 0; i < above.length; i++) {
            above[i] -= below[i];
        }
        return above;
    }
}
