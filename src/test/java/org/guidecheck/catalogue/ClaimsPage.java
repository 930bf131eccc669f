package org.guidecheck.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Statement;

/** Writes the table of claims on the site's page from the {@link Catalogue}. */
public final class ClaimsPage {
    static final Path FILE = Path.of("src/site/markdown/claims.md");
    private static final String BEGIN = "<!-- claims: begin -->\n";
    private static final String END = "<!-- claims: end -->\n";

    private ClaimsPage() {
    }

    /** Rewrites the page; to be run in the root of the repository. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, updated(Files.readString(FILE)));
    }

    /** The page with the table between its two marks replaced by the current one. */
    static String updated(String page) {
        return page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + '\n' + table() + '\n'
                + page.substring(page.indexOf(END));
    }

    private static String table() {
        return Catalogue.claims().stream().map(Claim::statement).map(ClaimsPage::row)
                .collect(Collectors.joining("",
                        "| claim | statement | source | status | decided up to |\n|---|---|---|---|---|\n", ""));
    }

    private static String row(Statement claim) {
        return "| `" + claim.id() + "` | " + cell(claim.text()) + " | " + cell(claim.source()) + " | "
                + claim.status().name().toLowerCase(Locale.ROOT) + " | "
                + (claim.resolution().size() == 0 ? "rounding" : claim.resolution()) + " |\n";
    }

    /** A bare | would end the cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
