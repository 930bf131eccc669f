package org.guidecheck.cli;

import org.guidecheck.kernel.BlockLoops;
import org.guidecheck.sampler.nd4j.Nd4jBackend;
import picocli.CommandLine.IVersionProvider;

/** The program's version, and what it computes with. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"guidecheck " + Main.VERSION, "Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors",
            Nd4jBackend.describe(),
            "on the processor: " + BlockLoops.active() + (BlockLoops.isAccelerated() ? ""
                : " (several times faster with java " + BlockLoops.OPTION + ")")};
    }
}
