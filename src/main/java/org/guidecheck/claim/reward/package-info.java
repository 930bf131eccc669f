/** Claims about guidance by a reward ({@code reward.*}) on mixtures of isotropic Gaussians. */
package org.guidecheck.claim.reward;
