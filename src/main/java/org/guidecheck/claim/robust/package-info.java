/** Guidance by a classifier that is not that of the data: other priors, wrong labels, data from another place. */
package org.guidecheck.claim.robust;
