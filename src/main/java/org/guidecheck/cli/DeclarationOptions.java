package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guidecheck.guard.Declaration;
import org.guidecheck.guard.DeclarationJson;
import org.guidecheck.guard.DeclaredLevels;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;
import org.guidecheck.text.TextFile;
import picocli.CommandLine.Option;

/** Options that say what the sampler means to do where it differs from what is usual. */
final class DeclarationOptions {
    private static final int LARGEST_FILE = 1 << 22;

    @Option(names = "--rule", paramLabel = "RULE",
            description = "Guidance rule that the sampler applies itself: cfg (default), interval:LOW:HIGH (in sigma), "
                    + "limit:MOST, rescale:PHI, rescale-x0:PHI, projected:PARALLEL[:LONGEST], cfg-zero-star:ABOVE, or "
                    + "none: its weights are reported, not judged.")
    private String rule;

    @Option(names = "--schedule", paramLabel = "NAME|F.json",
            description = "Noise levels that the sampler visits: a grid such as linear-beta:trailing, or a file with an "
                    + "array of alpha_bar or {\"sigmas\": [...]}.")
    private String schedule;

    @Option(names = "--starts-at", paramLabel = "SCALE=X",
            description = "Level of the points that the sampler starts from and is given, such as alpha_bar=0.3; SCALE is "
                    + "alpha_bar, sigma, flow_time or log_snr.")
    private String start;

    @Option(names = "--ends-at", paramLabel = "SCALE=X", description = "Level at which the sampler stops.")
    private String end;

    @Option(names = "--steps-at-least", paramLabel = "N", description = "Fewest steps that the sampler promises.")
    private Integer least;

    @Option(names = "--most-steps", paramLabel = "N", description = "Most steps that the sampler promises.")
    private Integer most;

    @Option(names = "--no-single-step", description = "The sampler does not promise to work in one step.")
    private boolean noSingleStep;

    @Option(names = "--precision", paramLabel = "P",
            description = "Precision of the sampler's numbers: single or double. Default: single for a program.")
    private String precision;

    /** What the options declare, completed by what the program says of itself; says where they differ. */
    Declaration declaration(PipedSampler program) {
        Declaration fields = ofFields();
        Declaration options = isFile() ? Declaration.ofSchedule(ofFile()).over(fields) : fields;
        if (program == null) {
            return options;
        }
        Declaration said;
        try {
            said = DeclarationJson.read(program.hello());
        } catch (InvalidInputException e) {
            throw new SamplerFailure("sampler '" + program.name() + "' declares: " + e.getMessage(), e);
        }
        for (String each : options.contradictions(said)) {
            System.err.println(
                    "guidecheck: the options win over what sampler '" + program.name() + "' declares: " + each);
        }
        return BadInput.translate(() -> options.over(said));
    }

    private boolean isFile() {
        return schedule != null && (schedule.endsWith(".json") || Files.exists(Path.of(schedule)));
    }

    private DeclaredLevels ofFile() {
        Path file = Path.of(schedule);
        try {
            return DeclaredLevels.listed(file.getFileName().toString(),
                    JsonText.parse(TextFile.read(file, LARGEST_FILE)));
        } catch (InvalidInputException e) {
            throw e.from("--schedule=" + schedule);
        }
    }

    /** What the options other than a file declare. */
    private Declaration ofFields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (rule != null) {
            fields.put("rule", rule);
        }
        if (start != null) {
            fields.set("starts_at", level("--starts-at", start));
        }
        if (end != null) {
            fields.set("ends_at", level("--ends-at", end));
        }
        if (least != null) {
            fields.put("steps_at_least", least);
        }
        if (most != null) {
            fields.put("most_steps", most);
        }
        if (precision != null) {
            fields.put("precision", precision);
        }
        fields.put("no_single_step", noSingleStep);
        if (schedule != null && !isFile()) {
            fields.put("schedule", schedule);
        }
        try {
            return DeclarationJson.read(fields);
        } catch (InvalidInputException e) {
            InvalidInputException refused = new InvalidInputException("", asOption(e.getMessage()));
            refused.initCause(e);
            throw refused;
        }
    }

    /** A message with its field's name as an option. */
    private static String asOption(String message) {
        int end = 0;
        while (end < message.length() && (Character.isLetter(message.charAt(end)) || message.charAt(end) == '_')) {
            end++;
        }
        return "--" + message.substring(0, end).replace('_', '-') + message.substring(end);
    }

    /** A level in words such as alpha_bar=0.3. */
    private static ObjectNode level(String option, String text) {
        int equals = text.indexOf('=');
        ObjectNode level = JsonNodeFactory.instance.objectNode();
        try {
            String number = text.substring(equals + 1);
            return number.equals("inf") || number.equals("-inf") ? level.put(text.substring(0, equals), number)
                    : level.put(text.substring(0, equals), Double.parseDouble(number));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            InvalidInputException refused = BadInput.option(option, text, "must be such as alpha_bar=0.3 or sigma=2");
            refused.initCause(e);
            throw refused;
        }
    }
}
