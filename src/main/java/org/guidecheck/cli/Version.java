package org.guidecheck.cli;

import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.report.Versions;
import org.guidecheck.sampler.nd4j.Nd4jBackend;
import picocli.CommandLine.IVersionProvider;

/** Version of the program, of Java and of the libraries that compute. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"guidecheck " + Versions.guidecheck(), "Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors",
            Nd4jBackend.describe(),
            "on the processor: " + BlockLoops.active() + (BlockLoops.isAccelerated() ? ""
                    : " (several times faster with java " + BlockLoops.OPTION + ")")};
    }
}
