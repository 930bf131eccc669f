package org.guidecheck.spark;

import java.io.Serializable;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.hunt.HuntTarget;
import org.guidecheck.hunt.HuntTasks;
import org.guidecheck.hunt.Search;
import org.guidecheck.law.block.BlockLoops;

/**
 * Hunt of one claim, in the form that is sent between machines.
 *
 * @param claim     the claim's name
 * @param sampler   sampler to test, where the claim is about a sampler
 * @param dimension largest dimension of a law, from 1
 * @param search    parameters of the search
 * @param version   version of the program, which files name
 * @param loops     loops that the driver computes with; last digits decide between laws, so all machines must use them
 */
public record Job(String claim, SamplerName sampler, int dimension, Search search, String version, String loops)
        implements
            Serializable {
    private static final long serialVersionUID = 1;

    /**
     * The tasks of the hunt, on this machine.
     *
     * @return rounds and shrinking
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws IllegalStateException    if this machine computes with other loops than the driver
     */
    public HuntTasks tasks() {
        String here = BlockLoops.active().toString();
        if (!here.equals(loops)) {
            throw new IllegalStateException("this executor computes with " + here + ", the driver with " + loops
                    + ": start every JVM with " + BlockLoops.OPTION + ", or none");
        }
        return new HuntTasks(new HuntTarget(Catalogue.named(claim), sampler.get(), dimension), search, version);
    }
}
