package org.guidecheck.report;

/**
 * A run that reached verdicts.
 *
 * @param version of the program
 * @param command line, without the program's name
 * @param seed    of all random numbers
 * @param alpha   false-alarm probability of the whole run
 * @param began   when, in ISO 8601 with an offset
 * @param seconds that it took
 */
public record Run(String version, String command, long seed, double alpha, String began, double seconds) {
}
