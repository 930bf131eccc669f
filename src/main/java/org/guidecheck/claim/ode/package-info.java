/** What is asked of the deterministic process, to which the paper's theorem does not apply. */
package org.guidecheck.claim.ode;
