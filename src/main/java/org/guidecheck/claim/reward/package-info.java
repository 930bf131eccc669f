/** Guidance by rewards, and what has to be added to guidance for it to sample a tilted law. */
package org.guidecheck.claim.reward;
