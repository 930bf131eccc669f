/** Results of runs, and their presentation as text, JSON, HTML, Markdown and JUnit XML. */
package org.guidecheck.report;
