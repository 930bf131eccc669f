/**
 * Identities behind the oracles ({@code identity.*}): the bounded representation and the reweighting of forward paths.
 */
package org.guidecheck.claim.identity;
