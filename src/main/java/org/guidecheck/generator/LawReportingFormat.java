package org.guidecheck.generator;

import net.jqwik.api.SampleReportingFormat;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.io.LawJson;

/** Format of laws in jqwik's reports: the JSON that law files have, for copying. jqwik finds it as a service. */
public final class LawReportingFormat implements SampleReportingFormat {

    /** Called by jqwik. */
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
