package org.guidecheck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of the program and of the scripts in its HTML report, from a resource that the build fills in. */
public final class Versions {
    private static final String RESOURCE = "versions.properties";

    private Versions() {
    }

    /** {@return the version of the program, as the build names it} */
    public static String guidecheck() {
        return of("guidecheck");
    }

    /** The version of a part of the program. */
    static String of(String name) {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(name);
    }
}
