/** Rules that samplers combine their predictions by: which of them keep the promise of classifier-free guidance. */
package org.guidecheck.claim.rule;
