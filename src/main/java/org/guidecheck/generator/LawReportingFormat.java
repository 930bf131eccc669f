package org.guidecheck.generator;

import net.jqwik.api.SampleReportingFormat;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LawJson;

/** Laws in jqwik's reports of samples: as JSON, to be pasted back. jqwik finds it by itself. */
public final class LawReportingFormat implements SampleReportingFormat {

    /** For jqwik. */
    public LawReportingFormat() {
    }

    @Override
    public boolean appliesTo(Object value) {
        return value instanceof LabelledDistribution || value instanceof Distribution;
    }

    @Override
    public Object report(Object value) {
        return SampleReportingFormat.plainLabel(value instanceof Distribution law ? LawJson.toString(law)
                : LawJson.toString((LabelledDistribution) value));
    }
}
