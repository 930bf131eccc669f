package org.guidecheck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guidecheck.distribution.TextFile;

/** Results as one HTML file, which needs nothing beside it: the results themselves, and the scripts that lay out and draw them. */
public final class HtmlReport {
    private static final String VEGA = "5.32.0";
    private static final String VEGA_LITE = "5.23.0";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.-]+)\\}\\}");

    private HtmlReport() {
    }

    /**
     * Writes the file whole or not at all.
     *
     * @param file    its folder is made if missing
     * @param results of any runs
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Results results) throws IOException {
        TextFile.write(file, of(results));
    }

    /**
     * The page.
     *
     * @param results of any runs
     * @return HTML
     */
    public static String of(Results results) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("style", own("report.css"));
        // As JSON in a script's element: no tag can begin in it.
        parts.put("results", ResultsJson.toJson(results).toString().replace("<", "\\u003c"));
        parts.put("vega", VEGA);
        parts.put("vega-lite", VEGA_LITE);
        parts.put("vega.js", webjar("vega", VEGA));
        parts.put("vega-lite.js", webjar("vega-lite", VEGA_LITE));
        parts.put("script", own("report.js"));
        return PLACE.matcher(own("report.html")).replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
    }

    private static String own(String name) {
        return resource("/org/guidecheck/report/" + name);
    }

    private static String webjar(String name, String version) {
        String script = resource("/META-INF/resources/webjars/" + name + "/" + version + "/" + name + ".min.js");
        // The file that the last line points a debugger to is not here, and an end tag would end the page's script.
        return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "").replace("</script", "<\\/script");
    }

    private static String resource(String path) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
