package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Figures of a sampler: what a run found of it, as numbers to draw.
 *
 * @param run     index of the run in {@link Results#runs}
 * @param subject subject of the verdicts on the sampler
 * @param numbers the numbers, an object with the parts that were found: {@code coefficients}, {@code pointMass},
 *                {@code errors}, {@code weights} and {@code noise}; {@code alpha}, the false-alarm rate of the
 *                intervals of each part; and {@code reason}, why there are no coefficients
 */
public record SamplerFigures(int run, String subject, ObjectNode numbers) {

    SamplerFigures ofRun(int index) {
        return new SamplerFigures(index, subject, numbers);
    }
}
