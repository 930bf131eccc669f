/** Claims about powers of the reciprocal posterior ({@code power.*}): moments, the sharp law of guidance and its tail. */
package org.guidecheck.claim.power;
