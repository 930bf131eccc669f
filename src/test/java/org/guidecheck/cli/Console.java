package org.guidecheck.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Captures standard output and standard error during a test. */
final class Console implements BeforeEachCallback, AfterEachCallback {
    private ByteArrayOutputStream out;
    private ByteArrayOutputStream err;
    private PrintStream realOut;
    private PrintStream realErr;

    @Override
    public void beforeEach(ExtensionContext context) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        realOut = System.out;
        realErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    /** The text on standard output. */
    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The text on standard error. */
    String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Clears the text on standard error. */
    void forgetComplaint() {
        err.reset();
    }

    /** Clears the text on standard output. */
    void forgetPrinted() {
        out.reset();
    }
}
