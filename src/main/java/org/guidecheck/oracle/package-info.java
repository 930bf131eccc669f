/** What all oracles share: the limit on their time and the kinds of error that their bounds may contain. */
package org.guidecheck.oracle;
