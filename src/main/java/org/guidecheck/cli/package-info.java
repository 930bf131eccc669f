/** The command line. */
package org.guidecheck.cli;
