package org.guidecheck.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guidecheck.text.TextFile;

/** Results as one self-contained HTML file: it holds the results and the scripts that draw them. */
public final class HtmlReport {
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
        return page("report.html", ResultsJson.toJson(results), Map.of("sampler", own("sampler.js"), "audit",
                own("audit.js"), "script", own("report.js")));
    }

    /**
     * A page that draws results.
     *
     * @param template name of the page with places for its parts
     * @param results  what it draws
     * @param scripts  its scripts, by their places
     */
    static String page(String template, JsonNode results, Map<String, String> scripts) {
        Map<String, String> parts = new LinkedHashMap<>(scripts);
        parts.put("style", own("report.css"));
        // JSON in a script element must not contain the beginning of a tag.
        parts.put("results", results.toString().replace("<", "\\u003c"));
        for (String library : List.of("vega", "vega-lite")) {
            parts.put(library, Versions.of(library));
            parts.put(library + ".js", webjar(library, Versions.of(library)));
        }
        parts.put("charts", own("charts.js"));
        return PLACE.matcher(own(template)).replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
    }

    static String own(String name) {
        return resource("/org/guidecheck/report/" + name);
    }

    private static String webjar(String name, String version) {
        String script = resource("/META-INF/resources/webjars/" + name + "/" + version + "/" + name + ".min.js");
        // The source map that the last line names is not included, and an end tag would end the script element.
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
