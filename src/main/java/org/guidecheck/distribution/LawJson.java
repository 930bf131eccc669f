package org.guidecheck.distribution;

/** Laws as JSON, both ways. */
public final class LawJson {
    private LawJson() {
    }

    static String toString(Distribution law) {
        return law.getClass().getSimpleName();
    }

    static String toString(LabelledDistribution law) {
        return law.classes().toString();
    }
}
