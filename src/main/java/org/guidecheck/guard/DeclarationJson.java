package org.guidecheck.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.InvalidInputException;

/**
 * Reader of declarations from JSON, as a program's hello has them: {@code rule}, {@code schedule}, {@code starts_at},
 * {@code ends_at}, {@code steps_at_least}, {@code most_steps}, {@code no_single_step} and {@code precision}. All may be
 * left out, and other fields are ignored.
 */
public final class DeclarationJson {
    private DeclarationJson() {
    }

    /**
     * Reads a declaration.
     *
     * @param fields an object
     * @return what it declares
     * @throws InvalidInputException naming the field, its value and the rule that it breaks
     */
    public static Declaration read(JsonNode fields) {
        OptionalInt least = number(fields, "steps_at_least");
        boolean isSingleExcluded = part(fields, "no_single_step", DeclarationJson::truth).orElse(false);
        try {
            return new Declaration(part(fields, "rule", node -> DeclaredRule.parse(text(node))),
                    part(fields, "schedule", DeclarationJson::levels),
                    part(fields, "starts_at", DeclarationJson::level),
                    part(fields, "ends_at", DeclarationJson::level),
                    isSingleExcluded ? OptionalInt.of(Math.max(2, least.orElse(2))) : least,
                    number(fields, "most_steps"), part(fields, "precision", DeclarationJson::precision));
        } catch (InvalidInputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            InvalidInputException refused = new InvalidInputException("", e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static <T> Optional<T> part(JsonNode fields, String name, Function<JsonNode, T> reader) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(node));
        } catch (InvalidInputException e) {
            throw e.within(name);
        }
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new InvalidInputException("", node, "must be a text");
        }
        return node.textValue();
    }

    private static boolean truth(JsonNode node) {
        if (!node.isBoolean()) {
            throw new InvalidInputException("", node, "must be true or false");
        }
        return node.booleanValue();
    }

    private static OptionalInt number(JsonNode fields, String name) {
        Optional<Integer> number = part(fields, name, node -> {
            if (!node.isInt()) {
                throw new InvalidInputException("", node, "must be a whole number");
            }
            return node.intValue();
        });
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    private static DeclaredLevels levels(JsonNode node) {
        return node.isTextual() ? DeclaredLevels.named(node.textValue()) : DeclaredLevels.listed("a list", node);
    }

    /** A level, such as {@code {"alpha_bar": 0.3}}. */
    private static NoiseLevel level(JsonNode node) {
        Optional<Map.Entry<String, JsonNode>> only =
                node.isObject() && node.size() == 1 ? node.properties().stream().findFirst() : Optional.empty();
        LevelScale scale = only.flatMap(each -> LevelScale.named(each.getKey()))
                .orElseThrow(() -> new InvalidInputException("", node,
                        "must be one number, alpha_bar, sigma, flow_time or log_snr"));
        return DeclaredLevels.level("", scale, only.orElseThrow().getValue());
    }

    private static Declaration.Precision precision(JsonNode node) {
        return Arrays.stream(Declaration.Precision.values()).filter(each -> each.label().equals(node.textValue()))
                .findFirst().orElseThrow(() -> new InvalidInputException("", node, "must be single or double"));
    }
}
