/**
 * Random laws, guidance schedules and seeds, which shrink to the simplest one that still shows a fault.
 *
 * <p>Everything is drawn as a plan of whole numbers and built from it. A plan is valid by construction, so nothing is
 * drawn and thrown away, and it knows the simpler plans next to it: a class fewer, a component fewer, a coordinate
 * fewer, a simpler family, a rounder number. What is asked of laws is kept by all that they shrink to.
 */
package org.guidecheck.generator;
