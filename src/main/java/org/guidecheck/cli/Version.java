package org.guidecheck.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.guidecheck.kernel.BlockLoops;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.IVersionProvider;

/** The program's version, and what it computes with. */
final class Version implements IVersionProvider {
    /** Where Maven leaves an artifact's version; the manifest of ND4J has none. */
    private static final String ND4J = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"guidecheck " + Main.VERSION, "Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors",
            nd4j(),
            "on the processor: " + BlockLoops.active() + (BlockLoops.isAccelerated() ? ""
                : " (several times faster with java " + BlockLoops.OPTION + ")")};
    }

    private static String nd4j() throws IOException {
        try {
            return "ND4J " + nd4jVersion() + ", " + Nd4j.getBackend().getClass().getSimpleName()
                    + ", " + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("os");
        } catch (NoClassDefFoundError e) {
            return "without ND4J, which only the full jar has";
        }
    }

    private static String nd4jVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Nd4j.class.getResourceAsStream(ND4J)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return properties.getProperty("version", "of unknown version");
    }
}
