package org.guidecheck.sampler.pipe;

import java.util.ArrayList;
import java.util.List;

/**
 * Command line split into words without a shell. Words are separated by white space; single quotes preserve everything
 * between them, double quotes everything except backslashes; a backslash preserves the next character.
 *
 * @param line  the command line
 * @param words the program and its arguments, at least one
 */
record CommandWords(String line, List<String> words) {
    CommandWords {
        words = List.copyOf(words);
    }

    /**
     * Splits a command line.
     *
     * @throws IllegalArgumentException if a quote is not closed, the line ends in a backslash, or there is no word
     */
    static CommandWords of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        // Empty quotes are a word, too.
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
                if (i == line.length()) {
                    throw new IllegalArgumentException("command=" + line + ": nothing follows the last backslash");
                }
                word.append(line.charAt(i));
                inWord = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote != 0) {
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("command=" + line + ": a quotation mark " + quote + " is never closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("command=" + line + ": must name a program");
        }
        return new CommandWords(line, words);
    }
}
