package org.guidecheck.report;

/**
 * What a claim was decided on.
 *
 * @param law    key of the law in {@link Results#laws}
 * @param label  of the class that guidance aims at
 * @param weight a constant, or a schedule as options take it
 * @param stop   noise at which the process is left
 */
public record Conditions(String law, String label, String weight, double stop) {
}
