package org.guidecheck.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;
import org.junit.jupiter.api.Test;

class ReferenceSetTest {
    /** First digits of the SHA-256 of each definition. Another law needs another id: add one, change none. */
    private static final Map<String, String> DIGESTS = digests();

    private static Map<String, String> digests() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("line/two-gaussians@1", "752993d8745b");
        all.put("line/case-a@1", "ea88eac12db3");
        all.put("line/case-t@1", "3c320e541e98");
        all.put("line/narrow-beside-wide@1", "d08461f35f28");
        all.put("line/boxes@1", "af6abc1c6607");
        all.put("line/atoms@1", "90ad83ef74df");
        all.put("line/student@1", "e8416c0f93f5");
        all.put("line/three-classes@1", "c0c7bdc57fd2");
        all.put("line/gaussian-pair@1", "84f38daf05b7");
        all.put("space/correlated-gaussians-8d@1", "e4bfc4045f46");
        all.put("plane/rings@1", "65c1eb74beb7");
        all.put("data/iris@1", "df7c1187621c");
        all.put("data/digits@1", "3091888f8838");
        return all;
    }

    private static String digest(ReferenceSet.Case each) throws NoSuchAlgorithmException {
        ObjectNode definition = each.json().deepCopy();
        definition.remove("reason");
        byte[] bytes = JsonText.write(definition).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).substring(0, 12);
    }

    @Test
    void theLawOfAnIdNeverChanges() throws NoSuchAlgorithmException {
        Map<String, String> found = new LinkedHashMap<>();
        for (ReferenceSet.Case each : ReferenceSet.all()) {
            found.put(each.id(), digest(each));
        }
        assertThat(found).isEqualTo(DIGESTS);
    }

    @Test
    void eachHasAVersionAReasonAndAnExactLaw() {
        assertThat(ReferenceSet.all()).hasSizeBetween(12, 20).allSatisfy(each -> {
            assertThat(each.id()).matches("(line|plane|space|data)/[a-z0-9-]+@[1-9]");
            assertThat(each.reason()).hasSizeBetween(20, 120).doesNotContain("\n");
            ScoreProblem problem = each.problem();
            assertThat(problem.id()).isEqualTo(each.id());
            assertThat(problem.judge(1, new Streams(1)).ownGrid().apply(8).steps()).isEqualTo(8);
        });
        assertThat(ReferenceSet.all()).extracting(ReferenceSet.Case::id).doesNotHaveDuplicates();
    }

    @Test
    void idsWithoutAVersionMeanTheLatest() {
        assertThat(ReferenceSet.byId("line/case-t").id()).startsWith("line/case-t@");
        assertThatThrownBy(() -> ReferenceSet.byId("line/case-s")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be one of");
    }
}
