package org.guidecheck.report;

/**
 * Law and guidance on which a claim was decided.
 *
 * @param law    key of the law in {@link Results#laws}
 * @param label  label of the class that guidance aims at
 * @param weight a constant weight, or a schedule such as {@code 0,-1:3,2:0}
 * @param stop   noise at which the process is stopped
 */
public record FindingContext(String law, String label, String weight, double stop) {
}
