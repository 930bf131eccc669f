package org.guidecheck.score;

import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;

/** Law on which samplers are scored. */
public interface ScoreProblem {

    /** {@return its name, an id of the reference set or what the user gave} */
    String id();

    /**
     * The exact law at a weight.
     *
     * @param w       guidance weight, at least 0
     * @param streams of the run
     * @return the law, computed when it is first needed
     */
    Judge judge(double w, Streams streams);

    /**
     * A labelled law as a problem.
     *
     * @param id      its name
     * @param process law, class and stop; its weights are ignored
     * @return on the line a problem whose distances are computed, otherwise one whose distances are sampled
     */
    static ScoreProblem of(String id, GuidedProcess process) {
        return new OfLaw(id, process);
    }

    /**
     * Labelled law with the class that guidance aims at.
     *
     * @param id      its name
     * @param process law, class and stop
     */
    record OfLaw(String id, GuidedProcess process) implements ScoreProblem {
        @Override
        public Judge judge(double w, Streams streams) {
            GuidedProcess guided = process.withGuidance(GuidanceSchedule.constant(w));
            return process.dimension() == 1 ? new LineJudge(guided, streams) : new SampleJudge(guided, streams);
        }
    }

    /**
     * Two linear scores, those of a Gaussian class and of Gaussian data.
     *
     * @param id   its name
     * @param pair the two Gaussians
     */
    record OfPair(String id, GaussianPair pair) implements ScoreProblem {
        @Override
        public Judge judge(double w, Streams streams) {
            return new PairJudge(pair, w);
        }
    }
}
