package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Multistep consistency sampling: each step takes the predicted clean point and noises it anew (Song, Dhariwal, Chen and
 * Sutskever, arXiv 2303.01469, algorithm 1; latent consistency models, Luo et al., arXiv 2310.04378). It does not keep
 * the law with a denoiser, whose prediction is the mean of the clean points: it is meant for networks that predict the
 * end of the flow.
 */
record Consistency() implements Scheme {

    @Override
    public String name() {
        return "lcm";
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel to = grid.level(k + 1);
        return Step.single(grid.level(k), Sum.start(0).clean(Evaluation.first(grid, k), 1).fresh(to.sigma()));
    }
}
