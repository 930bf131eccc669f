/**
 * Search for laws that refute a claim, shrinking to the simplest one, and files for replay. See theory.md, "Hunting"
 * and "Counterexamples and shrinking".
 */
package org.guidecheck.hunt;
