package org.guidecheck.claim;

import java.time.Duration;
import java.util.List;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/**
 * A claim about what everything else stands on: noised densities, their scores, posteriors and draws. Guidance does not
 * come into it. Each looks at every class of a law and at the data without labels.
 */
abstract class Foundation implements Claim {
    private final Statement statement;

    Foundation(String id, String text, String source) {
        this.statement = new Statement(id, text, source, Status.HOLDS);
    }

    @Override
    public final Statement says() {
        return statement;
    }

    @Override
    public final boolean usesGuidance() {
        return false;
    }

    @Override
    public final Verdict decide(Setting setting, double alpha) {
        return decide(new Subjects(setting.law()), setting, alpha);
    }

    /** Decides the claim on what is said of the setting's law, which may be wrong. */
    final Verdict decide(Subjects subjects, Setting setting, double alpha) {
        long begin = System.nanoTime();
        List<Evidence> evidence = evidence(subjects, setting, alpha);
        return Verdict.of(id(), evidence, setting.seed(), Duration.ofNanos(System.nanoTime() - begin), setting.note());
    }

    abstract List<Evidence> evidence(Subjects subjects, Setting setting, double alpha);
}
