/** Commands of the program {@code guidecheck}, their options, and exit codes. */
package org.guidecheck.cli;
