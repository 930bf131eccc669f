package org.guidecheck.report;

/**
 * Run of the program that reached verdicts.
 *
 * @param version version of the program
 * @param command command line, without the program's name
 * @param seed    seed of all random numbers
 * @param alpha   false-alarm probability of the whole run
 * @param began   time at which it began, in ISO 8601 with an offset
 * @param seconds its duration
 */
public record RunInfo(String version, String command, long seed, double alpha, String began, double seconds) {
}
