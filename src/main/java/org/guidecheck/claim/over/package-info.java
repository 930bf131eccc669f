/** Claims about what guidance costs: its price, the entropy of the output and the shares of modes. */
package org.guidecheck.claim.over;
