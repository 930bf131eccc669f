package org.guidecheck.generator;

import net.jqwik.api.SampleReportingFormat;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.io.LawJson;

/** Laws in jqwik's reports of samples: as JSON, to be pasted back. jqwik finds it by itself. */
public final class LawReportingFormat implements SampleReportingFormat {

    /** For jqwik. */
    public LawReportingFormat() {
    }

    @Override
    public boolean appliesTo(Object value) {
        return value instanceof LabelledLaw || value instanceof Law;
    }

    @Override
    public Object report(Object value) {
        return SampleReportingFormat.plainLabel(value instanceof Law law ? LawJson.toString(law)
                : LawJson.toString((LabelledLaw) value));
    }
}
