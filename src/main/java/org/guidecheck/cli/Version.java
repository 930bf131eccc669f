package org.guidecheck.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.guidecheck.kernel.BlockLoops;
import org.guidecheck.report.Versions;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.IVersionProvider;

/** Version of the program, of Java and of the libraries that compute. */
final class Version implements IVersionProvider {
    /** Resource in which Maven keeps the version of an artifact; the manifest of ND4J has none. */
    private static final String ND4J = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"guidecheck " + Versions.guidecheck(), "Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors",
            "ND4J " + nd4jVersion() + ", " + Nd4j.getBackend().getClass().getSimpleName()
                + ", " + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("os"),
            "on the processor: " + BlockLoops.active() + (BlockLoops.isAccelerated() ? ""
                : " (several times faster with java " + BlockLoops.OPTION + ")")};
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
