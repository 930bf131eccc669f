/** Claims about guidance by a wrong classifier ({@code robust.*}): wrong priors, wrong labels, shifted data. */
package org.guidecheck.claim.robust;
