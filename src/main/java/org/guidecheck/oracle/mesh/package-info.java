/** What the answer must be: representations of the mean reciprocal that can be bounded soundly. */
package org.guidecheck.oracle.mesh;
