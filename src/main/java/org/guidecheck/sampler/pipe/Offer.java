package org.guidecheck.sampler.pipe;

/** Work that a program offers in its first message, and what messages call such a program. */
enum Offer {
    /** Draws samples. */
    SAMPLE("sample", "sampler", "--command"),
    /** Guides predictions. */
    GUIDE("guide", "guider", "--guider-command"),
    /** Predicts the noise of points, or what is equivalent. */
    PREDICT("predict", "model", "--model-command");

    private final String label;
    private final String noun;
    private final String option;

    Offer(String label, String noun, String option) {
        this.label = label;
        this.noun = noun;
        this.option = option;
    }

    /** Word of the protocol. */
    String label() {
        return label;
    }

    /** Word for such a program. */
    String noun() {
        return noun;
    }

    /** Option of {@code guidecheck guard} or {@code guidecheck audit} that starts such a program. */
    String option() {
        return option;
    }
}
