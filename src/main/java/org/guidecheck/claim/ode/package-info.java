/** Claims about the guided probability-flow ODE ({@code ode.*}), which the paper's theorem does not cover. */
package org.guidecheck.claim.ode;
