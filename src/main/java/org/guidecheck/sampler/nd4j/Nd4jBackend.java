package org.guidecheck.sampler.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.DenoiserBackend;
import org.nd4j.linalg.factory.Nd4j;

/** Backend for exact denoisers on ND4J, see {@link Nd4jDenoiser}. ND4J starts with the first denoiser. */
public record Nd4jBackend() implements DenoiserBackend {
    /** File in which Maven records an artifact's version; ND4J's manifest has none. */
    private static final String PROPERTIES = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

    @Override
    public Denoiser denoiser(ClassVersusRest sides) {
        return new Nd4jDenoiser(sides);
    }

    /** {@return version of ND4J, its backend and operating system, in one line} */
    public static String describe() {
        try {
            return loaded();
        } catch (NoClassDefFoundError e) {
            return "without ND4J, which only the full jar has";
        }
    }

    private static String loaded() {
        Properties properties = new Properties();
        try (InputStream in = Nd4j.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "ND4J " + properties.getProperty("version", "of unknown version") + ", "
                + Nd4j.getBackend().getClass().getSimpleName() + ", "
                + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("os");
    }
}
