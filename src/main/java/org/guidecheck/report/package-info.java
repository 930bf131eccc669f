/**
 * Results of runs as JSON, HTML, Markdown, JUnit XML and a text table, with figures of the laws and of guidance on
 * them.
 */
package org.guidecheck.report;
