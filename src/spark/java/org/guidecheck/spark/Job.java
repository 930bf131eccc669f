package org.guidecheck.spark;

import java.io.Serializable;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.hunt.HuntParts;
import org.guidecheck.hunt.Quarry;
import org.guidecheck.hunt.Search;
import org.guidecheck.kernel.BlockLoops;

/**
 * The hunt of one claim, as it travels between machines.
 *
 * @param claim     the claim's name
 * @param sampler   held against the law, where the claim is about a sampler
 * @param dimension the most coordinates of a law, from 1
 * @param seed      of everything
 * @param alpha     false-alarm probability of the whole hunt, in (0, 1)
 * @param targeted  whether it climbs from the laws that it draws, or only draws
 * @param version   of the program, which files name
 * @param loops     what the driver computes with: last digits decide between laws, so that all must compute alike
 */
public record Job(String claim, SamplerName sampler, int dimension, long seed, double alpha, boolean targeted, String version,
                  String loops) implements Serializable {
    private static final long serialVersionUID = 1;

    /**
     * The parts of the hunt, wherever this is.
     *
     * @return rounds and shrinking
     * @throws IllegalArgumentException naming what is out of range
     * @throws IllegalStateException    if this machine computes otherwise than the driver
     */
    public HuntParts parts() {
        String here = BlockLoops.active().toString();
        if (!here.equals(loops)) {
            throw new IllegalStateException("this executor computes with " + here + ", the driver with " + loops
                    + ": start every JVM with " + BlockLoops.OPTION + ", or none");
        }
        return new HuntParts(new Quarry(Catalogue.named(claim), sampler.get(), dimension), new Search(seed, alpha, targeted),
                version);
    }
}
