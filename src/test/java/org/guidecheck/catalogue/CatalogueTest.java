package org.guidecheck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void everyClaimHasAPropertyAndARowOnThePageOfClaims() throws IOException {
        StringBuilder properties = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("properties"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("Properties.java")).toList()) {
                properties.append(Files.readString(file));
            }
        }
        String page = Files.readString(ClaimsPage.FILE);
        assertThat(Catalogue.claims()).hasSize(58).allSatisfy(claim -> {
            assertThat(properties).contains('"' + claim.id() + '"');
            assertThat(page).contains('`' + claim.id() + '`');
        });
    }

    @Test
    void thePageOfClaimsIsCurrent() throws IOException {
        String page = Files.readString(ClaimsPage.FILE);
        assertThat(page).as("%s is out of date; the main method of %s rewrites it", ClaimsPage.FILE,
                ClaimsPage.class.getName()).isEqualTo(ClaimsPage.updated(page));
    }

    @Test
    void anUnknownClaimIsRejectedWithTheNamesOfAll() {
        assertThatThrownBy(() -> Catalogue.named("paper.magic")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'paper.magic'").hasMessageContaining("paper.strict");
    }
}
