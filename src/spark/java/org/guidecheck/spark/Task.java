package org.guidecheck.spark;

import java.io.Serializable;
import java.time.Duration;
import org.guidecheck.hunt.RoundReport;

/** What one core does at a time. A task that is lost with its machine is run again elsewhere and gives the same. */
sealed interface Task extends Serializable {
    /** Does it. */
    Done run() throws InterruptedException;

    /** What came of a task. */
    sealed interface Done extends Serializable {
    }

    /** A round's report. */
    record Searched(RoundReport report) implements Done {
        private static final long serialVersionUID = 1;
    }

    /** The counterexample to a claim, as JSON. */
    record Shrunk(String claim, String counterexample) implements Done {
        private static final long serialVersionUID = 1;
    }

    /** A round of a hunt. */
    record Round(Job job, int number) implements Task {
        private static final long serialVersionUID = 1;

        @Override
        public Done run() {
            return new Searched(job.parts().round(number));
        }
    }

    /** The shrinking of what a round found, after so many laws in all. */
    record Shrinking(Job job, int number, long laws, Duration limit) implements Task {
        private static final long serialVersionUID = 1;

        @Override
        public Done run() throws InterruptedException {
            return new Shrunk(job.claim(), job.parts().shrunk(number, laws, limit, 1).toPrettyString());
        }
    }
}
