/**
 * Identities behind the oracles ({@code identity.*}): changes of measure by powers of the reciprocal posterior, among them
 * the bounded representation, the reweighting of forward paths and the reflection.
 */
package org.guidecheck.claim.identity;
