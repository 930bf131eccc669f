package org.guidecheck.spark;

import java.io.Serializable;
import java.time.Duration;
import org.guidecheck.hunt.CounterexampleJson;
import org.guidecheck.hunt.Discovery;
import org.guidecheck.hunt.Evaluation;
import org.guidecheck.hunt.RoundResult;
import org.guidecheck.text.JsonFields;

/** Task of one core. A task that is lost with its machine is run again elsewhere and gives the same result. */
sealed interface Task extends Serializable {
    /** Runs the task. */
    Done run() throws InterruptedException;

    /** Result of a task. */
    sealed interface Done extends Serializable {
    }

    /**
     * Result of a round, in the form that is sent between machines.
     *
     * @param claim     the claim's name
     * @param number    number of the round, from 0
     * @param laws      number of laws tried
     * @param undecided number of these that no oracle could decide
     * @param closeness closeness of the nearest law, above 0 where it refutes the claim
     * @param refuted   whether the nearest law is a counterexample
     */
    record Searched(String claim, int number, int laws, int undecided, double closeness,
            boolean refuted) implements Done {
        private static final long serialVersionUID = 1;
    }

    /** The counterexample to a claim, as JSON. */
    record Shrunk(String claim, String json) implements Done {
        private static final long serialVersionUID = 1;

        Discovery counterexample() {
            return CounterexampleJson.discovery(JsonFields.parse(json));
        }
    }

    /** A round of a hunt. */
    record Round(Job job, int number) implements Task {
        private static final long serialVersionUID = 1;

        @Override
        public Done run() {
            RoundResult result = job.tasks().round(number);
            return new Searched(job.claim(), number, result.laws(), result.undecided(),
                    result.best().map(Evaluation::closeness).orElse(Double.NEGATIVE_INFINITY), result.isFound());
        }
    }

    /** The shrinking of a round's counterexample, after so many laws in all. */
    record Shrinking(Job job, int number, long laws, Duration limit) implements Task {
        private static final long serialVersionUID = 1;

        @Override
        public Done run() throws InterruptedException {
            return new Shrunk(job.claim(),
                    CounterexampleJson.of(job.tasks().shrunk(number, laws, limit, 1)).toString());
        }
    }
}
