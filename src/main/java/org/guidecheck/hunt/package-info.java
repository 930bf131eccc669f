/**
 * Search for laws that refute a claim, their shrinking to the simplest one, and files that keep them for replay. See
 * properties/README.md, "Hunting".
 */
package org.guidecheck.hunt;
