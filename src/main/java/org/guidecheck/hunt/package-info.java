/**
 * Where a claim breaks: a search for laws that refute it, their shrinking to the smallest, and files that keep them and are
 * decided again. See properties/README.md, "Hunting".
 */
package org.guidecheck.hunt;
